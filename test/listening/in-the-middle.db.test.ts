import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { importLines } from "../../src/listening/import.ts";
import { linesOf } from "../../src/listening/import-lines.ts";
import { ingest } from "../../src/listening/ingest.ts";
import type { PolledSource, RawMention } from "../../src/listening/source.ts";
import { removeMentions } from "../../src/listening/store-changes.ts";
import { keepStreams, type StreamKeeper } from "../../src/listening/stream.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";
import { answering, localServer } from "../support/local-server.ts";

let vigie: Hearing;
let keeper: StreamKeeper | null;
beforeEach(async () => {
  vigie = await startHearing();
  keeper = null;
});
afterEach(async () => {
  await keeper?.close();
  await vigie.close();
});

const texts = async () =>
  (await vigie.app.db.mention.findMany({ orderBy: { remoteId: "asc" } })).map(({ text }) => text);
const listenFor = (monitor: string, query: string) => vigie.call("PATCH", `/monitors/${monitor}`, { query });

describe("a monitor that is changed in the middle", () => {
  test("of a walk through many pages asks for what it asks for now, from the next page on", async () => {
    const monitor = await vigie.monitor("acme");
    const source = await vigie.source("rss", "feed", { settings: { url: "http://127.0.0.1:9/feed" } });
    const asked: (readonly string[])[] = [];
    const pages: PolledSource = {
      ...(vigie.needs.networks.get("rss")?.sources.feed as PolledSource),
      async poll({ terms }) {
        asked.push(terms);
        const page = asked.length;
        if (page === 2) await listenFor(monitor, "globex");
        const mentions = ["acme", "globex"].map((name) => rawMention(`${page} ${name}`, `${name} ${page}`));
        return { kind: "page", mentions, cursor: { page }, more: page < 3 };
      },
    };
    const networks = new Map([["rss", { id: "rss", name: "RSS", sources: { feed: pages } }]]);
    await vigie.ask(source, { networks });
    expect(await texts()).toEqual(["acme 1", "globex 2", "globex 3"]);
    // What a network is searched for stays until the walk is over: its cursor holds for one search.
    expect(asked).toEqual([["acme"], ["acme"], ["acme"]]);
    await vigie.expectTrueCounts();
  });

  test("of a history that is taken in, also for lines that were read ahead", async () => {
    const monitor = await vigie.monitor("acme");
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) =>
        ["acme", "globex"].map((name) =>
          JSON.stringify({
            network: "rss",
            remoteId: `${name} ${from + i}`,
            text: `${name} is here`,
            publishedAt: "2026-11-20T10:00:00Z",
          }),
        ),
      )
        .flat()
        .join("\n");
    const chunks = async function* () {
      yield Buffer.from(`${lines(0, 500)}\n`);
      await listenFor(monitor, "globex");
      yield Buffer.from(lines(500, 1000));
    };
    const done = await importLines(vigie.app, vigie.workspaceId, linesOf(chunks()));
    const stored = await vigie.heard(monitor);
    // Two batches lie before the change, two behind it. Those before it may have been stored on either side of it.
    expect(stored.filter((id) => id.startsWith("globex")).length).toBeGreaterThanOrEqual(500);
    expect(stored.filter((id) => /^acme (?:[5-9]\d\d)$/.test(id))).toEqual([]);
    expect(done.stored + done.unmatched).toBe(2000);
    expect(done.stored).toBe(stored.length);
    await vigie.expectTrueCounts();
  });
});

test("a walk that takes longer than a lease keeps its source, page by page", async () => {
  await vigie.monitor("acme");
  const source = await vigie.source("rss", "feed", { settings: { url: "http://127.0.0.1:9/feed" } });
  let page = 0;
  let others = 0;
  const slow: PolledSource = {
    ...(vigie.needs.networks.get("rss")?.sources.feed as PolledSource),
    async poll() {
      page += 1;
      vigie.clock.pass(100);
      // Another worker is rung for it meanwhile, and finds nothing to take.
      const other: PolledSource = { ...slow, poll: async () => ({ kind: "unchanged", others: ++others }) };
      const networks = new Map([["rss", { id: "rss", name: "RSS", sources: { feed: other } }]]);
      await vigie.ask(source, { networks });
      return {
        kind: "page",
        mentions: [rawMention(`${page}`, `acme ${page}`)],
        cursor: { page },
        more: page < 5,
      };
    },
  };
  const networks = new Map([["rss", { id: "rss", name: "RSS", sources: { feed: slow } }]]);
  await vigie.ask(source, { networks });
  expect(others).toBe(0);
  expect(await texts()).toHaveLength(5);
  expect(await vigie.shown(source)).toMatchObject({ state: "active", failureCount: 0 });
});

