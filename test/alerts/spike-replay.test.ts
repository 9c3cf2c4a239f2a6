import { describe, expect, test } from "vitest";
import { alertsOf, type Brand, delayOf, perfectLabels, replay, wordListLabels } from "../support/brands.ts";

const brands = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const calm = { negativeShare: 0.1, days: 34, planted: null } as const;

/** Alerts at medium sensitivity in five brands, twenty days each. */
function alertsIn(brand: Omit<Brand, "seed">): number {
  return brands(5).flatMap((seed) => alertsOf(replay({ ...brand, seed }), "medium", 14 * 24, 34 * 24, 3))
    .length;
}

describe("a brand whose mentions come as they always do", () => {
  test.each([
    { perHour: 4, labels: perfectLabels },
    { perHour: 50, labels: wordListLabels },
    { perHour: 200, labels: wordListLabels },
    { perHour: 50, labels: wordListLabels, drift: 0.04 },
  ])(
    "raises an alert on negative mentions less than once a month: %o",
    (brand) => {
      expect(alertsIn({ ...calm, ...brand })).toBeLessThanOrEqual(3);
    },
    120_000,
  );

  // What was said of these five had two or three bursts a month that people would want to hear of.
  test("raises one on their number a few times a month", () => {
    expect(
      alertsIn({ ...calm, kind: "volume-spike", perHour: 50, labels: perfectLabels }),
    ).toBeLessThanOrEqual(14);
  }, 120_000);
});

describe("a planted rise is told while it lasts, in most of twenty brands", () => {
  test.each([
    { perHour: 50, points: 40, hours: 1, times: 1, labels: perfectLabels, most: 18 },
    { perHour: 200, points: 20, hours: 1, times: 1, labels: perfectLabels, most: 18 },
    { perHour: 50, points: 20, hours: 6, times: 1, labels: perfectLabels, most: 18 },
    { perHour: 120, points: 40, hours: 6, times: 1, labels: wordListLabels, most: 18 },
    // Some of these brands have such bursts every few days, by day.
    {
      perHour: 50,
      points: 0,
      hours: 2,
      times: 25,
      labels: perfectLabels,
      most: 15,
      kind: "volume-spike" as const,
    },
  ])(
    "%o",
    ({ points, hours, times, most, ...brand }) => {
      const planted = { points, hours, times };
      const found = brands(20).filter(
        (seed) =>
          delayOf(replay({ ...brand, negativeShare: 0.1, days: 30, seed, planted }), "medium") !== null,
      );
      expect(found.length).toBeGreaterThanOrEqual(most);
    },
    120_000,
  );
});

test("ten times as many mentions, no more of them negative, are no negative spike", () => {
  const planted = { points: 0, hours: 6, times: 10 };
  const told = brands(20).filter(
    (seed) =>
      delayOf(
        replay({ perHour: 50, negativeShare: 0.1, days: 30, seed, planted, labels: perfectLabels }),
        "medium",
      ) !== null,
  );
  expect(told.length).toBeLessThanOrEqual(1);
}, 120_000);
