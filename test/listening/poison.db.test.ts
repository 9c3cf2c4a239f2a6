import { once } from "node:events";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { keepStreams, type StreamKeeper } from "../../src/listening/stream.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";
import { answering, type LocalServer, localServer } from "../support/local-server.ts";

let vigie: Hearing;
let acme: string;
let server: LocalServer;
let answer = answering(200);
let keeper: StreamKeeper | null = null;
beforeAll(async () => {
  vigie = await startHearing();
  acme = await vigie.monitor("acme");
});
beforeEach(async () => {
  answer = answering(200);
  server = await localServer((request, response) => answer(request, response));
});
afterEach(async () => {
  await keeper?.close();
  keeper = null;
  await server.close();
  await vigie.app.db.source.deleteMany();
  await vigie.app.db.mention.deleteMany();
  await vigie.app.db.rollup.deleteMany();
});
afterAll(() => vigie.close());

/** Ideographs that no compression makes shorter: three bytes each. */
const ideographs = (count: number, seed: number) =>
  Array.from({ length: count }, (_, i) =>
    String.fromCharCode(0x4e00 + (((i + 1) * 7919 * (seed + 3) + i * i * 31) % 20_000)),
  ).join("");
const item = (id: string, title: string) =>
  `<item><guid isPermaLink="false">urn:${id}</guid><title>${title}</title></item>`;
const feedOf = (...items: string[]) =>
  answering(
    200,
    { "content-type": "application/rss+xml" },
    `<rss version="2.0"><channel><title>t</title>${items.join("")}</channel></rss>`,
  );
const feed = () => vigie.source("rss", "feed", { settings: { url: `${server.origin}/feed` } });

describe("what a network sends goes into the database, or is told of", () => {
  test("ids that no index takes are known by their hash, and followed under it", async () => {
    const long = [0, 1].map((seed) => ideographs(1000, seed));
    const items = long.map((id) => rawMention(id, "acme is here", { sourceRef: id }));
    expect(await vigie.load(items)).toMatchObject({ stored: 2, rejected: [] });
    expect(await vigie.load(items)).toMatchObject({ stored: 0, duplicate: 2 });
    expect(await vigie.heard(acme)).toEqual([
      expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      expect.stringMatching(/^sha256:/),
    ]);
  });

  test("counts as large as can be are added up", async () => {
    const most = { likes: 2_147_483_647, shares: 715_827_882, replies: 715_827_882 };
    const items = Array.from({ length: 5 }, (_, i) =>
      rawMention(`${i}`, "acme", {
        engagement: i % 2 ? most : { ...most, likes: 715_827_882 },
        author: { handle: "star", name: null, followers: 2_147_483_647 },
      }),
    );
    expect(await vigie.load(items)).toMatchObject({ stored: 5 });
    await vigie.expectTrueCounts();
  });

  test("whatever it is", async () => {
    const odd = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.array(fc.nat(65_535), { maxLength: 30 }).map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom(
        "\0",
        "\ud800",
        "\udfff",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\\",
        "'",
        "",
        "🤷🏽‍♀️",
        "ﷺ",
        "İ",
        "ẞ",
        "&#0;",
      ),
    );
    const words = fc.array(odd, { maxLength: 8 }).map((parts) => parts.join(" "));
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-1, 1e300, Number.NaN));
    const date = fc.option(fc.date({ noInvalidDate: false }));
    const raw = fc.record({
      remoteId: words,
      url: fc.option(
        fc.oneof(
          fc.webUrl(),
          words.map((path) => `https://example.org/${path}`),
        ),
      ),
      text: words.map((text) => `acme ${text}`),
      format: fc.constantFrom("plain" as const, "html" as const),
      title: fc.option(words),
      language: fc.option(words),
      author: fc.option(fc.record({ handle: words, name: fc.option(words), followers: fc.option(number) })),
      publishedAt: date,
      engagement: fc.record({ likes: number, shares: number, replies: number }),
      editedAt: fc.oneof(date, fc.constant("now" as const)),
      sourceRef: fc.option(words),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(raw, { maxLength: 6 }), async (items) => {
        const { rejected } = await vigie.load(items);
        expect(rejected.every(({ reason }) => !reason.startsWith("the database"))).toBe(true);
      }),
      { numRuns: 60 },
    );
    await vigie.expectTrueCounts();
  });
});

