import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mentionsFrom } from "../../src/connectors/hackernews/mention.ts";
import { searchSource } from "../../src/connectors/hackernews/source.ts";
import { hitsPerPage, type Walk, walked } from "../../src/connectors/hackernews/walk.ts";
import type { Cursor, PollOutcome } from "../../src/listening/source.ts";
import { accessTo } from "../support/access.ts";
import { useSandbox } from "../support/sandbox.ts";

const sandbox = useSandbox();
const never = new AbortController().signal;
const ask = (cursor: Cursor | null, terms = ["vigie"], settings = {}) =>
  searchSource.poll(
    {
      access: accessTo(`${sandbox.url()}/hackernews`, null),
      settings: searchSource.settings.parse(settings),
      terms,
      cursor,
      now: new Date(),
    },
    never,
  );
const said = (text: string, more: Record<string, unknown> = {}) =>
  sandbox.said({ network: "hackernews", text, ...more });
const pageOf = (outcome: PollOutcome) => {
  if (outcome.kind !== "page") throw new Error(JSON.stringify(outcome));
  return outcome;
};

describe("Hacker News", () => {
  test("gives stories and comments as mentions, with points and answers", async () => {
    const story = await said("Show HN: Vigie <3 & more", { author: { handle: "pg" } });
    const comment = await said("I use vigie & like it", { replyTo: story });
    await said("nothing of interest");
    const { mentions, more } = pageOf(await ask(null));
    expect(more).toBe(false);
    expect(mentions).toEqual([
      expect.objectContaining({
        remoteId: comment,
        url: `https://news.ycombinator.com/item?id=${comment}`,
        text: "I use vigie &amp; like it",
        format: "html",
        title: null,
      }),
      expect.objectContaining({
        remoteId: story,
        text: "",
        title: "Show HN: Vigie &lt;3 &amp; more",
        author: { handle: "pg", name: null, followers: null },
        engagement: { likes: 1, shares: 0, replies: 0 },
      }),
    ]);
    expect(pageOf(await ask(null, ["vigie"], { kinds: ["comment"] })).mentions).toHaveLength(1);
  });

  test("goes on where it stood, and reads a little again because items are found late", async () => {
    const long = new Date(Date.now() - 3_600_000).toISOString();
    await said("vigie long ago", { publishedAt: long });
    await said("vigie now");
    const first = pageOf(await ask(null));
    expect(first.mentions).toHaveLength(2);
    const late = await said("vigie a minute ago", {
      publishedAt: new Date(Date.now() - 60_000).toISOString(),
    });
    const second = pageOf(await ask(first.cursor));
    expect(second.mentions.map(({ remoteId }) => remoteId)).toContain(late);
    expect(second.mentions).toHaveLength(2);
  });

  test("a burst larger than the 1,000 hits of a query is read whole, page by page", async () => {
    const begin = Date.now() - 600_000;
    await said("vigie first", { publishedAt: new Date(begin - 10_000).toISOString() });
    let { cursor } = pageOf(await ask(null));
    const burst = Array.from({ length: 1500 }, (_, index) => ({
      network: "hackernews",
      text: `vigie ${index}`,
      publishedAt: new Date(begin + Math.floor(index / 5) * 1000).toISOString(),
    }));
    await sandbox.saidAll(burst);
    const found = new Set<string>();
    for (let round = 0; round < 40; round += 1) {
      const page = pageOf(await ask(cursor));
      for (const { remoteId } of page.mentions) found.add(remoteId);
      cursor = page.cursor;
      if (!page.more) break;
    }
    expect(found.size).toBe(1501);
  });

  test("a limit waits, an answer cut short is tried again, and without a word nothing is searched", async () => {
    await sandbox.fault({
      network: "hackernews",
      kind: "rate-limit",
      count: 1,
      match: { method: "GET" },
      resetSeconds: 60,
    });
    expect(await ask(null)).toMatchObject({ kind: "retry", detail: "Too Many Requests" });
    await sandbox.fault({
      network: "hackernews",
      kind: "truncated-body",
      count: 1,
      match: { method: "GET" },
    });
    await said("vigie");
    expect(await ask(null)).toMatchObject({ kind: "retry" });
    expect(await ask(null, [])).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("no monitor"),
    });
  });
});

test("an odd hit is set aside, and the others are read", () => {
  const good = { objectID: "1", created_at_i: 1_795_000_000, comment_text: "vigie", author: null };
  const { mentions, rejected } = mentionsFrom([{ objectID: "2" }, null, "text", good]);
  expect(mentions).toMatchObject([{ remoteId: "1", author: null }]);
  expect(rejected.map(({ remoteId }) => remoteId)).toEqual(["2", null, null]);
});

test("whatever the pages hold, a walk comes to its end and never goes back behind what it knows", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 900 }),
      fc.nat({ max: 20 }),
      (all, known) => {
        const seconds = [...all].sort((a, b) => b - a);
        let walk: Walk = { known, backlog: null };
        let rounds = 0;
        do {
          const { backlog } = walk;
          const below = seconds.filter(
            (second) => second > known - 300 && (!backlog || second <= backlog.until),
          );
          const from = (backlog?.page ?? 0) * hitsPerPage;
          walk = walked(walk, below.slice(from, from + hitsPerPage));
          rounds += 1;
        } while (walk.backlog && rounds < 100);
        expect(walk.backlog).toBeNull();
        expect(walk.known).toBe(Math.max(known, seconds[0] ?? 0));
      },
    ),
  );
});
