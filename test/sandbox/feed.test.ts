import { parseFeed } from "feedsmith";
import { expect, test } from "vitest";
import { call, read, useSandbox } from "./support.ts";

const sandbox = useSandbox();
const get = (path: string, headers: Record<string, string> = {}) =>
  call(`${sandbox.url()}/feed`, "GET", path, { headers });
const say = (text: string) =>
  sandbox.control("POST", "mentions", {
    mentions: [{ network: "feed", text, author: { handle: "zoe", name: "Zoé" } }],
  });

test.each([
  ["/rss.xml", "rss"],
  ["/atom.xml", "atom"],
  ["/feed.json", "json"],
])("%s holds what was said, as a feed of its kind", async (path, format) => {
  await say("Vigie & friends: été < automne");
  const reply = await get(path);
  const parsed = parseFeed(await reply.text());
  expect(parsed.format).toBe(format);
  expect(JSON.stringify(parsed)).toContain("Vigie & friends: été < automne");
});

test("a reader who has it already gets 304 until something new is said", async () => {
  await say("first");
  const reply = await get("/rss.xml");
  const etag = reply.headers.get("etag") ?? "";
  const modified = reply.headers.get("last-modified") ?? "";
  expect((await get("/rss.xml", { "if-none-match": etag })).status).toBe(304);
  expect((await get("/rss.xml", { "if-modified-since": modified })).status).toBe(304);
  await say("second");
  expect((await get("/rss.xml", { "if-none-match": etag })).status).toBe(200);
});

test("the ways in which feeds go wrong are there to try", async () => {
  await say("café");
  const bytes = Buffer.from(await (await get("/windows-1252.xml")).arrayBuffer());
  expect(bytes.includes(Buffer.from([0x63, 0x61, 0x66, 0xe9]))).toBe(true);
  expect((await read(await get("/not-a-feed"))).body).toContain("<html>");
  expect((await get("/redirect?to=http://10.0.0.1/&status=301")).headers.get("location")).toBe(
    "http://10.0.0.1/",
  );
  expect((await get("/too-many-requests")).headers.get("retry-after")).toBe("120");
  expect((await get("/unavailable")).headers.get("retry-after")).toMatch(/GMT$/);
  expect((await get("/gone")).status).toBe(410);
  const huge = await (await get("/huge.xml?megabytes=3")).arrayBuffer();
  expect(huge.byteLength).toBeGreaterThan(3_000_000);
  const endless = await get("/endless.xml");
  const reader = endless.body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  await reader?.cancel();
});
