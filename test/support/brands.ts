import { readFileSync } from "node:fs";
import path from "node:path";
import { detectSpike, type Sensitivity, type SpikeInput, shouldResolve } from "../../src/alerts/spike.ts";
import type { Bucket } from "../../src/alerts/spike-baseline.ts";
import type { Learned, RecentBucket } from "../../src/alerts/spike-past.ts";

/**
 * No public set of negative spikes exists, so one is made: what five real brands were mentioned in two months
 * (test/fixtures/mention-volumes.csv), thinned to the size asked for; an opinion that drifts; planted rises in the share
 * of negatives; and labels that are wrong as often as a scorer's. The same ones in every run.
 */
export interface Brand {
  /** What is asked for; negative mentions unless told. */
  kind?: SpikeInput["kind"];
  /** On average; where a rise is planted, on average at its hour of the day. */
  perHour: number;
  /** How many are truly negative, from 0 to 1. */
  negativeShare: number;
  days: number;
  /** Which of the five brands, from when on, which mentions are kept, when the rise comes. */
  seed: number;
  /** For `hours`, the share of negatives is higher by `points`, the volume `times` as large. */
  planted: { points: number; hours: number; times: number } | null;
  labels: Labels;
  /** Standard deviation of the true share, which wanders over half a day; 0.013 unless told. */
  drift?: number;
}

/** How a scorer reads: how many truly negative texts it calls negative, and how many others. */
export interface Labels {
  recall: number;
  falseAlarm: number;
}
export const perfectLabels: Labels = { recall: 1, falseAlarm: 0 };
/** As Vigie reads English and French posts (docs/sentiment.md). */
export const wordListLabels: Labels = { recall: 0.72, falseAlarm: 0.15 };

const minute = 60_000;
const bucketMilliseconds = 5 * minute;
const bucketsPerHour = 12;
/** The first hour of the fixture. */
const startAt = Date.UTC(2015, 1, 26, 22);
/** A rise is planted where there are so many days of past, and before the last of its days. */
const daysBeforeRise = 21;

/** A brand's mentions in buckets of 5 minutes and in hours. */
export interface Replay {
  brand: Brand;
  startAt: number;
  buckets: RecentBucket[];
  hours: Bucket[];
  /** In hours since the beginning; null where nothing is planted. */
  plantedAt: number | null;
}

export function replay(brand: Brand): Replay {
  const random = chance(brand.seed);
  const series = volumes[brand.seed % volumes.length] ?? [];
  const hourCount = series.length / bucketsPerHour;
  const firstHour = Math.floor(random() * (hourCount - brand.days * 24));
  const real = series.slice(firstHour * bucketsPerHour, (firstHour + brand.days * 24) * bucketsPerHour);
  const plantedAt =
    brand.planted && daysBeforeRise * 24 + Math.floor(random() * (brand.days - daysBeforeRise - 1) * 24);
  const keep = brand.perHour / usualOf(real, plantedAt);
  const drift = brand.drift ?? 0.013;
  let mood = 0;
  const buckets = real.map((count, index): RecentBucket => {
    // An autoregression that forgets half in seven hours; a uniform number has a variance of 1/12.
    if (index % bucketsPerHour === 0)
      mood = 0.9 * mood + (random() - 0.5) * Math.sqrt(12 * (1 - 0.81)) * drift;
    const hour = index / bucketsPerHour;
    const rise =
      plantedAt !== null && hour >= plantedAt && hour < plantedAt + (brand.planted?.hours ?? 0)
        ? brand.planted
        : null;
    const total = thin(count, keep * (rise?.times ?? 1), random);
    const truly = within(brand.negativeShare + mood + (rise?.points ?? 0) / 100, 0.005, 0.98);
    const labelled = truly * brand.labels.recall + (1 - truly) * brand.labels.falseAlarm;
    const all = Array.from({ length: total }, () => `author-${Math.floor(random() * 5000)}`);
    const authors = all.filter(() => random() < labelled);
    return {
      startAt: new Date(startAt + (firstHour * bucketsPerHour + index) * bucketMilliseconds),
      seen: authors.length,
      total,
      authors: brand.kind === "volume-spike" ? all : authors,
    };
  });
  const from = startAt + firstHour * bucketsPerHour * bucketMilliseconds;
  return { brand, startAt: from, buckets, hours: hoursOf(from, buckets), plantedAt };
}

