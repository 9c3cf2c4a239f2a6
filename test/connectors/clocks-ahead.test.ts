import { expect, test } from "vitest";
import { hackerNews } from "../../src/connectors/hackernews/index.ts";
import { wordpress } from "../../src/connectors/wordpress/index.ts";
import type { Cursor, PolledSource, PollOutcome } from "../../src/listening/source.ts";
import { accessTo } from "../support/access.ts";
import { localServer } from "../support/local-server.ts";

const now = new Date("2026-11-21T12:00:00Z");

/** What of its items a server gives for the query of a call. */
type Items = (query: URLSearchParams) => unknown;

async function pollTwice(source: PolledSource, items: Items, cursor: Cursor | null) {
  const server = await localServer(({ path }, response) => {
    const { pathname, searchParams } = new URL(path, "http://x");
    const isRoot = pathname.endsWith("/wp-json/");
    const body = JSON.stringify(isRoot ? { name: "Blog", namespaces: ["wp/v2"] } : items(searchParams));
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  const poll = async (at: Cursor | null): Promise<Extract<PollOutcome, { kind: "page" }>> => {
    const settings = source.settings.parse({});
    const request = { access: accessTo(server.origin, null), settings, terms: ["acme"], cursor: at, now };
    const outcome = await source.poll(request, AbortSignal.timeout(10_000));
    if (outcome.kind !== "page") throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  try {
    const first = await poll(cursor);
    return { first, second: await poll(first.cursor) };
  } finally {
    await server.close();
  }
}
const ids = ({ mentions }: Extract<PollOutcome, { kind: "page" }>) =>
  mentions.map(({ remoteId }) => remoteId.replace(/^.*[#-]/, ""));

test("a comment dated in 2099 does not make a blog deaf until then, and one without a date is set aside", async () => {
  const comments = [
    { id: 1, date_gmt: "2026-11-21T10:00:00" },
    { id: 2, date_gmt: "2026-11-21T11:00:00" },
    { id: 3, date_gmt: "2099-01-01T00:00:00" },
    { id: 4, date_gmt: "0000-00-00T00:00:00" },
  ].map((comment) => ({ ...comment, content: { rendered: "acme" } }));
  let there = comments.filter(({ id }) => id !== 2);
  const items: Items = (query) => {
    const after = query.get("after") ?? "";
    const given = there.filter(({ date_gmt }) => `${date_gmt}Z` > after);
    there = comments;
    return given;
  };
  const { first, second } = await pollTwice(wordpress.sources?.replies as PolledSource, items, null);
  expect(ids(first)).toEqual(["1", "3"]);
  expect(first.rejected).toEqual([{ remoteId: null, reason: "not an instant" }]);
  expect(ids(second)).toContain("2");
});

test("a story dated in 2099 does not end the search of Hacker News, and an id that no address takes is set aside", async () => {
  const at = (instant: string) => Date.parse(instant) / 1000;
  const hits = [
    { objectID: "3", created_at_i: at("2099-01-01T00:00:00Z") },
    { objectID: "2", created_at_i: at("2026-11-21T11:58:00Z") },
    { objectID: "\ud800", created_at_i: at("2026-11-21T11:57:00Z") },
    { objectID: "1", created_at_i: at("2026-11-21T10:00:00Z") },
  ].map((hit) => ({ ...hit, title: "acme" }));
  let there = hits.filter(({ objectID }) => objectID !== "2");
  const items: Items = (query) => {
    const since = Number(/created_at_i>(\d+)/.exec(query.get("numericFilters") ?? "")?.[1] ?? 0);
    const given = there.filter(({ created_at_i }) => created_at_i > since);
    there = hits;
    return { hits: given, nbPages: 1 };
  };
  const { first, second } = await pollTwice(hackerNews.sources?.search as PolledSource, items, null);
  expect(ids(first)).toEqual(["3", "1"]);
  expect(first.rejected).toMatchObject([{ reason: "no id" }]);
  expect(ids(second)).toContain("2");
});
