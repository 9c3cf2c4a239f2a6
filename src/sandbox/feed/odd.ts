import { setTimeout as wait } from "node:timers/promises";
import iconv from "iconv-lite";
import type { Answer, Asked, Route, StreamOut } from "../wire.ts";
import { numberOf } from "../wire.ts";
import { type Item, rss } from "./formats.ts";

const xml = { "content-type": "application/rss+xml; charset=utf-8" };
const aMegabyte = 1024 * 1024;

/** Feeds as the web has them: each path is one thing that goes wrong. `items` gives what is in the feed now. */
export function oddRoutes(items: (asked: Asked) => Item[]): Route[] {
  const get = (path: string, handle: (asked: Asked) => Answer): Route => ({ method: "GET", path, handle });
  return [
    get("/windows-1252.xml", (asked) => ({
      status: 200,
      headers: { "content-type": "application/rss+xml" },
      body: iconv.encode(rss(items(asked), asked.baseUrl, "windows-1252"), "windows-1252"),
    })),
    get("/not-a-feed", ({ baseUrl }) => ({
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: `<!DOCTYPE html><html><head><title>A page</title><link rel="alternate" type="application/rss+xml" href="${baseUrl}/rss.xml"></head><body><p>This is a page, not a feed.</p></body></html>`,
    })),
    get("/malformed.xml", (asked) => ({
      status: 200,
      headers: xml,
      body: rss(items(asked), asked.baseUrl).replace("</channel>", "<item><title>Fish & chips</item>"),
    })),
    get("/future.xml", (asked) => {
      const tomorrow = (item: Item) => ({
        ...item,
        createdAt: new Date(asked.now.getTime() + 30 * 24 * 3600 * 1000),
      });
      return { status: 200, headers: xml, body: rss(items(asked).map(tomorrow), asked.baseUrl) };
    }),
    get("/empty.xml", (asked) => ({ status: 200, headers: xml, body: rss([], asked.baseUrl) })),
    get("/huge.xml", ({ query, baseUrl }) => {
      const megabytes = numberOf(query.get("megabytes"), 50, 1, 1000);
      return { status: 200, headers: xml, stream: (out) => flood(out, baseUrl, megabytes) };
    }),
    get("/endless.xml", ({ baseUrl }) => ({
      status: 200,
      headers: xml,
      stream: (out) => trickle(out, baseUrl),
    })),
    get("/redirect", ({ query }) => ({
      status: numberOf(query.get("status"), 302, 301, 308),
      headers: { location: query.get("to") ?? "rss.xml" },
    })),
    get("/too-many-requests", ({ query }) => ({
      status: 429,
      headers: { "retry-after": query.get("seconds") ?? "120" },
    })),
    get("/unavailable", ({ query, now }) => {
      const seconds = numberOf(query.get("seconds"), 120, 0, 86_400);
      return {
        status: 503,
        headers: { "retry-after": new Date(now.getTime() + seconds * 1000).toUTCString() },
      };
    }),
    get("/gone", () => ({ status: 410 })),
    get("/forbidden", () => ({ status: 401, headers: { "www-authenticate": 'Basic realm="feed"' } })),
  ];
}

/** A feed of so many megabytes, at the reader's pace. */
function flood(out: StreamOut, baseUrl: string, megabytes: number): () => void {
  const item = `<item><title>${"x".repeat(1000)}</title><link>${baseUrl}/items/x</link></item>\n`;
  const piece = Buffer.from(item.repeat(Math.ceil(aMegabyte / item.length)));
  let left = megabytes;
  let isOpen = true;
  const pour = () => {
    while (isOpen && left > 0) {
      left -= 1;
      if (!out.write(piece)) return;
    }
    if (isOpen && left <= 0) out.end();
    isOpen = isOpen && left > 0;
  };
  out.write(rss([], baseUrl).split("</channel>")[0] ?? "");
  out.onDrain(pour);
  pour();
  return () => {
    isOpen = false;
  };
}

/** A feed that never ends: a few bytes now and then, for as long as the reader stays. */
function trickle(out: StreamOut, baseUrl: string): () => void {
  const leaving = new AbortController();
  out.write(rss([], baseUrl).split("</channel>")[0] ?? "");
  const drip = async () => {
    for (;;) {
      await wait(200, undefined, { signal: leaving.signal });
      out.write("<!-- more to come -->\n");
    }
  };
  // It ends only when the reader leaves, which aborts the wait.
  drip().catch(() => out.end());
  return () => leaving.abort();
}