/** When alerts would have opened, in hours since the beginning, asked every so many buckets; each is open until it is over. */
export function alertsOf(
  { brand, startAt: from, buckets, hours }: Replay,
  sensitivity: Sensitivity,
  fromHour: number,
  toHour = hours.length,
  step = 1,
): number[] {
  const opened: number[] = [];
  const learned: Learned = new Map();
  let openSince: Date | null = null;
  let lastResolvedAt: Date | null = null;
  for (let index = fromHour * bucketsPerHour; index <= toHour * bucketsPerHour; index += step) {
    const now = new Date(from + index * bucketMilliseconds);
    const input: SpikeInput = {
      kind: brand.kind ?? "negative-spike",
      sensitivity,
      now,
      observedSince: new Date(from),
      hours: hours.slice(0, Math.floor(index / bucketsPerHour)),
      recent: buckets.slice(Math.max(0, index - 300), index),
      gaps: [],
      openSince,
      lastResolvedAt,
    };
    if (openSince) {
      if (!shouldResolve(input, learned)) continue;
      openSince = null;
      lastResolvedAt = now;
      continue;
    }
    const finding = detectSpike(input, learned);
    if (!finding.firing) continue;
    opened.push(index / bucketsPerHour);
    openSince = finding.since;
  }
  return opened;
}

/** Minutes from the planted rise to the first alert while it lasts, or null. */
export function delayOf(replayed: Replay, sensitivity: Sensitivity): number | null {
  const { brand, plantedAt } = replayed;
  if (!brand.planted || plantedAt === null) return null;
  const [first] = alertsOf(
    replayed,
    sensitivity,
    plantedAt + 1 / bucketsPerHour,
    plantedAt + brand.planted.hours,
  );
  return first === undefined ? null : Math.round((first - plantedAt) * 60);
}

/** Mentions an hour, on average, or at the hour of the day of the rise. */
function usualOf(counts: readonly number[], plantedAt: number | null): number {
  const asked = counts.filter(
    (_, index) => plantedAt === null || Math.floor(index / bucketsPerHour) % 24 === plantedAt % 24,
  );
  return (asked.reduce((sum, count) => sum + count, 0) / asked.length) * bucketsPerHour;
}

/** How many of so many are kept, each with a chance of `keep`; above 1, each stands for more than one. */
function thin(count: number, keep: number, random: () => number): number {
  const whole = Math.floor(keep);
  let kept = count * whole;
  for (let index = 0; index < count; index += 1) if (random() < keep - whole) kept += 1;
  return kept;
}

function hoursOf(from: number, buckets: readonly RecentBucket[]): Bucket[] {
  return Array.from({ length: buckets.length / bucketsPerHour }, (_, hour) => {
    const inside = buckets.slice(hour * bucketsPerHour, (hour + 1) * bucketsPerHour);
    const sum = (value: (bucket: RecentBucket) => number) =>
      inside.reduce((total, bucket) => total + value(bucket), 0);
    return {
      startAt: new Date(from + hour * bucketsPerHour * bucketMilliseconds),
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
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  // Seeds that are neighbours begin with neighbouring numbers.
  for (let index = 0; index < 10; index += 1) next();
  return next;
}

/** Mentions in 5 minutes of five brands, from the Numenta Anomaly Benchmark (see NOTICE). */
const volumes: readonly number[][] = readVolumes();

function readVolumes(): number[][] {
  // From the project's folder: the bench is bundled elsewhere.
  const file = path.resolve("test/fixtures/mention-volumes.csv");
  const [, ...rows] = readFileSync(file, "utf8").trim().split("\n");
  const counts = rows.map((row) => row.split(",").map(Number));
  return (counts[0] ?? []).map((_, brand) => counts.map((row) => row[brand] ?? 0));
}
