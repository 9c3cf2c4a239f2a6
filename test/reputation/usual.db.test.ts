import { afterAll, beforeAll, expect, test } from "vitest";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let monitor: string;
const hour = 3_600_000;
const week = 7 * 24 * hour;
const monday = Date.parse("2026-11-16T09:00:00Z");
beforeAll(async () => {
  vigie = await startHearing();
  monitor = await vigie.monitor("acme");
  // Each Monday at nine of ten weeks has so many; the newest is another matter.
  const counts = [40, 2, 3, 4, 5, 6, 7, 8, 9, 1];
  await vigie.load(
    counts.flatMap((count, weeks) =>
      Array.from({ length: count }, (_, n) =>
        rawMention(
          `${weeks} ${n}`,
          n % 2 === 0 ? "acme is horrible, I hate it" : "acme is wonderful, I love it",
          {
            publishedAt: new Date(monday - weeks * week + n * 60_000),
          },
        ),
      ),
    ),
  );
});
afterAll(() => vigie.close());

interface Answer {
  weeks: number;
  items: { from: string; usual: { low: number; middle: number; high: number } | null }[];
}
const usual = async (query: string) =>
  (await vigie.call<Answer>("GET", `/reputation/usual?monitor=${monitor}&tz=UTC&${query}`)).body;

test("what is usual is the median of the same hour of the eight weeks before", async () => {
  const { weeks, items } = await usual("interval=hour&from=2026-11-16T08:00:00Z&to=2026-11-16T10:00:00Z");
  expect(weeks).toBe(8);
  expect(items.map(({ usual }) => usual)).toEqual([
    { low: 0, middle: 0, high: 0 },
    { low: 2.7, middle: 5.5, high: 8.3 },
  ]);
});

test("an hour that runs is held against as much of the earlier ones", async () => {
  const { items } = await usual("interval=hour&from=2026-11-16T09:00:00Z&to=2026-11-16T09:03:00Z");
  expect(items.map(({ usual }) => usual?.middle)).toEqual([3]);
});

test("filters narrow what is usual as they narrow the figures", async () => {
  const { items } = await usual(
    "interval=day&label=positive&from=2026-11-16T00:00:00Z&to=2026-11-17T00:00:00Z",
  );
  expect(items.map(({ usual }) => usual?.middle)).toEqual([2.5]);
});

test("nothing is called usual before it was listened for", async () => {
  const { items } = await usual("interval=hour&from=2026-09-28T09:00:00Z&to=2026-09-28T10:00:00Z");
  expect(items.map(({ usual }) => usual)).toEqual([null]);
});

test("a period stands beside that of a week ago where that is asked for", async () => {
  const { body } = await vigie.call<{
    mentions: number;
    previous: { from: string; mentions: number };
    change: { mentions: number };
  }>(
    "GET",
    `/reputation/summary?monitor=${monitor}&tz=UTC&compare=last-week&from=2026-11-16T09:00:00Z&to=2026-11-16T10:00:00Z`,
  );
  expect(body).toMatchObject({
    mentions: 40,
    previous: { from: "2026-11-09T09:00:00.000Z", mentions: 2 },
    change: { mentions: 38 },
  });
});
