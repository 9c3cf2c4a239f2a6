import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ingest } from "../../src/listening/ingest.ts";
import type { RawMention } from "../../src/listening/source.ts";
import { removeMentions } from "../../src/listening/store-changes.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
beforeAll(async () => {
  vigie = await startHearing();
});
beforeEach(async () => {
  await vigie.app.db.mention.deleteMany();
  await vigie.app.db.rollup.deleteMany();
  await vigie.app.db.monitor.deleteMany();
});
afterAll(() => vigie.close());

const hour = 3_600_000;
const texts = [
  "acme is wonderful, I love it",
  "acme is horrible, I hate it",
  "Acme est en panne, c'est nul et je déteste ça",
  "acme",
  "acme and globex opened a shop in town today",
];
const history = (count: number): RawMention[] =>
  Array.from({ length: count }, (_, index) =>
    rawMention(`h${index}`, texts[index % texts.length] ?? "", {
      author: { handle: `author${index % 37}`, name: null, followers: index },
      publishedAt: new Date(Date.parse("2026-11-20T00:00:00Z") + (index % 1400) * 60_000),
      engagement: { likes: index % 5, shares: index % 3, replies: 1 },
    }),
  );
/** The same in another order, the same one for the same seed. */
const shuffled = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, index) => ({ item, key: Math.imul(index + 1, 2_654_435_761 + seed * 40_503) >>> 0 }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
const batchesOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
const remove = (remoteIds: readonly string[]) =>
  removeMentions(vigie.app.db, vigie.workspaceId, { network: "mastodon", sourceId: null }, remoteIds);
const countedFor = async (monitorId: string) => {
  const { _sum } = await vigie.app.db.rollup.aggregate({ where: { monitorId }, _sum: { mentions: true } });
  return _sum.mentions ?? 0;
};

test("five thousand mentions that four listeners bring at once, each in its own order, are stored and counted once", async () => {
  const acme = await vigie.monitor("acme");
  const globex = await vigie.monitor("globex");
  const all = history(5000);
  const brought = await Promise.all(
    [1, 2, 3, 4].map(async (seed) => {
      let stored = 0;
      for (const batch of batchesOf(shuffled(all, seed), 90 + seed * 20))
        stored += (await vigie.load(batch)).stored;
      return stored;
    }),
  );
  expect(brought.reduce((sum, stored) => sum + stored, 0)).toBe(5000);
  expect(await vigie.app.db.mention.count()).toBe(5000);
  expect([await countedFor(acme), await countedFor(globex)]).toEqual([5000, 1000]);
  await vigie.expectTrueCounts();
});

test("a monitor added later counts what is there already when the same file comes again", async () => {
  const acme = await vigie.monitor("acme");
  const file = history(200);
  expect(await vigie.load(file)).toMatchObject({ stored: 200 });
  const globex = await vigie.monitor("globex");
  expect(await vigie.load(file)).toMatchObject({ stored: 0, duplicate: 200 });
  expect(await vigie.load(file)).toMatchObject({ stored: 0, duplicate: 200 });
  expect([await countedFor(acme), await countedFor(globex)]).toEqual([200, 40]);
  await vigie.expectTrueCounts();
});

test("what two listeners bring at the same instant counts for the monitors of both", async () => {
  const blogs = await vigie.source("rss", "feed", { settings: { url: "http://127.0.0.1:9/blogs" } });
  const news = await vigie.source("rss", "feed", { settings: { url: "http://127.0.0.1:9/news" } });
  const onBlogs = await vigie.monitor("acme", { sources: [blogs] });
  const inNews = await vigie.monitor("acme shop OR acme", { sources: [news] });
  const listening = await vigie.needs.monitors.get(vigie.workspaceId);
  const items = [{ network: "rss", raw: rawMention("same", "acme opened a shop") }];
  const batch = { workspaceId: vigie.workspaceId, items };
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let stored = () => {};
  const isStored = new Promise<void>((resolve) => {
    stored = resolve;
  });
  const first = ingest(vigie.needs, listening, { ...batch, sourceId: blogs }, async () => {
    stored();
    await gate;
  });
  await isStored;
  const second = ingest(vigie.needs, listening, { ...batch, sourceId: news });
  await expect.poll(waitingForLocks, { timeout: 10_000, interval: 20 }).toBe(1);
  goOn();
  expect(await Promise.all([first, second])).toMatchObject([{ stored: 1 }, { stored: 0, duplicate: 1 }]);
  expect([await countedFor(onBlogs), await countedFor(inNews)]).toEqual([1, 1]);
  await vigie.expectTrueCounts();
});

/** How many of this database's connections wait for another. */
async function waitingForLocks(): Promise<number> {
  const [row] = await vigie.app.db.$queryRaw<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.waiting ?? 0;
}

test("a mention that its author deleted leaves every count, and deleting it again changes nothing", async () => {
  const acme = await vigie.monitor("acme");
  await vigie.monitor("globex");
  await vigie.load(history(50));
  await remove(["h1", "h4", "never there"]);
  await remove(["h1", "h4"]);
  expect(await countedFor(acme)).toBe(48);
  expect(await vigie.app.db.mention.count()).toBe(48);
  await vigie.expectTrueCounts();
});

test("what goes wrong beside it takes the mentions and their counts back", async () => {
  const acme = await vigie.monitor("acme");
  const listening = await vigie.needs.monitors.get(vigie.workspaceId);
  const items = history(20).map((raw) => ({ network: "mastodon", raw }));
  const batch = { workspaceId: vigie.workspaceId, sourceId: null, items };
  const broken = ingest(vigie.needs, listening, batch, () => Promise.reject(new Error("taken over")));
  await expect(broken).rejects.toThrow("taken over");
  expect([await vigie.app.db.mention.count(), await countedFor(acme)]).toEqual([0, 0]);
});

test("counts are what the mentions say after any mixture of arrivals, repetitions, edits and deletions, also at once", async () => {
  await vigie.monitor("acme");
  await vigie.monitor("globex");
  const pool = history(60).map((raw, index) => ({
    ...raw,
    publishedAt: new Date(Date.parse("2026-11-20T00:00:00Z") + (index % 5) * hour),
  }));
  const places = fc.array(fc.nat({ max: pool.length - 1 }), { maxLength: 30 });
  const step = fc.record({ kind: fc.constantFrom("arrive", "edit", "delete"), places });
  let edits = 0;
  const edited = (raw: RawMention): RawMention => {
    edits += 1;
    const text = ["globex est en panne", "acme and globex are wonderful", "nobody asks for this"][edits % 3];
    const editedAt = new Date(Date.parse("2026-11-20T12:00:00Z") + edits * 1000);
    return { ...raw, text: `${text} ${edits}`, editedAt };
  };
  const round = fc.array(step, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
      for (const steps of rounds)
        await Promise.all(
          steps.map(({ kind, places: chosen }) => {
            const items = chosen.flatMap((place) => pool[place] ?? []);
            if (kind === "delete") return remove(items.map(({ remoteId }) => remoteId));
            return vigie.load(kind === "edit" ? items.map(edited) : items);
          }),
        );
      await vigie.expectTrueCounts();
    }),
    { numRuns: 15 },
  );
});
