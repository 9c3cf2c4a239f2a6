import type { SpikeInput } from "./spike.ts";
import { type Baseline, learnUsual } from "./spike-baseline.ts";
import { counted, observedShare, pastOf } from "./spike-past.ts";
import { countTail } from "./spike-statistics.ts";

/** `week-before`: the 24 hours of the same day, a week before. */
export const courseSpans = ["6h", "24h", "7d", "week-before"] as const;
export type CourseSpan = (typeof courseSpans)[number];

const minute = 60_000;
const hour = 60 * minute;
/** How long the picture is, and how finely it is drawn: between 72 and 168 points. */
export const courseShapes = {
  "6h": { length: 6 * hour, bucket: 5 * minute },
  "24h": { length: 24 * hour, bucket: 15 * minute },
  "7d": { length: 7 * 24 * hour, bucket: hour },
  "week-before": { length: 24 * hour, bucket: 15 * minute },
} as const satisfies Record<CourseSpan, { length: number; bucket: number }>;

/** One stretch of the picture. */
export interface CourseBucket {
  from: Date;
  to: Date;
  seen: number;
  expected: number;
  /** What chance alone leaves, but for one bucket in twenty above or below. */
  low: number;
  high: number;
  observed: number;
}

/**
 * What was counted until `input.now`, beside what was usual before `input.openSince`. The last bucket may not be whole.
 * @param input as the detector has it; `recent` holds what lies within a day of `now`
 */
export function courseBuckets(input: SpikeInput, span: CourseSpan): CourseBucket[] {
  const { length, bucket } = courseShapes[span];
  const end = Math.ceil(input.now.getTime() / bucket) * bucket;
  const learned = learnUsual(pastOf(input)(input.now.getTime()));
  const seen = countsBy(bucket, input);
  const buckets: CourseBucket[] = [];
  for (let from = end - length; from < end; from += bucket) {
    const to = Math.min(from + bucket, input.now.getTime());
    const observed = observedShare(input.gaps, from, to);
    const usual = learned.between(from, from + bucket, observed);
    buckets.push({
      from: new Date(from),
      to: new Date(to),
      seen: seen.get(from) ?? 0,
      expected: Math.round(usual.seen * 100) / 100,
      ...usualRange(usual),
      observed,
    });
  }
  return buckets;
}

/** The fine buckets hold the last 25 hours; what is older is known by the hour. */
function countsBy(bucket: number, input: SpikeInput): Map<number, number> {
  const fineFrom =
    bucket < hour ? Number.NEGATIVE_INFINITY : Math.floor(input.now.getTime() / hour) * hour - 23 * hour;
  const old = input.hours.filter(({ startAt }) => startAt.getTime() < fineFrom);
  const fine = input.recent.filter(({ startAt }) => startAt.getTime() >= fineFrom);
  const counts = new Map<number, number>();
  for (const one of [...old, ...fine]) {
    const at = Math.floor(one.startAt.getTime() / bucket) * bucket;
    counts.set(at, (counts.get(at) ?? 0) + counted(input, one));
  }
  return counts;
}

const rareChance = 0.05;

/** The least and the most that is nothing special. */
function usualRange({ seen, shape }: Baseline): { low: number; high: number } {
  // The chance of `count` or more falls as `count` grows: the border is found by halving.
  const lastWith = (isStill: (count: number) => boolean): number => {
    let from = 0;
    let to = Math.ceil(4 * seen + 10 * Math.sqrt(seen) + 60);
    while (from < to) {
      const middle = Math.ceil((from + to) / 2);
      if (isStill(middle)) from = middle;
      else to = middle - 1;
    }
    return from;
  };
  return {
    low: lastWith((count) => countTail(count, seen, shape) > 1 - rareChance),
    high: lastWith((count) => countTail(count, seen, shape) > rareChance),
  };
}
