import { describe, expect, test } from "vitest";
import { alertsOf, delayOf, perfectLabels, replay, wordListLabels } from "../support/brands.ts";

const seeds = [1, 2];
const atHour = 21 * 24 + 10;

describe("a brand whose mentions come as they always do", () => {
  test.each([
    [4, perfectLabels],
    [20, wordListLabels],
    [120, wordListLabels],
  ])(
    "of %i an hour hardly ever raises an alert",
    (perHour, labels) => {
      const opened = seeds.flatMap((seed) =>
        alertsOf(
          replay({ perHour, negativeShare: 0.15, days: 18, seed, planted: null, labels }),
          "medium",
          14 * 24,
          18 * 24,
          6,
        ),
      );
      // Eight days in all.
      expect(opened.length).toBeLessThanOrEqual(1);
    },
    120_000,
  );
});

describe("a planted rise in the share of negatives is told while it lasts", () => {
  test.each([
    { perHour: 50, points: 40, hours: 1, times: 1, labels: perfectLabels },
    { perHour: 200, points: 20, hours: 1, times: 1, labels: perfectLabels },
    { perHour: 10, points: 40, hours: 6, times: 1, labels: perfectLabels },
    { perHour: 120, points: 40, hours: 6, times: 1, labels: wordListLabels },
    { perHour: 20, points: 40, hours: 6, times: 3, labels: wordListLabels },
  ])(
    "$perHour an hour, +$points points for $hours hours, $times times the volume",
    ({ perHour, points, hours, times, labels }) => {
      const planted = { atHour, points, hours, times };
      const delays = seeds.map((seed) =>
        delayOf(replay({ perHour, negativeShare: 0.1, days: 24, seed, planted, labels }), "medium"),
      );
      expect(delays.filter((delay) => delay === null)).toEqual([]);
    },
    120_000,
  );
});