describe("a feed", () => {
  const item = (guid: string, text: string) =>
    `<item><guid isPermaLink="false">urn:${guid}</guid><title>acme ${text}</title></item>`;
  const feedOf = (...items: string[]) =>
    `<?xml version="1.0"?><rss version="2.0"><channel><title>f</title>${items.join("")}</channel></rss>`;

  test("that tells its entries in another order each time, and two under one id, changes nothing", async ({
    onTestFinished: ending,
  }) => {
    const monitor = await vigie.monitor("acme");
    const entries = [item("1", "one"), item("2", "two"), item("2", "two again"), item("3", "three")];
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 2, 0, 3],
    ].map((order) => feedOf(...order.map((place) => entries[place] ?? "")));
    let reading = 0;
    const server = await localServer((request, response) => {
      const body = orders[reading++ % orders.length] ?? "";
      answering(200, { "content-type": "application/rss+xml" }, body)(request, response);
    });
    ending(server.close);
    const source = await vigie.source("rss", "feed", { settings: { url: `${server.origin}/feed` } });
    const seen: unknown[] = [];
    for (let round = 0; round < orders.length; round += 1) {
      await vigie.ask(source);
      seen.push(
        await vigie.app.db.mention.findMany({
          orderBy: { remoteId: "asc" },
          select: { id: true, text: true, editedAt: true, publishedAt: true },
        }),
      );
      vigie.clock.pass(7200);
    }
    expect(reading).toBeGreaterThanOrEqual(orders.length);
    expect(await vigie.heard(monitor)).toHaveLength(3);
    for (const later of seen) expect(later).toEqual(seen[0]);
    await vigie.expectTrueCounts();
  });
});

describe("one text that comes twice in a batch", () => {
  const bring = async (...items: RawMention[]) =>
    ingest(vigie.needs, await vigie.needs.monitors.get(vigie.workspaceId), {
      workspaceId: vigie.workspaceId,
      sourceId: null,
      items: items.map((raw) => ({ network: "bluesky", raw })),
    });
  const at = (minutes: number) => new Date(Date.parse("2026-11-21T09:00:00Z") + minutes * 60_000);
  const written = rawMention("1", "acme is wonderful", { publishedAt: at(0) });
  const changed = (text: string) => rawMention("1", text, { publishedAt: at(0), editedAt: at(1) });

  test("written and changed, reads as it was changed, whichever comes first", async () => {
    const monitor = await vigie.monitor("acme");
    expect(await bring(written, changed("acme is horrible"))).toMatchObject({ stored: 1, duplicate: 1 });
    expect(await texts()).toEqual(["acme is horrible"]);
    await vigie.call("DELETE", `/monitors/${monitor}`);
    await vigie.monitor("acme");
    await bring(changed("acme is horrible"), written);
    expect(await texts()).toEqual(["acme is horrible"]);
    await vigie.expectTrueCounts();
  });

  test("written, and changed so that nobody asks for it, is not kept", async () => {
    await vigie.monitor("acme");
    await bring(written, changed("somebody else is wonderful"));
    expect(await texts()).toEqual([]);
  });
});

