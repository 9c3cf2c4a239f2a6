import type { Gaps } from "./gaps.ts";
import { quantile } from "./quantile.ts";

/** How many of the same stretches of earlier weeks are looked at. */
export const weeksLookedAt = 8;
/** From fewer weeks nothing is said. */
const leastWeeks = 3;
/** A week in which less than this share of the sources was heard says nothing. */
const leastHeard = 0.5;

/** What is usual: eight in ten of such stretches lie from `low` to `high`, half of them below `middle`. */
export interface Usual {
  low: number;
  middle: number;
  high: number;
}

/**
 * What the same stretch of earlier weeks was like: their median, and the tenths that leave out the wildest of them
 * above and below. Null: too few weeks are known.
 * @param counts one for each week that is known, in any order
 */
export function usualOf(counts: readonly number[]): Usual | null {
  if (counts.length < leastWeeks) return null;
  const sorted = [...counts].sort((a, b) => a - b);
  return { low: quantile(sorted, 0.1), middle: quantile(sorted, 0.5), high: quantile(sorted, 0.9) };
}

/** One stretch of the past. */
export interface Stretch {
  from: Date;
  to: Date;
}

/**
 * Whether anything can be said of a stretch: it was listened to, by enough of the sources.
 * @param since when there was something to count first
 */
export function wasHeard({ from, to }: Stretch, since: Date, { sources, gaps }: Gaps): boolean {
  if (from < since) return false;
  if (sources === 0) return true;
  const length = to.getTime() - from.getTime();
  const silent = gaps.reduce((sum, gap) => {
    const end = Math.min(to.getTime(), gap.to?.getTime() ?? Number.POSITIVE_INFINITY);
    return sum + Math.max(0, end - Math.max(from.getTime(), gap.from.getTime()));
  }, 0);
  return silent <= (1 - leastHeard) * length * sources;
}

/**
 * The bounds of many stretches that may overlap, as bounds of parts that do not: each stretch is some of them beside
 * each other. Ascending, each once.
 */
export function boundsOf(stretches: readonly Stretch[]): Date[] {
  const times = stretches.flatMap(({ from, to }) => [from.getTime(), to.getTime()]);
  return [...new Set(times)].sort((a, b) => a - b).map((time) => new Date(time));
}

/**
 * The count of a stretch from those of its parts.
 * @param bounds as `boundsOf` gives them
 * @param counts of what lies between each bound and the next
 * @returns a function, so that many stretches are summed without walking them all each time
 */
export function counterOf(bounds: readonly Date[], counts: readonly number[]): (stretch: Stretch) => number {
  const until = new Map<number, number>();
  let sum = 0;
  for (const [index, bound] of bounds.entries()) {
    until.set(bound.getTime(), sum);
    sum += counts[index] ?? 0;
  }
  return ({ from, to }) => (until.get(to.getTime()) ?? 0) - (until.get(from.getTime()) ?? 0);
}
