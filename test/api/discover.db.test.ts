import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { type LocalServer, localServer } from "../support/local-server.ts";

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

interface Problem {
  errors?: { pointer: string; code: string; suggestions?: string[] }[];
}

describe("the address of a web page in the place of a feed's", () => {
  const rss = '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title></channel></rss>';
  const html = { "content-type": "text/html" };
  let site: LocalServer;
  let pages: Record<string, [type: string, body: string]>;
  beforeAll(async () => {
    site = await localServer((request, response) => {
      const [type, body] = pages[request.path] ?? [];
      if (body === undefined) response.writeHead(404, html).end("<html>nothing here</html>");
      else response.writeHead(200, { "content-type": type }).end(body);
    });
  });
  afterAll(() => site.close());
  const add = (path: string, more: Record<string, unknown> = {}) =>
    t.call<Problem & { settings: { url: string } }>("POST", "/sources", {
      network: "rss",
      mode: "feed",
      settings: { url: site.origin + path },
      ...more,
    });

  test("is refused with the feeds that it names, and taken for the first of them when asked so", async () => {
    const link = (type: string, href: string) =>
      `<link href="${href}" rel='alternate' type="application/${type}">`;
    pages = {
      "/blog": [
        "text/html",
        `<!doctype html><head>${link("rss+xml", "blog/gone.xml")}${link("rss+xml", "blog/rss.xml")}${link("atom+xml", "/atom")}`,
      ],
      "/blog/rss.xml": ["application/rss+xml", rss],
      "/atom": ["application/xml", '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>'],
    };
    const found = [`${site.origin}/blog/rss.xml`, `${site.origin}/atom`];
    expect(await add("/blog")).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/settings/url", code: "page_not_feed", suggestions: found }] },
    });
    const taken = await add("/blog", { discover: true });
    expect(taken).toMatchObject({ status: 201, body: { settings: { url: found[0] } } });
  });

  test("that names none is refused with what stands in the usual places, or with nothing", async () => {
    pages = { "/": ["text/html", "<!doctype html><p>hello"], "/index.xml": ["text/xml", rss] };
    expect(await add("/")).toMatchObject({
      body: { errors: [{ code: "page_not_feed", suggestions: [`${site.origin}/index.xml`] }] },
    });
    pages = { "/": ["text/html", "<!doctype html><p>hello"] };
    expect(await add("/")).toMatchObject({ status: 422, body: { errors: [{ code: "not_a_feed" }] } });
    expect((await add("/", { discover: true })).status).toBe(422);
  });

  test("is refused in a change as well; a server that does not answer is kept", async () => {
    pages = { "/rss": ["text/xml", rss], "/": ["text/html", "<!doctype html><p>hello"] };
    const made = await t.call<{ id: string }>("POST", "/sources", {
      network: "rss",
      mode: "feed",
      settings: { url: `${site.origin}/rss` },
    });
    const settings = { url: `${site.origin}/` };
    expect((await t.call("PATCH", `/sources/${made.body.id}`, { settings })).status).toBe(422);
    const down = { url: "http://127.0.0.1:9/feed" };
    expect((await t.call("PATCH", `/sources/${made.body.id}`, { settings: down })).status).toBe(200);
  });
});
