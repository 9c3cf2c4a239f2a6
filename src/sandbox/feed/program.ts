import { createHash } from "node:crypto";
import { heardEntry } from "../heard.ts";
import { Ledger } from "../ledger.ts";
import { newest } from "../paging.ts";
import type { Answer, Asked, Program, Refusals, Route } from "../wire.ts";
import { numberOf } from "../wire.ts";
import { isSeen, type World } from "../world.ts";
import { atom, type Item, jsonFeed, rss } from "./formats.ts";
import { oddRoutes } from "./odd.ts";

const refusals: Refusals = {
  rateLimited: (_asked, resetSeconds) => ({ status: 429, headers: { "retry-after": String(resetSeconds) } }),
  serverError: (status) => ({ status, body: "Something is broken" }),
  expiredToken: () => ({ status: 401, headers: { "www-authenticate": 'Basic realm="feed"' } }),
  notFound: () => ({ status: 404, body: "Not Found" }),
};

/** A site with feeds of what others say: `?limit=` items (50), `?tag=` only those with a tag. */
export function feedProgram(world: World): Program {
  const ledger = new Ledger<null>();
  let lastId = 0;
  const items = (asked: Asked): Item[] => {
    const tag = asked.query.get("tag")?.toLowerCase();
    return newest(ledger.all(), {
      limit: numberOf(asked.query.get("limit"), 50, 1, 1000),
      accept: (item) => isSeen(item, asked.now, 0) && (tag === undefined || item.tags.includes(tag)),
    }).page;
  };
  return {
    id: "feed",
    routes: [...goodRoutes(items, ledger), ...oddRoutes(items)],
    refusals,
    accountOf: () => null,
    ledger,
    hear(heard) {
      lastId += 1;
      return ledger.add(heardEntry(world, "feed", String(lastId), heard)).id;
    },
    forget: (id) => ledger.remove(id, world.now()) !== undefined,
    revise(id, { text }) {
      const entry = ledger.get(id);
      if (!entry) return false;
      if (text !== undefined) entry.text = text;
      return true;
    },
    reset: () => ledger.reset(),
  };
}

function goodRoutes(items: (asked: Asked) => Item[], ledger: Ledger<null>): Route[] {
  const feed = (
    path: string,
    contentType: string,
    body: (found: Item[], asked: Asked, at: Date) => unknown,
  ): Route => ({
    method: "GET",
    path,
    handle(asked) {
      const found = items(asked);
      const changedAt = found[0]?.acceptedAt ?? new Date(0);
      return conditional(asked, { contentType, changedAt, body: body(found, asked, changedAt) });
    },
  });
  return [
    feed("/rss.xml", "application/rss+xml; charset=utf-8", (found, { baseUrl }) => rss(found, baseUrl)),
    feed("/atom.xml", "application/atom+xml; charset=utf-8", (found, { baseUrl }, at) =>
      atom(found, baseUrl, at),
    ),
    feed("/feed.json", "application/feed+json", (found, { baseUrl }) =>
      JSON.stringify(jsonFeed(found, baseUrl)),
    ),
    {
      method: "GET",
      path: "/items/:id",
      handle(asked) {
        const item = ledger.get(asked.params.id ?? "");
        return item ? { status: 200, body: item.text } : { status: 404, body: "Not Found" };
      },
    },
  ];
}

/** 304 when the reader has it already. https://www.rfc-editor.org/rfc/rfc9110#section-13 */
function conditional(asked: Asked, feed: { contentType: string; changedAt: Date; body: unknown }): Answer {
  const etag = `"${createHash("sha256").update(String(feed.body)).digest("base64url").slice(0, 22)}"`;
  const headers = { etag, "last-modified": feed.changedAt.toUTCString() };
  const asksTag = asked.headers["if-none-match"];
  const asksDate = Date.parse(asked.headers["if-modified-since"] ?? "");
  const seconds = Math.floor(feed.changedAt.getTime() / 1000) * 1000;
  const isKnown = asksTag === undefined ? asksDate >= seconds : asksTag.includes(etag);
  return isKnown
    ? { status: 304, headers }
    : { status: 200, headers: { ...headers, "content-type": feed.contentType }, body: feed.body };
}
