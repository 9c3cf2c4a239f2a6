import { afterAll, beforeAll, expect, test } from "vitest";
import { moonOverCup } from "../../src/demo/picture.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { type LocalServer, localServer } from "../support/local-server.ts";

let vigie: TestApp;
let site: LocalServer;
const picture = moonOverCup();
beforeAll(async () => {
  vigie = await startTestApp();
  site = await localServer(({ path }, response) => {
    const html = (body: string | Buffer, type = "text/html; charset=utf-8") =>
      response.writeHead(200, { "content-type": type }).end(body);
    if (path === "/picture") response.writeHead(200, { "content-type": "text/html" }).end(picture);
    else if (path === "/moved") response.writeHead(302, { location: "/page" }).end();
    else if (path === "/page")
      html(`<meta property="og:title" content="Été"><meta property="og:image" content="/picture">`);
    else if (path === "/latin")
      html(Buffer.from(`<meta charset="iso-8859-1"><title>Été</title>`, "latin1"), "text/html");
    else if (path === "/script")
      html(`<meta property="og:title" content="A"><meta property="og:image" content="/page">`);
    else if (path === "/huge") html(`<title>${"a".repeat(3_000_000)}</title>`);
    else if (path === "/data") html("{}", "application/json");
    else if (path.startsWith("/many")) html("<title>Une de plus</title>");
    else response.writeHead(404).end();
  });
});
afterAll(async () => {
  await site.close();
  await vigie.close();
});

async function ask(path: string, at: string, network = "mastodon") {
  const reply = await vigie.server.inject({
    method: "GET",
    url: `/api/v1/link-cards${path}?${new URLSearchParams({ url: at.startsWith("/") ? site.origin + at : at, network })}`,
    headers: { authorization: `Bearer ${vigie.key}` },
  });
  return reply;
}
const card = async (at: string, network?: string) => (await ask("", at, network)).json().card;

test("a page is read once for some minutes, and its picture comes through us as what it is", async () => {
  expect(await card("/moved")).toEqual({
    title: "Été",
    description: null,
    site: "127.0.0.1",
    hasImage: true,
    isLarge: true,
  });
  expect(await card("/moved", "x")).toMatchObject({ title: "Été", isLarge: false });
  const image = await ask("/image", "/moved");
  expect(image.headers).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'",
  });
  expect(image.rawPayload.equals(Buffer.from(picture))).toBe(true);
  expect(site.received.map(({ path }) => path)).toEqual(["/moved", "/page", "/picture"]);
  // Counters of visits know that nobody reads it.
  expect(site.received.every(({ headers }) => headers.purpose === "preview")).toBe(true);
});

test("an older encoding is read; what cannot be read has no card, and what is no image is none", async () => {
  expect(await card("/latin")).toMatchObject({ title: "Été" });
  for (const path of ["/huge", "/data", "/absent"]) expect(await card(path)).toBeNull();
  expect(await card("http://127.0.0.1:1/")).toBeNull();
  expect((await ask("/image", "/script")).statusCode).toBe(404);
  expect((await ask("/image", "/latin")).statusCode).toBe(404);
  for (const odd of ["ftp://example.org/", "javascript:alert(1)", "nothing"])
    expect((await ask("", odd)).statusCode).toBe(400);
});

test("nobody looks into a private network by a link", async () => {
  const strict = await startTestApp({ env: { VIGIE_ALLOW_PRIVATE_ADDRESSES: "0" } });
  const before = site.received.length;
  const reply = await strict.server.inject({
    method: "GET",
    url: `/api/v1/link-cards?${new URLSearchParams({ url: `${site.origin}/page`, network: "mastodon" })}`,
    headers: { authorization: `Bearer ${strict.key}` },
  });
  await strict.close();
  expect(reply.json()).toEqual({ card: null });
  expect(site.received).toHaveLength(before);
});

test("one workspace has so many pages looked at in a minute, and no more", async () => {
  const statuses: number[] = [];
  for (let page = 0; page < 61; page += 1) statuses.push((await ask("", `/many/${page}`)).statusCode);
  expect(statuses).toContain(429);
  expect(statuses.slice(0, 40).every((status) => status === 200)).toBe(true);
  // What was read before is not asked for again.
  expect(await card("/moved")).toMatchObject({ title: "Été" });
});
