import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bucketBounds } from "../../src/reputation/period.ts";
import { figuresByBucket, rebuildRollups, rollupDifferences } from "../../src/reputation/store.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let monitor: string;
beforeAll(async () => {
  vigie = await startHearing();
  monitor = await vigie.monitor("acme");
});
afterAll(() => vigie.close());

const texts = [
  "acme is wonderful, I love it",
  "acme is horrible, I hate it",
  "acme opened a shop in town today",
  "acme ist schrecklich und alle Leute wissen das schon lange",
];
/** The nights on which clocks change in Europe and in America, all of 2026. */
const nights = ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01"] as const;
const second = 1000;
const instant = (night: string) =>
  fc
    .integer({ min: -36 * 3600, max: 48 * 3600 })
    .map((after) => new Date(Date.parse(`${night}T00:00:00Z`) + after * second));

const written = (night: string) =>
  fc.record({
    at: instant(night),
    text: fc.constantFrom(...texts),
    author: fc.option(fc.constantFrom("ana", "bob", "chloe"), { nil: null }),
    followers: fc.nat({ max: 1000 }),
    likes: fc.nat({ max: 50 }),
  });

test.each(
  nights.flatMap((night) =>
    ["Europe/Paris", "Asia/Kolkata", "America/St_Johns"].map((zone) => [night, zone] as const),
  ),
)("figures around the night of %s in %s are what one counts by hand", async (night, zone) => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(written(night), { maxLength: 40 }),
      instant(night),
      fc.integer({ min: 1, max: 60 * 3600 }),
      fc.constantFrom("hour", "day", "week", "month"),
      async (mentions, from, seconds, interval) => {
        run += 1;
        await vigie.app.db.mention.deleteMany();
        await vigie.app.db.rollup.deleteMany();
        await vigie.app.db.hourAuthors.deleteMany();
        await vigie.load(
          mentions.map(({ at, text, author, followers, likes }, index) =>
            rawMention(`${night} ${zone} ${run} ${index}`, text, {
              publishedAt: at,
              author: author === null ? null : { handle: author, name: null, followers },
              engagement: { likes, shares: 1, replies: 0 },
            }),
          ),
        );
        const bounds = bucketBounds(from, new Date(from.getTime() + seconds * second), interval, zone);
        const counted = await countedByHand(bounds);
        expect(await figuresByBucket(vigie.app.db, monitor, bounds)).toEqual(counted);
        // Now from what the first look has kept.
        expect(await figuresByBucket(vigie.app.db, monitor, bounds)).toEqual(counted);
        expect(await rollupDifferences(vigie.app.db)).toEqual([]);
      },
    ),
    { numRuns: 6 },
  );
});

test("authors that were counted are counted anew when somebody else speaks, and forgotten with their hours", async () => {
  const { db } = vigie.app;
  const bounds = [new Date("2026-05-01T00:00:00Z"), new Date("2026-05-02T00:00:00Z")];
  const say = (name: string, hour: string) =>
    vigie.load([
      rawMention(`counted ${name} ${hour}`, "acme", {
        publishedAt: new Date(`2026-05-01T${hour}:10:00Z`),
        author: { handle: name, name: null, followers: 1 },
        engagement: { likes: 0, shares: 0, replies: 0 },
      }),
    ]);
  const authors = async () => (await figuresByBucket(db, monitor, bounds)).map((figures) => figures.authors);
  await say("ana", "08");
  await say("ana", "09");
  expect(await authors()).toEqual([1]);
  await say("bob", "09");
  expect(await authors()).toEqual([2]);
  const [kept] = await db.authorCount.findMany({ where: { startAt: bounds[0] ?? "" } });
  expect(kept).toMatchObject({ authors: 2 });
  await db.authorCount.updateMany({ where: { startAt: bounds[0] ?? "" }, data: { authors: 7 } });
  expect(await rollupDifferences(db)).toMatchObject([{ label: "author count", kept: 7, counted: 2 }]);
  await rebuildRollups(db);
  expect(await authors()).toEqual([2]);
  expect(await db.authorCount.count()).toBe(1);
  await db.rollup.deleteMany();
  expect(await db.authorCount.count()).toBe(0);
});

/** Reads every mention and puts it in its bucket. */
async function countedByHand(bounds: readonly Date[]) {
  const all = await vigie.app.db.mention.findMany();
  return bounds.slice(0, -1).map((from, index) => {
    const to = bounds[index + 1] ?? from;
    const inside = all.filter(({ publishedAt }) => publishedAt >= from && publishedAt < to);
    const labelled = (label: string | null) => inside.filter((mention) => mention.label === label).length;
    const [negative, positive] = [labelled("negative"), labelled("positive")];
    const authors = new Set(inside.flatMap(({ authorHandle }) => authorHandle ?? []));
    return {
      mentions: inside.length,
      negative,
      neutral: labelled("neutral"),
      positive,
      unscored: labelled(null),
      netSentiment: positive + negative === 0 ? null : (positive - negative) / (positive + negative),
      reach: inside.reduce((sum, mention) => sum + (mention.authorFollowers ?? 0), 0),
      engagement: inside.reduce((sum, { likes, shares, replies }) => sum + likes + shares + replies, 0),
      authors: authors.size,
    };
  });
}

test.each([
  ["from=0001-01-01T00:00:00Z&to=0001-06-01T00:00:00Z&compare=previous", "/from"],
  ["to=0001-01-01T00:00:00Z", "/from"],
  ["from=2026-01-01T00:00:00Z&to=9999-12-31T00:00:00Z&compare=previous", "/to"],
])("figures of a period that is too far away (%s) are refused by field", async (period, pointer) => {
  const reply = await vigie.call("GET", `/reputation/summary?monitor=${monitor}&${period}`);
  expect(reply).toMatchObject({ status: 400, body: { code: "period_out_of_reach", errors: [{ pointer }] } });
});
