import { detectSpike, type RecentBucket, type Sensitivity } from "../../src/alerts/spike.ts";
import type { Bucket } from "../../src/alerts/spike-baseline.ts";

/**
 * No public set of negative spikes exists, so one is made: weeks of mentions with the habits of day, night and weekend,
 * bursts of volume and drifting opinion, planted rises in the share of negatives, and labels that are wrong as often as
 * a scorer's. The same ones in every run.
 */
export interface Brand {
  /** On average over the week. */
  perHour: number;
  /** How many are truly negative, from 0 to 1. */
  negativeShare: number;
  days: number;
  seed: number;
  /** For `hours`, the share of negatives is higher by `points`, the volume `times` as large. */
  planted: { atHour: number; points: number; hours: number; times: number } | null;
  labels: Labels;
}

/** How a scorer reads: how many truly negative texts it calls negative, and how many others. */
export interface Labels {
  recall: number;
  falseAlarm: number;
}
export const perfectLabels: Labels = { recall: 1, falseAlarm: 0 };
/** As Vigie's word lists read French and English posts (see docs/sentiment.md). */
export const wordListLabels: Labels = { recall: 0.74, falseAlarm: 0.19 };

const minute = 60_000;
const bucketMilliseconds = 5 * minute;
const bucketsPerHour = 12;
const perDay = 24 * bucketsPerHour;
/** A Monday. */
const startAt = Date.UTC(2026, 0, 5);

/** A brand's mentions in buckets of 5 minutes and in hours. */
interface Replay {
  brand: Brand;
  buckets: RecentBucket[];
  hours: Bucket[];
}

export function replay(brand: Brand): Replay {
  const random = chance(brand.seed);
  let mood = 0;
  let interest = 1;
  const buckets = Array.from({ length: brand.days * perDay }, (_, index): RecentBucket => {
    if (index % bucketsPerHour === 0) {
      mood = 0.9 * mood + 0.1 * (random() - 0.5) * 0.2;
      // Now and then something else makes people talk.
      interest = random() < 0.01 ? 2 + 2 * random() : 1 + (interest - 1) * 0.5;
    }
    const planted = plantedIn(brand, index);
    const rate = (brand.perHour / bucketsPerHour) * habit(index) * interest * (planted?.times ?? 1);
    const total = poisson(rate * (0.7 + 0.6 * random()), random);
    const truly = within(brand.negativeShare + mood + (planted?.points ?? 0) / 100, 0.005, 0.98);
    const labelled = truly * brand.labels.recall + (1 - truly) * brand.labels.falseAlarm;
    const authors = Array.from({ length: total }, () => `author-${Math.floor(random() * 5000)}`).filter(
      () => random() < labelled,
    );
    return {
      startAt: new Date(startAt + index * bucketMilliseconds),
      seen: authors.length,
      total,
      authors,
    };
  });
  return { brand, buckets, hours: hoursOf(buckets) };
}

/** The instants, in hours since the beginning, at which alerts would have opened, asked every so many buckets. */
export function alertsOf(
  { buckets, hours }: Replay,
  sensitivity: Sensitivity,
  fromHour: number,
  toHour = hours.length,
  step = 1,
): number[] {
  const opened: number[] = [];
  let quietSince: Date | null = null;
  for (let index = fromHour * bucketsPerHour; index <= toHour * bucketsPerHour; index += step) {
    const now = new Date(startAt + index * bucketMilliseconds);
    const { firing } = detectSpike({
      kind: "negative-spike",
      sensitivity,
      now,
      observedSince: new Date(startAt),
      hours: hours.slice(0, Math.floor(index / bucketsPerHour)),
      recent: buckets.slice(Math.max(0, index - 300), index),

      gaps: [],
      openSince: null,
      lastResolvedAt: quietSince,
    });
    if (!firing) continue;
    opened.push(index / bucketsPerHour);
    quietSince = now;
  }
  return opened;
}

/** Minutes from the planted rise to the first alert while it lasts, or null. */
export function delayOf(replayed: Replay, sensitivity: Sensitivity): number | null {
  const { planted } = replayed.brand;
  if (!planted) return null;
  const [first] = alertsOf(
    replayed,
    sensitivity,
    planted.atHour + 1 / bucketsPerHour,
    planted.atHour + planted.hours,
  );
  return first === undefined ? null : Math.round((first - planted.atHour) * 60);
}

function plantedIn({ planted }: Brand, index: number): Brand["planted"] {
  const hour = index / bucketsPerHour;
  return planted && hour >= planted.atHour && hour < planted.atHour + planted.hours ? planted : null;
}

/** Busiest in the afternoon, quieter on weekends; 1 on average. */
function habit(index: number): number {
  const hourOfDay = (index / bucketsPerHour) % 24;
  const isWeekend = Math.floor(index / perDay) % 7 >= 5;
  return (1 + 0.7 * Math.sin((2 * Math.PI * (hourOfDay - 9)) / 24)) * (isWeekend ? 0.65 : 1.14);
}

function hoursOf(buckets: readonly RecentBucket[]): Bucket[] {
  return Array.from({ length: buckets.length / bucketsPerHour }, (_, hour) => {
    const inside = buckets.slice(hour * bucketsPerHour, (hour + 1) * bucketsPerHour);
    const sum = (value: (bucket: RecentBucket) => number) =>
      inside.reduce((total, bucket) => total + value(bucket), 0);
    return {
      startAt: new Date(startAt + hour * bucketsPerHour * bucketMilliseconds),
      seen: sum(({ seen }) => seen),
      total: sum(({ total }) => total),
    };
  });
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** A number in [0, 1) at every call (Park and Miller, 1988). */
function chance(seed: number): () => number {
  let state = (seed * 7919 + 1) % 2147483647;
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
