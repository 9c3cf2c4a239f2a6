import { quantile } from "../reputation/quantile.ts";

/** How many days are remembered, so that a brand's level may change: four weeks hold each day of the week four times. */
export const daysRemembered = 28;
export const daysNeeded = 3;
/** Once in ten thousand days: rarer than that says no more. */
const beyondDoubt = Math.log(10_000);

/** Distribution of the largest of many values. */
export interface Gumbel {
  mode: number;
  scale: number;
}

/** How far above the mode a share of Gumbel distributed values reaches, in scales. */
const reach = (share: number) => -Math.log(-Math.log(share));
/** The middle of the past: past events hardly move the upper quartile, and calm days tell most. */
const lowShare = 0.1;
const highShare = 0.75;
/** Days as alike as two peas are a coincidence: a root is never known better than that. */
const leastScale = 0.3;

/** Fitted to median, lowest tenth and upper quartile. Wider as long as few days are known. */
export function gumbelOf(maxima: readonly number[]): Gumbel {
  const sorted = [...maxima].sort((a, b) => a - b);
  const width =
    (quantile(sorted, highShare) - quantile(sorted, lowShare)) / (reach(highShare) - reach(lowShare));
  const scale = Math.max(width, leastScale) * (1 + 1 / maxima.length);
  return { mode: quantile(sorted, 0.5) - reach(0.5) * scale, scale };
}

/** How rare such a busiest moment of a day is: minus the natural logarithm of its chance. */
export function rarityIn(usual: Gumbel, level: number): number {
  const exceedance = -Math.expm1(-Math.exp(-(level - usual.mode) / usual.scale));
  return Math.min(beyondDoubt, -Math.log(exceedance));
}
