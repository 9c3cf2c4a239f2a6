import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { after, placeIn } from "../../src/connectors/x/place.ts";
import type { XCredentials } from "../../src/connectors/x/schema.ts";
import { maxQueryCharacters, queriesFor } from "../../src/connectors/x/search.ts";
import { repliesSource, searchSource } from "../../src/connectors/x/source.ts";
import { showsText, writtenText } from "../../src/connectors/x/text.ts";
import { weightedLength } from "../../src/connectors/x/weighted-length.ts";
import type { Cursor, PollOutcome, RawMention } from "../../src/listening/source.ts";
import { useSandbox } from "../sandbox/support.ts";
import { accessTo } from "../support/access.ts";
import { answering, localServer } from "../support/local-server.ts";

const soon = () => AbortSignal.timeout(10_000);
const sandbox = useSandbox();

const say = (texts: string[], more: Record<string, unknown> = {}) =>
  sandbox.control("POST", "mentions", {
    mentions: texts.map((text) => ({
      network: "x",
      text,
      author: { handle: "jeanne", name: "Jeanne", followers: 42 },
      ...more,
    })),
  });
const requestOf = (cursor: Cursor | null, terms: readonly string[] = ["vigie"], accessToken = "marie") => ({
  access: accessTo<XCredentials>(`${sandbox.url()}/x`, { accessToken }),
  settings: {},
  terms,
  cursor,
  now: new Date(),
});

/** Polls until there is no more. */
async function readAll(poll: (cursor: Cursor | null) => Promise<PollOutcome>, from: Cursor | null) {
  const mentions: RawMention[] = [];
  let cursor = from;
  let pages = 0;
  for (let more = true; more; pages += 1) {
    const outcome = await poll(cursor);
    if (outcome.kind !== "page") throw new Error(`${outcome.kind} in place of a page`);
    mentions.push(...outcome.mentions);
    cursor = outcome.cursor;
    more = outcome.more;
  }
  return { mentions, cursor, pages };
}
const search = (terms?: readonly string[]) => (cursor: Cursor | null) =>
  searchSource.poll(requestOf(cursor, terms), soon());
const replies = (cursor: Cursor | null) => repliesSource.poll(requestOf(cursor), soon());

describe("searching X", () => {
  test("a post is read with its author, reach, and text as it was written", async () => {
    await say(["Vigie & co <3 sur exemple.fr/page"], { language: "fr" });
    const { mentions } = await readAll(search(), null);
    expect(mentions).toHaveLength(1);
    expect(mentions[0]).toMatchObject({
      text: "Vigie & co <3 sur http://exemple.fr/page",
      format: "plain",
      language: "fr",
      author: { handle: "@jeanne", name: "Jeanne", followers: 42 },
      url: expect.stringMatching(/^https:\/\/x\.com\/jeanne\/status\/\d+$/),
    });
  });

  test("all pages are read, and the next poll brings only what came since", async () => {
    await say(Array.from({ length: 230 }, (_, index) => `vigie numéro ${index}`));
    const first = await readAll(search(), null);
    expect(first.pages).toBe(3);
    expect(new Set(first.mentions.map(({ remoteId }) => remoteId)).size).toBe(230);
    await say(["vigie encore"]);
    const second = await readAll(search(), first.cursor);
    expect(second.mentions.map(({ text }) => text)).toEqual(["vigie encore"]);
    expect((await readAll(search(), second.cursor)).mentions).toEqual([]);
  });

  test("more terms than one query holds are asked for in several, and none is forgotten", async () => {
    const terms = Array.from({ length: 80 }, (_, index) => `marque numéro ${index}`);
    await say(["j'aime marque numéro 0", "et marque numéro 79"]);
    const { mentions, cursor } = await readAll(search(terms), null);
    expect(mentions.map(({ text }) => text).sort()).toEqual([
      "et marque numéro 79",
      "j'aime marque numéro 0",
    ]);
    await say(["encore marque numéro 42"]);
    // Another term moves all that follow into other queries.
    const moved = await readAll(search(["nouvelle marque", ...terms]), cursor);
    expect(moved.mentions.map(({ text }) => text)).toContain("encore marque numéro 42");
  });

  test("nothing to listen for asks nothing of X, which charges by the post", async () => {
    expect(await searchSource.poll(requestOf(null, []), soon())).toEqual({ kind: "unchanged" });
    expect((await sandbox.control("GET", "requests")).body.requests).toEqual([]);
  });

  test("a limit is waited out until X's reset", async () => {
    await sandbox.control("POST", "faults", {
      network: "x",
      kind: "rate-limit",
      resetSeconds: 120,
      match: { path: "/2/tweets/search" },
    });
    const outcome = await searchSource.poll(requestOf(null), soon());
    expect(outcome).toMatchObject({ kind: "retry" });
    expect(outcome.kind === "retry" && outcome.afterSeconds).toBeGreaterThan(115);
  });

  test("a dead token stops the source until somebody connects again", async () => {
    const outcome = await searchSource.poll(requestOf(null, ["vigie"], "wrong"), soon());
    expect(outcome).toMatchObject({ kind: "refused", because: "credentials" });
  });

  test("a page token that ran out and an id that is too old are left behind, not repeated for ever", async () => {
    const server = await localServer((request, response) => {
      const refused = ["next_token", "since_id"].find((name) => request.path.includes(`${name}=`));
      const body = refused
        ? {
            errors: [{ parameters: { [refused]: ["x"] }, message: `Invalid ${refused}` }],
            title: "Invalid Request",
          }
        : { data: [{ id: "9", text: "vigie" }], meta: { newest_id: "9", result_count: 1 } };
      response
        .writeHead(refused ? 400 : 200, { "content-type": "application/json" })
        .end(JSON.stringify(body));
    });
    const key = Object.keys(
      (
        (await searchSource.poll(
          { ...requestOf(null), access: accessTo<XCredentials>(server.origin, { accessToken: "t" }) },
          soon(),
        )) as { cursor: Cursor }
      ).cursor,
    ).find((name) => name.startsWith("since:"));
    const cursor = { [String(key)]: "5", at: String(key).slice(6), token: "old", newest: null };
    const outcome = await searchSource.poll(
      { ...requestOf(cursor), access: accessTo<XCredentials>(server.origin, { accessToken: "t" }) },
      soon(),
    );
    expect(outcome).toMatchObject({ kind: "page", more: false, mentions: [{ remoteId: "9" }] });
    await server.close();
  });

  test("one odd post is set aside with its reason, and the others are kept", async () => {
    const body = { data: [{ id: "1", text: "bon" }, { id: "2" }], meta: { newest_id: "2" } };
    const server = await localServer(
      answering(200, { "content-type": "application/json" }, JSON.stringify(body)),
    );
    const access = accessTo<XCredentials>(server.origin, { accessToken: "t" });
    const outcome = await searchSource.poll({ ...requestOf(null), access }, soon());
    expect(outcome).toMatchObject({ mentions: [{ remoteId: "1" }], rejected: [{ remoteId: "2" }] });
    await server.close();
  });
});

