import { describe, expect, test } from "vitest";
import { detectSpike, type RecentBucket, type Sensitivity } from "../../src/alerts/spike.ts";

/**
 * No public set of negative spikes exists, so one is made: weeks of mentions with the habits of day and night, bursts
 * of volume and drifting opinion, and planted rises in the share of negatives. The same ones in every run.
 */
interface Brand {
  perHour: number;
  negativeShare: number;
  days: number;
  seed: number;
  /** From the beginning of the last day but one, for `hours`, the share of negatives is higher by `points`, the volume `times` as large. */
  planted: { points: number; hours: number; times: number } | null;
}

const minute = 60_000;
const bucketLength = 5 * minute;
const perDay = 288;
const startAt = Date.UTC(2026, 0, 5);
const plantedAt = (brand: Brand) => (brand.days - 2) * perDay + 120;

/** The mentions of a brand in buckets of 5 minutes. */
function replay(brand: Brand): RecentBucket[] {
  const random = chance(brand.seed);
  let mood = 0;
  let interest = 1;
  return Array.from({ length: brand.days * perDay }, (_, index) => {
    const hourOfDay = (index / 12) % 24;
    if (index % 12 === 0) {
      mood = 0.9 * mood + 0.1 * (random() - 0.5) * 0.2;
      // Now and then something else makes people talk.
      interest = random() < 0.01 ? 2 + 2 * random() : 1 + (interest - 1) * 0.5;
    }
    const wave = 1 + 0.7 * Math.sin((2 * Math.PI * (hourOfDay - 9)) / 24);
    const inEvent =
      brand.planted !== null &&
      index >= plantedAt(brand) &&
      index < plantedAt(brand) + brand.planted.hours * 12;
    const times = inEvent ? (brand.planted?.times ?? 1) : 1;
    const points = inEvent ? (brand.planted?.points ?? 0) / 100 : 0;
    const total = poisson(((brand.perHour * wave) / 12) * interest * times * (0.7 + 0.6 * random()), random);
    const share = Math.min(0.95, Math.max(0.02, brand.negativeShare + mood + points));
    const authors = Array.from({ length: total }, () => `author-${Math.floor(random() * 5000)}`).filter(
      () => random() < share,
    );
    return { startAt: new Date(startAt + index * bucketLength), seen: authors.length, total, authors };
  });
}

/** Every half an hour after two weeks: the instants at which a new alert would have opened. */
function alertsOf(brand: Brand, sensitivity: Sensitivity, from = 14 * perDay): number[] {
  const buckets = replay(brand);
  const hours = Array.from({ length: brand.days * 24 }, (_, hour) => {
    const inside = buckets.slice(hour * 12, hour * 12 + 12);
    const sum = (value: (bucket: RecentBucket) => number) =>
      inside.reduce((total, bucket) => total + value(bucket), 0);
    return {
      startAt: new Date(startAt + hour * 12 * bucketLength),
      seen: sum((b) => b.seen),
      total: sum((b) => b.total),
    };
  });
  const opened: number[] = [];
  let quietSince: Date | null = null;
  for (let index = from; index < buckets.length; index += 6) {
    const now = new Date(startAt + index * bucketLength);
    const { firing } = detectSpike({
      kind: "negative-spike",
      sensitivity,
      now,
      observedSince: new Date(startAt),
      hours: hours.slice(0, Math.floor(index / 12)),
      recent: buckets.slice(Math.max(0, index - 300), index),
      openSince: null,
      lastResolvedAt: quietSince,
    });
    if (!firing) continue;
    opened.push(index);
    quietSince = now;
  }
  return opened;
}

/** Minutes from the planted rise to the alert, or null. */
function delayOf(brand: Brand, sensitivity: Sensitivity): number | null {
  const opened = alertsOf(brand, sensitivity, plantedAt(brand)).find(
    (index) => index <= plantedAt(brand) + (brand.planted?.hours ?? 0) * 12,
  );
  return opened === undefined ? null : (opened - plantedAt(brand)) * 5;
}

const seeds = [1, 2];

describe("a brand whose mentions come as they always do", () => {
  test.each([
    [4, 0.3],
    [20, 0.2],
    [120, 0.25],
  ])(
    "of %i an hour and a share of %d hardly ever raises an alert",
    (perHour, negativeShare) => {
      const opened = seeds.flatMap((seed) =>
        alertsOf({ perHour, negativeShare, days: 24, seed, planted: null }, "medium"),
      );
      // Twenty days in all.
      expect(opened.length).toBeLessThanOrEqual(1);
    },
    60_000,
  );
});

describe("a planted rise in the share of negatives is told", () => {
  test.each([
    { perHour: 120, points: 40, times: 1, within: 60 },
    { perHour: 120, points: 20, times: 1, within: 360 },
    { perHour: 20, points: 40, times: 2, within: 120 },
    { perHour: 20, points: 40, times: 1, within: 360 },
    { perHour: 4, points: 40, times: 5, within: 240 },
  ])(
    "$perHour an hour, +$points points, $times times the volume: within $within minutes",
    ({ perHour, points, times, within }) => {
      const delays = seeds.map((seed) =>
        delayOf(
          { perHour, negativeShare: 0.2, days: 24, seed, planted: { points, hours: 12, times } },
          "medium",
        ),
      );
      expect(delays.filter((delay) => delay !== null && delay <= within).length).toBe(seeds.length);
    },
    60_000,
  );
});

/** A number in [0, 1) at every call (Park and Miller, 1988). */
function chance(seed: number): () => number {
  let state = seed * 7919 + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Knuth's method; the means here are small. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= random()) count += 1;
  return count;
}
