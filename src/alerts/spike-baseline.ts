import { quantile } from "../reputation/quantile.ts";
import { daysNeeded, daysRemembered, type Gumbel, gumbelOf } from "./spike-days.ts";

/** Mentions of one stretch of time. A stretch that is absent had none. */
export interface Bucket {
  startAt: Date;
  /** Those that are counted: the negative ones, or all for a rule on volume. */
  seen: number;
  /** All mentions. */
  total: number;
}

/** What is usual for a stretch of time, as far as the past tells. */
export interface Baseline {
  /** How many are expected. */
  seen: number;
  total: number;
  /** Shape of the negative binomial around `seen`; small where the past varies much or is short. */
  shape: number;
  /** Beta distribution of the share that is counted. */
  alpha: number;
  beta: number;
  /** How much past there is, in hours. */
  pastHours: number;
}

/** The past in clock hours; the last one may be cut short. */
export interface Hour {
  startAt: number;
  /** How much of it was observed, from 0 to 1. */
  exposure: number;
  seen: number;
  total: number;
}

export const hourMilliseconds = 3_600_000;

/**
 * What a brand of which nothing is known is taken for: 2 mentions an hour that count, one in five of all. Weighs as
 * much as half an hour of past for the count and as fifteen mentions for the share, so it is soon forgotten.
 */
const prior = { seen: 1, hours: 0.5, alpha: 3, beta: 12 } as const;
/**
 * How alike two mentions of the same hour are beyond the share, for a brand of which nothing is known, and as from how
 * many mentions that is known.
 */
const priorDrift = { correlation: 1 / 300, weight: 20_000 } as const;
const leastDispersion = 0.05;

/** What was learned from a past. */
export interface Usual {
  /** What is usual between two instants. @param observed how much of the sources was up then, from 0 to 1 */
  between(fromAt: number, toAt: number, observed?: number): Baseline;
  /** How far above the usual the days reached at most, over so many hours in a row; null where the past is too short. */
  highest(hours: number): Gumbel | null;
}

/**
 * Learns from the hours before what is usual: those of the same hour of the week where there are three weeks of past,
 * of the same hour of the day where there are three days, else all of them; brought to the level of the last day.
 * Hours far above the others count as if they were merely high, so that a past crisis is not the norm.
 */
export function learnUsual(past: readonly Hour[]): Usual {
  const season = seasonOf(past);
  const level = levelOf(past, season);
  const share = learnShare(past);
  const pastHours = past.reduce((sum, hour) => sum + hour.exposure, 0);
  const between = (fromAt: number, toAt: number, observed = 1): Baseline => {
    let seen = 0;
    let total = 0;
    for (let at = fromAt; at < toAt; ) {
      const end = Math.min(toAt, (Math.floor(at / hourMilliseconds) + 1) * hourMilliseconds);
      const usual = season(at);
      const hours = (observed * (end - at)) / hourMilliseconds;
      seen += usual.seen * level * hours;
      total += usual.total * level * hours;
      at = end;
    }
    const usual = season(fromAt);
    return {
      seen,
      total,
      shape: 1 / (1 / (prior.seen + usual.evidence) + usual.dispersion),
      alpha: share.mean * share.evidence,
      beta: (1 - share.mean) * share.evidence,
      pastHours,
    };
  };
  const known = new Map<number, Gumbel | null>();
  const highest = (hours: number): Gumbel | null => {
    const found = known.has(hours) ? (known.get(hours) ?? null) : highestOf(past, season, hours);
    known.set(hours, found);
    return found;
  };
  return { between, highest };
}

/**
 * How far a number lies above what is usual: between roots, which vary alike whatever their size.
 * @param seen, usual an hour
 */
export function excessOf(seen: number, usual: number): number {
  return Math.sqrt(Math.max(0, seen)) - Math.sqrt(Math.max(0, usual));
}

/** Days are counted back from the end of the past. */
function highestOf(past: readonly Hour[], season: (at: number) => Rate, hours: number): Gumbel | null {
  const days = Math.min(daysRemembered, Math.floor((past.length - hours + 1) / day));
  if (days < daysNeeded) return null;
  const highest = Array.from({ length: days }, () => Number.NEGATIVE_INFINITY);
  const newestFirst = past.slice(-(days * day + hours - 1)).reverse();
  let seen = 0;
  let usual = 0;
  for (const [back, hour] of newestFirst.entries()) {
    seen += hour.seen;
    usual += season(hour.startAt).seen * hour.exposure;
    const last = newestFirst[back - hours + 1];
    if (!last) continue;
    const ofDay = Math.floor((back - hours + 1) / day);
    highest[ofDay] = Math.max(highest[ofDay] ?? 0, excessOf(seen / hours, usual / hours));
    seen -= last.seen;
    usual -= season(last.startAt).seen * last.exposure;
  }
  return gumbelOf(highest);
}

/**
 * The share that is counted, and how well it is known: as from how many mentions. Opinion drifts, and mentions of one
 * event come together: how much more the shares of past hours differ than chance makes them is measured, by Pearson's
 * statistic (Williams, "Extra-binomial variation in logistic linear models", Applied Statistics 31, 1982).
 */
