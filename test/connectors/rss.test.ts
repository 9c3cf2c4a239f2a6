import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createRssSource, type FeedLimits } from "../../src/connectors/rss/source.ts";
import type { Cursor, PollOutcome } from "../../src/listening/source.ts";
import type { Http } from "../../src/platform/http.ts";
import { accessTo, testHttp } from "../support/access.ts";
import { type Answer, answering, type LocalServer, localServer } from "../support/local-server.ts";

const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(answer: Answer): Promise<LocalServer> {
  const server = await localServer(answer);
  servers.push(server);
  return server;
}

interface Asking {
  cursor?: Cursor;
  credentials?: { username: string; password: string };
  limits?: FeedLimits;
  http?: Http;
}

function poll(url: string, asking: Asking = {}): Promise<PollOutcome> {
  const source = createRssSource(asking.limits);
  const request = {
    access: accessTo("", asking.credentials ?? null, asking.http ?? testHttp()),
    settings: source.settings.parse({ url }),
    terms: [],
    cursor: asking.cursor ?? null,
    now: new Date("2026-11-21T12:00:00Z"),
  };
  return source.poll(request, AbortSignal.timeout(10_000));
}

const feed = (title = "One", channel = "") =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title>${channel}<item><guid>urn:x:1</guid><title>${title}</title></item></channel></rss>`;
const html = "<!doctype html><html><head><title>x</title></head></html>";

const pageOf = (outcome: PollOutcome) => {
  if (outcome.kind !== "page") throw new Error(JSON.stringify(outcome));
  return outcome;
};

describe("a feed that did not change", () => {
  test("is asked for by the server's own marks, to the letter, and answers with nothing new", async () => {
    const modified = "Fri, 21 Nov 2026 10:00:00 GMT"; // a wrong weekday, which must go back as it came
    const server = await serve((request, response) => {
      if (request.headers["if-none-match"] === 'W/"a b"')
        response.writeHead(304, { "cache-control": "max-age=90" }).end();
      else response.writeHead(200, { etag: 'W/"a b"', "last-modified": modified }).end(feed());
    });
    const first = pageOf(await poll(`${server.origin}/feed`));
    expect(first.mentions.map((mention) => mention.remoteId)).toEqual(["urn:x:1"]);
    const second = await poll(`${server.origin}/feed`, { cursor: first.cursor });
    expect(second).toEqual({ kind: "unchanged", notBeforeSeconds: 90 });
    expect(server.received[1]?.headers["if-modified-since"]).toBe(modified);
  });

  test("is asked for anew when its address changed", async () => {
    const server = await serve(answering(200, { etag: '"1"' }, feed()));
    const first = pageOf(await poll(`${server.origin}/feed`));
    await poll(`${server.origin}/other`, { cursor: first.cursor });
    expect(server.received[1]?.headers["if-none-match"]).toBeUndefined();
  });

  test("keeps the pace the feed itself set", async () => {
    const server = await serve((request, response) => {
      if (request.headers["if-none-match"]) response.writeHead(304).end();
      else response.writeHead(200, { etag: '"1"' }).end(feed("One", "<ttl>5</ttl>"));
    });
    const first = pageOf(await poll(`${server.origin}/feed`));
    expect(first.notBeforeSeconds).toBe(300);
    expect(await poll(`${server.origin}/feed`, { cursor: first.cursor })).toEqual({
      kind: "unchanged",
      notBeforeSeconds: 300,
    });
  });
});

describe("when to ask again", () => {
  test.each([
    [{ "cache-control": "public, max-age=600" }, 600],
    [{ "cache-control": "max-age=600", age: "200" }, 400],
    [{ "cache-control": "s-maxage=600" }, undefined],
    [{ "cache-control": "no-cache, max-age=600" }, undefined],
    [{ "cache-control": "max-age=99999999" }, 86_400],
  ])("is read from %j", async (headers, seconds) => {
    const server = await serve(answering(200, headers, feed()));
    expect(pageOf(await poll(server.origin)).notBeforeSeconds).toBe(seconds);
  });

  test.each([
    [429, { "retry-after": "30" }, 30],
    [503, { "retry-after": "Sat, 21 Nov 2026 12:02:00 GMT", date: "Sat, 21 Nov 2026 12:00:00 GMT" }, 120],
    [503, { "retry-after": "soon" }, undefined],
    [500, {}, undefined],
    [404, {}, undefined],
  ])("after a %i with %j", async (status, headers, afterSeconds) => {
    const server = await serve(answering(status, headers));
    const outcome = await poll(server.origin);
    expect(outcome).toMatchObject({ kind: "retry", detail: expect.stringContaining(String(status)) });
    expect(outcome.kind === "retry" ? outcome.afterSeconds : 0).toBe(afterSeconds);
  });
});

describe("a refusal", () => {
  test("410 ends the feed", async () => {
    const server = await serve(answering(410));
    expect(await poll(server.origin)).toMatchObject({ kind: "refused", because: "gone" });
  });

  test("401 asks for credentials, and right ones open the feed", async () => {
    const server = await serve((request, response) => {
      const isRight = request.headers.authorization === `Basic ${Buffer.from("zoé:a:b").toString("base64")}`;
      response.writeHead(isRight ? 200 : 401, { "www-authenticate": "Basic" }).end(feed());
    });
    expect(await poll(server.origin)).toMatchObject({ kind: "refused", because: "credentials" });
    const opened = await poll(server.origin, { credentials: { username: "zoé", password: "a:b" } });
    expect(opened.kind).toBe("page");
  });

  test("a web page is a wrong setting at first, and a bad day for a feed that used to work", async () => {
    let body = html;
    const server = await serve((_request, response) => void response.end(body));
    expect(await poll(server.origin)).toEqual({
      kind: "refused",
      because: "settings",
      detail: "this address leads to a web page, not to a feed",
    });
    body = feed();
    const worked = pageOf(await poll(server.origin));
    body = html;
    expect(await poll(server.origin, { cursor: worked.cursor })).toMatchObject({ kind: "retry" });
  });

  test("half a feed is read later", async () => {
    const server = await serve(answering(200, {}, feed().slice(0, -30)));
    expect(await poll(server.origin)).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("middle"),
    });
  });

  test("an address may hold no password and no other scheme", () => {
    const { settings } = createRssSource();
    expect(settings.safeParse({ url: "https://a:b@blog.example/feed" }).success).toBe(false);
    expect(settings.safeParse({ url: "file:///etc/passwd" }).success).toBe(false);
    expect(settings.safeParse({ url: "not an address" }).success).toBe(false);
  });
});

describe("a feed that moved", () => {
  async function moving(...statuses: number[]) {
    return serve((request, response) => {
      const status = statuses[Number(request.path.slice(1))];
      if (status === undefined) response.end(feed());
      else response.writeHead(status, { location: `/${Number(request.path.slice(1)) + 1}` }).end();
    });
  }

  test("for good tells its new address", async () => {
    const server = await moving(301, 308);
    expect(pageOf(await poll(`${server.origin}/0`)).movedTo).toBe(`${server.origin}/2`);
  });

  test("for good tells it even when nothing is new there", async () => {
    const server = await serve((request, response) => {
      if (request.headers["if-none-match"]) {
        if (request.path === "/new") response.writeHead(304).end();
        else response.writeHead(301, { location: "/new" }).end();
      } else response.writeHead(200, { etag: '"1"' }).end(feed());
    });
    const first = pageOf(await poll(`${server.origin}/old`));
    expect(await poll(`${server.origin}/old`, { cursor: first.cursor })).toEqual({
      kind: "page",
      mentions: [],
      cursor: first.cursor,
      more: false,
      movedTo: `${server.origin}/new`,
    });
  });

  test("for a while tells none", async () => {
    const server = await moving(301, 302);
    expect(pageOf(await poll(`${server.origin}/0`)).movedTo).toBeUndefined();
  });

  test("is followed five times, not six", async () => {
    const five = await moving(302, 302, 302, 302, 302);
    expect((await poll(`${five.origin}/0`)).kind).toBe("page");
    const six = await moving(302, 302, 302, 302, 302, 302);
    expect(await poll(`${six.origin}/0`)).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("5 redirects"),
    });
  });

  test("takes its id with it", async () => {
    const server = await serve(
      answering(200, {}, feed().replace("urn:x:1", "7").replace("<guid>", '<guid isPermaLink="false">')),
    );
    const before = pageOf(await poll(`${server.origin}/old`));
    const after = pageOf(await poll(`${server.origin}/new`, { cursor: before.cursor }));
    expect(after.mentions[0]?.remoteId).toBe(before.mentions[0]?.remoteId);
  });

  test("into a private network is not followed", async () => {
    const inside = await serve(answering(200, {}, feed()));
    const outside = await serve(answering(302, { location: `${inside.origin}/feed` }));
    const http = testHttp({ allowPrivateAddresses: false, allowedOrigins: [outside.origin] });
    expect(await poll(outside.origin, { http })).toMatchObject({
      kind: "refused",
      because: "settings",
      detail: expect.stringContaining("private address"),
    });
    expect(inside.received).toEqual([]);
  });

  test("to another server does not take its password with it", async () => {
    const other = await serve(answering(200, {}, feed()));
    const first = await serve(answering(302, { location: other.origin }));
    await poll(first.origin, { credentials: { username: "a", password: "b" } });
    expect(first.received[0]?.headers.authorization).toBeDefined();
    expect(other.received[0]?.headers.authorization).toBeUndefined();
  });
});

describe("a feed that means harm", () => {
  const entry = (title: string) => `<item><guid>urn:x:1</guid><title>${title}</title></item>`;
  const withEntities = (entities: string, title: string) =>
    `<?xml version="1.0"?><!DOCTYPE r [${entities}]><rss version="2.0"><channel><title>x</title>${entry(title)}</channel></rss>`;
  const laughs = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
    "",
  );

  test.each([
    ["a billion laughs", withEntities(`<!ENTITY l0 "ha">${laughs}`, "&l10;"), "&l10;"],
    [
      "a long entity often",
      withEntities(`<!ENTITY a "${"a".repeat(50_000)}">`, "&a;".repeat(100)),
      "&a;".repeat(100),
    ],
  ])("by %s says no more than it wrote", async (_what, body, title) => {
    const server = await serve(answering(200, { "content-type": "text/xml" }, body));
    expect(pageOf(await poll(server.origin)).mentions.map((mention) => mention.title)).toEqual([title]);
  });

  test.each([
    [
      "a file of ours",
      withEntities('<!ENTITY a SYSTEM "file:///etc/passwd">', "a &a; b"),
      {},
      "External entities",
    ],
    ["elements without end", `<rss version="2.0">${"<a>".repeat(300_000)}</rss>`, {}, "not well-formed"],
    ["JSON without end", "[".repeat(1_000_000), {}, "not well-formed JSON"],
    ["what is packed and is not", "no gzip at all", { "content-encoding": "gzip" }, "did not arrive whole"],
  ])("by %s is read later", async (_what, body, headers, detail) => {
    const server = await serve(answering(200, { "content-type": "text/xml", ...headers }, body));
    expect(await poll(server.origin)).toEqual({ kind: "retry", detail: expect.stringContaining(detail) });
  });

  test("by leading round in circles, or out of the web, is not followed", async () => {
    const to = (location: string) =>
      serve((_request, response) => response.writeHead(301, { location }).end());
    expect(await poll((await to("/again")).origin)).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("more than 5 redirects"),
    });
    expect(await poll((await to("file:///etc/passwd")).origin)).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("not http or https"),
    });
  });
});

describe("what comes over the wire", () => {
  test("windows-1252 and UTF-16 are read right", async () => {
    const windows = Buffer.from(feed("\u00e9\u0080").replace("?>", ' encoding="windows-1252"?>'), "latin1");
    const first = await serve(answering(200, { "content-type": "text/xml" }, windows));
    expect(pageOf(await poll(first.origin)).mentions[0]?.title).toBe("é€");
    const wide = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(feed("é€"), "utf16le").swap16()]);
    const second = await serve(answering(200, { "content-type": "text/xml" }, wide));
    expect(pageOf(await poll(second.origin)).mentions[0]?.title).toBe("é€");
  });

  test("gzip is unpacked", async () => {
    const server = await serve(answering(200, { "content-encoding": "gzip" }, gzipSync(feed())));
    expect((await poll(server.origin)).kind).toBe("page");
  });

  test("50 MB are not read, packed or not", async () => {
    const chunk = Buffer.alloc(1024 * 1024, "x");
    let sent = 0;
    const plain = await serve((_request, response) => {
      const push = () => {
        while (sent < 50) {
          sent += 1;
          if (!response.write(chunk)) return void response.once("drain", push);
        }
        response.end();
      };
      push();
    });
    const tooLarge = {
      kind: "refused",
      because: "settings",
      detail: "the feed is larger than 10485760 bytes",
    };
    expect(await poll(plain.origin)).toEqual(tooLarge);
    expect(sent).toBeLessThan(50);
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, " "));
    const packed = await serve(answering(200, { "content-encoding": "gzip" }, bomb));
    expect(await poll(packed.origin)).toEqual(tooLarge);
  });

  test("a body without end ends by time", async () => {
    const server = await serve((_request, response) => {
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    });
    const outcome = await poll(server.origin, { limits: { maxBytes: 1_000_000, timeoutSeconds: 0.3 } });
    expect(outcome).toEqual({ kind: "retry", detail: "the feed did not arrive whole: no answer in time" });
  });

  test("a connection that breaks in the middle is tried again", async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "5000" });
      response.write(feed(), () => response.destroy());
    });
    expect(await poll(server.origin)).toMatchObject({ kind: "retry" });
  });

  test("a server that is not there is tried again", async () => {
    const server = await localServer(answering(200));
    await server.close();
    expect(await poll(server.origin)).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("ECONNREFUSED"),
    });
  });
});