describe("a story", () => {
  const press =
    "Acme annonce une panne de son application mobile. Depuis ce matin, des milliers de clients ne peuvent plus se " +
    "connecter. L'entreprise promet un retour à la normale dans la journée et présente ses excuses.";
  const copy = (number: number) =>
    rawMention(`copy ${number}`, press.replace("dans la journée", `dans la journée numéro ${number}`));

  test("whose first text is deleted at its source goes on with its copies, and new ones join it", async () => {
    const monitor = await vigie.monitor("acme");
    const source = await vigie.source("bluesky", "stream", { settings: { url: "ws://127.0.0.1:9/x" } });
    await vigie.load([copy(0)], "bluesky");
    await vigie.load([copy(1), copy(2)], "bluesky");
    const [head] = await vigie.app.db.mention.findMany({ where: { remoteId: "copy 0" } });
    await removeMentions(vigie.app.db, vigie.workspaceId, { network: "bluesky", sourceId: source }, [
      "copy 0",
    ]);
    await vigie.load([copy(3)], "bluesky");
    const left = await vigie.app.db.mention.findMany({ orderBy: { remoteId: "asc" } });
    expect(left.map(({ remoteId, story }) => ({ remoteId, story }))).toEqual(
      [1, 2, 3].map((number) => ({ remoteId: `copy ${number}`, story: head?.story })),
    );
    const { body } = await vigie.call<{ items: unknown[] }>("GET", `/mentions/${left[0]?.id}/copies`);
    expect(body.items).toHaveLength(2);
    expect(await vigie.heard(monitor)).toHaveLength(3);
    await vigie.expectTrueCounts();
  });

  test("is not looked for again for texts that are there already", async () => {
    await vigie.monitor("acme");
    const items = [
      copy(0),
      rawMention("other", "acme recrute cinquante personnes dans son usine de Lille cette année"),
    ];
    await vigie.load(items, "bluesky");
    const lock = vigie.app.db.$transaction(
      async (tx) => {
        await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('stories ' || ${vigie.workspaceId}, 0))`;
        // Somebody else settles stories in this workspace: who brings nothing new does not wait for it.
        return vigie.load(items, "bluesky");
      },
      { timeout: 20_000 },
    );
    expect(await lock).toMatchObject({ stored: 0, duplicate: 2 });
  });
});

test("a stream that sends what cannot be read goes on, and shows it with its reason", async ({
  onTestFinished: ending,
}) => {
  const monitor = await vigie.monitor("acme");
  const event = (rkey: string, record: unknown) => ({
    did: "did:plc:somebody",
    time_us: Date.parse("2026-11-21T09:59:00Z") * 1000 + Number(rkey),
    kind: "commit",
    commit: { rev: "r", operation: "create", collection: "app.bsky.feed.post", rkey, cid: "c", record },
  });
  const good = { text: "acme \ud83d is here", createdAt: "2999-01-01T00:00:00Z" };
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  ending(() => new Promise<void>((resolve) => server.close(() => resolve())));
  server.on("connection", (socket) => {
    socket.send("{ this is no JSON");
    socket.send(JSON.stringify(event("1", { text: 42, createdAt: "2026-11-21T09:59:00Z" })));
    socket.send(JSON.stringify(event("2", { text: "\0", createdAt: "2026-11-21T09:59:00Z" })));
    socket.send(JSON.stringify(event("3", good)));
  });
  const { port } = server.address() as { port: number };
  const source = await vigie.source("bluesky", "stream", {
    settings: { url: `ws://127.0.0.1:${port}/subscribe` },
  });
  keeper = keepStreams(vigie.needs);
  await keeper.round();
  await expect.poll(() => vigie.heard(monitor), { timeout: 10_000 }).toHaveLength(1);
  const rejected = async () => (await vigie.shown(source)).rejected;
  await expect.poll(rejected, { timeout: 10_000 }).toEqual([
    expect.objectContaining({
      remoteId: "at://did:plc:somebody/app.bsky.feed.post/1",
      reason: expect.stringContaining("expected string"),
    }),
  ]);
  const mention = await vigie.app.db.mention.findFirstOrThrow();
  expect(mention.text).toBe("acme  is here");
  expect(mention.publishedAt.getTime()).toBeLessThanOrEqual(vigie.clock().getTime());
});

test("a stream shows what its network allows and has left, as what is polled does", async () => {
  await vigie.monitor("vigie");
  const source = await vigie.source("mastodon", "stream", {
    credentials: { accessToken: "listener" },
    settings: { baseUrl: `${vigie.sandbox.url}/mastodon` },
  });
  keeper = keepStreams(vigie.needs);
  await keeper.round();
  interface Quota {
    health: { quota: { stated: unknown; limit: number; remaining: number } | null; callsPerDay: null };
  }
  const health = async () => (await vigie.call<Quota>("GET", `/sources/${source}`)).body.health;
  expect((await health()).quota).toMatchObject({ stated: { calls: 300, perSeconds: 300 } });
  await expect
    .poll(
      async () => {
        await vigie.said({ network: "mastodon", text: "vigie is here" });
        await wait(50);
        return (await health()).quota?.limit;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0);
  const { quota, callsPerDay } = await health();
  expect(quota?.remaining).toBeLessThan(quota?.limit ?? 0);
  expect(callsPerDay).toBeNull();
});