describe("what mentions the profile on X", () => {
  test("mentions and answers are read once, for the account behind the token", async () => {
    await say(["Bonjour @marie", "sans rapport"]);
    const first = await readAll(replies, null);
    expect(first.mentions.map(({ text }) => text)).toEqual(["Bonjour @marie"]);
    await say(["@marie encore moi"]);
    const second = await readAll(replies, first.cursor);
    expect(second.mentions.map(({ text }) => text)).toEqual(["@marie encore moi"]);
  });
});

describe("queries and texts of X", () => {
  test("terms become words, tags, handles and phrases, and retweets stay out", () => {
    expect(queriesFor(["Vigie", "deux mots", "#été", "@marie", "l'eau", 'dit "non"', "OR", "Vigie"])).toEqual(
      ['(Vigie OR "deux mots" OR #été OR @marie OR "l\'eau" OR "dit non" OR "OR") -is:retweet'],
    );
  });

  test("no query is longer than X takes, and every term that fits is in one", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 120 }), { maxLength: 60 }), (terms) => {
        for (const query of queriesFor(terms)) expect(query.length).toBeLessThanOrEqual(maxQueryCharacters);
      }),
    );
    const words = Array.from({ length: 300 }, (_, index) => `mot${index}`);
    const all = queriesFor(words).join(" ");
    expect(words.every((word) => all.includes(word))).toBe(true);
  });

  test("lengths are counted as X counts them", () => {
    expect(["Hello, world! 👋", "👨‍👩‍👧‍👦", "漢字", "example.com"].map(weightedLength)).toEqual([
      16, 2, 4, 23,
    ]);
  });

  test("a text is recognised behind wrapped links, entities, composed accents and the link of its media", () => {
    const post = {
      id: "1",
      text: "Cafe\u0301 &amp; &lt;the&gt; https://t.co/aaa https://t.co/bbb",
      entities: {
        urls: [
          { url: "https://t.co/aaa", expanded_url: "http://exemple.fr" },
          { url: "https://t.co/bbb", expanded_url: "https://x.com/m/status/1/photo/1", media_key: "3_1" },
        ],
      },
    };
    expect(writtenText(post)).toBe("Café & <the> http://exemple.fr");
    expect(showsText(post, "Café & <the> exemple.fr")).toBe(true);
    expect(showsText(post, "Café & <the> autre.fr")).toBe(false);
    expect(writtenText({ id: "2", text: "&amp;lt; reste" })).toBe("&lt; reste");
  });

  test("a place goes through all lists page by page and comes back with the newest id of each", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(1e6), { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (lists) => {
          const [first = "l0", ...others] = lists.map((_, index) => `l${index}`);
          const keys: [string, ...string[]] = [first, ...others];
          let cursor: Cursor | null = null;
          for (let more = true; more; ) {
            const place = placeIn(cursor, keys);
            const list = lists[place.index] ?? [];
            const page = Number(place.token ?? 0);
            const id = list[page];
            const meta = {
              ...(id === undefined ? {} : { newest_id: String(id) }),
              ...(page + 1 < list.length ? { next_token: String(page + 1) } : {}),
            };
            ({ cursor, more } = after(cursor, keys, place, meta));
          }
          lists.forEach((list, index) => {
            const newest = list.length > 0 ? String(Math.max(...list)) : null;
            expect(placeIn({ ...cursor, at: `l${index}` }, keys).sinceId).toBe(newest);
          });
        },
      ),
    );
  });
});