export function learnShare(past: readonly Hour[]): { mean: number; evidence: number } {
  const totals = past.map((hour) => hour.total).sort((a, b) => a - b);
  // No single hour weighs more than a few usual ones.
  const most = Math.max(5, totals.length === 0 ? 0 : 3 * quantile(totals, 0.5));
  let seen: number = prior.alpha;
  let total: number = prior.alpha + prior.beta;
  for (const hour of past) {
    const weight = hour.total > most ? most / hour.total : 1;
    seen += hour.seen * weight;
    total += hour.total * weight;
  }
  const mean = seen / total;
  const busy = past.filter((hour) => hour.total > 0);
  const surprises = busy.map(
    (hour) => (hour.seen - hour.total * mean) ** 2 / (hour.total * mean * (1 - mean)),
  );
  // A past crisis is no drift: what is far above the others counts as merely high.
  const high =
    surprises.length === 0
      ? 0
      : Math.max(
          4,
          4 *
            quantile(
              surprises.toSorted((a, b) => a - b),
              0.75,
            ),
        );
  const excess = surprises.reduce((sum, surprise) => sum + Math.min(high, surprise), 0) - busy.length;
  const pairs = busy.reduce((sum, hour) => sum + hour.total - 1, 0);
  const correlation =
    (priorDrift.correlation * priorDrift.weight + Math.max(0, excess)) / (priorDrift.weight + pairs);
  return { mean, evidence: 1 / (correlation + 1 / total) };
}

interface Rate {
  /** Per hour. */
  seen: number;
  total: number;
  /** How many were counted to know it. */
  evidence: number;
  /** Variance beyond that of a Poisson distribution, in units of the squared mean. */
  dispersion: number;
}

const day = 24;
const week = 7 * day;

/** What is usual in the hour of an instant. */
function seasonOf(past: readonly Hour[]): (at: number) => Rate {
  const observed = past.reduce((sum, hour) => sum + hour.exposure, 0);
  const period = observed >= 3 * week ? week : observed >= 3 * day ? day : null;
  const known = new Map<number, Rate>();
  const bySlot = new Map<number, Hour[]>();
  for (const hour of past) {
    const slot = period === null ? 0 : hourNumber(hour.startAt) % period;
    const same = bySlot.get(slot) ?? [];
    same.push(hour);
    bySlot.set(slot, same);
  }
  // The hour itself and its neighbours in every period: three times the evidence, and habits are no clockwork.
  const around = (slot: number) =>
    period === null ? [0] : [(slot + period - 1) % period, slot, (slot + 1) % period];
  return (at) => {
    const slot = period === null ? 0 : hourNumber(at) % period;
    const usual = known.get(slot) ?? usualOf(around(slot).flatMap((near) => bySlot.get(near) ?? []));
    known.set(slot, usual);
    return usual;
  };
}

function hourNumber(at: number): number {
  return Math.floor(at / hourMilliseconds);
}

function usualOf(hours: readonly Hour[]): Rate {
  const seen = mildMean(hours, (hour) => hour.seen);
  const total = mildMean(hours, (hour) => hour.total);
  const exposure = hours.reduce((sum, hour) => sum + hour.exposure, 0);
  const mean = (prior.seen + seen.sum) / (prior.hours + exposure);
  const spread = seen.variance - mean;
  return {
    seen: mean,
    total: (prior.seen / 0.2 + total.sum) / (prior.hours + exposure),
    evidence: seen.sum,
    dispersion: Math.min(2, Math.max(leastDispersion, spread / (mean * mean))),
  };
}

/** Sum over hours and variance per hour, with values far above the others brought down to what is merely high. */
function mildMean(hours: readonly Hour[], value: (hour: Hour) => number): { sum: number; variance: number } {
  const rates = hours
    .filter((hour) => hour.exposure > 0.5)
    .map((hour) => value(hour) / hour.exposure)
    .sort((a, b) => a - b);
  if (rates.length < 4) return { sum: hours.reduce((sum, hour) => sum + value(hour), 0), variance: 0 };
  const middle = quantile(rates, 0.5);
  // Three times the spread of the middle half, and never less than what chance alone does to small counts.
  const high = middle + Math.max(3 * (quantile(rates, 0.75) - middle), 3 * Math.sqrt(middle), 3);
  const mild = rates.map((rate) => Math.min(rate, high));
  const mean = mild.reduce((sum, rate) => sum + rate, 0) / mild.length;
  const variance = mild.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (mild.length - 1);
  return { sum: hours.reduce((sum, hour) => sum + Math.min(value(hour), high * hour.exposure), 0), variance };
}

/** How the last day stands to what was usual: a brand that has grown is not in crisis. */
function levelOf(past: readonly Hour[], season: (at: number) => Rate): number {
  const lastDay = past.slice(-day);
  const found = lastDay.reduce((sum, hour) => {
    const usual = season(hour.startAt);
    // One wild hour of the last day must not become the norm of the next.
    return sum + Math.min(hour.seen, (usual.seen * 3 + 3) * hour.exposure);
  }, 0);
  const usual = lastDay.reduce((sum, hour) => sum + season(hour.startAt).seen * hour.exposure, 0);
  const steadiness = 10;
  return Math.min(2, Math.max(0.5, (found + steadiness) / (usual + steadiness)));
}