describe("one item that cannot be stored or read", () => {
  test("by the database is set aside with its reason; all others are stored, and the place moves on", async () => {
    // As a limit of PostgreSQL that nobody thought of would.
    await vigie.app.db.$executeRawUnsafe(`create function poison() returns trigger language plpgsql as $$
      begin raise exception 'invalid byte sequence' using errcode = '22021'; end $$`);
    await vigie.app.db.$executeRawUnsafe(`create trigger poison before insert on mention for each row
      when (new.text like '%poison%') execute function poison()`);
    const source = await feed();
    const items = Array.from({ length: 40 }, (_, i) => item(`${i}`, i === 23 ? "acme poison" : `acme ${i}`));
    answer = feedOf(...items);
    await vigie.ask(source);
    await vigie.app.db.$executeRawUnsafe("drop trigger poison on mention");
    await vigie.app.db.$executeRawUnsafe("drop function poison");
    expect(await vigie.heard(acme)).toHaveLength(39);
    await vigie.expectTrueCounts();
    const shown = await vigie.shown(source);
    expect(shown).toMatchObject({ state: "active", lastError: null });
    expect(shown.rejected).toMatchObject([
      { remoteId: "urn:23", reason: "the database does not take it: invalid byte sequence" },
    ]);
    const { cursor } = await vigie.app.db.source.findUniqueOrThrow({ where: { id: source } });
    expect(cursor).not.toBeNull();
  });

  test("by Vigie itself is set aside with what went wrong, in a feed and in a stream", async ({
    onTestFinished: ending,
  }) => {
    const listening = await vigie.needs.monitors.get(vigie.workspaceId);
    const matcher: typeof listening.matcher = {
      ...listening.matcher,
      match(input) {
        if (input.text.includes("poison")) throw new RangeError("too much of it");
        return listening.matcher.match(input);
      },
    };
    const monitors = { get: async () => ({ ...listening, matcher }) };
    const source = await feed();
    answer = feedOf(item("1", "acme before"), item("2", "acme poison"), item("3", "acme after"));
    await vigie.ask(source, { monitors });
    expect(await vigie.heard(acme)).toHaveLength(2);
    const asShown = { reason: "Vigie failed to read it: RangeError: too much of it" };
    expect(await vigie.shown(source)).toMatchObject({
      state: "active",
      rejected: [{ ...asShown, remoteId: "urn:2" }],
    });
    const stream = await streaming(ending, post("1", "acme poison"), post("2", "acme goes on"));
    keeper = keepStreams({ ...vigie.needs, monitors });
    await keeper.round();
    await expect.poll(() => vigie.heard(acme), { timeout: 10_000 }).toHaveLength(3);
    await expect
      .poll(async () => (await vigie.shown(stream)).rejected, { timeout: 10_000 })
      .toMatchObject([asShown]);
  });

  test("keeps no source from going on by what its own names and words are made of", async ({
    onTestFinished: ending,
  }) => {
    const source = await vigie.source("mastodon", "search", {
      credentials: { accessToken: "t" },
      settings: { baseUrl: server.origin, timeline: "public", search: false },
    });
    answer = answering(
      200,
      { "content-type": "application/json" },
      JSON.stringify([{ id: "\0", uri: "\0 \ud800 x" }]),
    );
    await vigie.ask(source);
    expect(await vigie.shown(source)).toMatchObject({ state: "active", rejected: [{ remoteId: "x" }] });
    vigie.clock.pass(3600);
    answer = answering(503, {}, JSON.stringify({ error: `down\0 ${"\ud800 for long ".repeat(5000)}` }));
    await vigie.ask(source);
    const { state, lastError } = await vigie.shown(source);
    expect([state, lastError?.slice(0, 16), lastError?.length]).toEqual([
      "failing",
      "down   for long ",
      1000,
    ]);

    const stream = await streaming(
      ending,
      {
        ...post("1", "acme"),
        commit: { ...post("1", "acme").commit, operation: "delete", rkey: "\0\ud800" },
      },
      post("2", "acme is still heard"),
    );
    keeper = keepStreams(vigie.needs);
    await keeper.round();
    await expect.poll(() => vigie.heard(acme), { timeout: 10_000 }).toHaveLength(1);
    expect(await vigie.shown(stream)).toMatchObject({ state: "active", failureCount: 0 });
  });
});

test("five thousand entries in one feed are stored in one reading", async () => {
  const source = await feed();
  answer = feedOf(...Array.from({ length: 5000 }, (_, i) => item(`${i}`, `acme number ${i}`)));
  await vigie.ask(source);
  expect(await vigie.app.db.mention.count()).toBe(5000);
  expect(await vigie.shown(source)).toMatchObject({ state: "active", rejected: [] });
  await vigie.expectTrueCounts();
}, 120_000);

const post = (rkey: string, text: string) => ({
  did: "did:plc:somebody",
  time_us: Date.parse("2026-11-21T09:59:00Z") * 1000 + Number(rkey),
  kind: "commit",
  commit: {
    rev: "r",
    operation: "create",
    collection: "app.bsky.feed.post",
    rkey,
    cid: "c",
    record: { text, createdAt: "2026-11-21T09:59:00Z" },
  },
});

/** A Jetstream that says this to whoever connects; answers with the source that listens to it. */
async function streaming(
  ending: (close: () => Promise<void>) => void,
  ...frames: unknown[]
): Promise<string> {
  const jetstream = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(jetstream, "listening");
  ending(() => new Promise<void>((resolve) => jetstream.close(() => resolve())));
  jetstream.on("connection", (socket) => {
    for (const frame of frames) socket.send(JSON.stringify(frame));
  });
  const { port } = jetstream.address() as { port: number };
  return vigie.source("bluesky", "stream", { settings: { url: `ws://127.0.0.1:${port}/subscribe` } });
}
