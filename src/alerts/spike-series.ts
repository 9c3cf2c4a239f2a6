import { daysNeeded, daysRemembered, type Gumbel, gumbelOf, rarityIn } from "./spike-days.ts";

/** One row of a series of counts, in the order of time. */
export interface Row {
  at: Date;
  /** Not negative. */
  value: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** A burst is what is rare both in a quarter of an hour and in an hour; a wave shows in six hours. */
const burstWindows = [15 * minute, 60 * minute] as const;
const waveWindow = 6 * 60 * minute;
/** An event is told once: for a day, only what is ten times as rare as what was told speaks again. */
const silence = day;
const timesRarer = 10;

/**
 * A scorer for one series of any interval. Give it the rows one by one; for each it answers how unusual the last
 * hour or six hours are: 0, or from 0.9 to 1 the share of days whose busiest moment stays below it, as far as
 * the series' own last four weeks tell (a Gumbel distribution of daily maxima of the square roots of counts, which
 * vary alike whatever their size). Silent in the first three days and while an event lasts. Looks at no later row.
 */
export function scoreSeries(): (row: Row) => number {
  const bursts = burstWindows.map((window) => dailyMaxima(slidingMean(window)));
  const wave = dailyMaxima(slidingMean(waveWindow));
  const told: { at: number; rarity: number }[] = [];
  return (row) => {
    const at = row.at.getTime();
    const burst = bursts.reduce((sum, track) => sum + track(at, row.value), 0) / bursts.length;
    const rarity = Math.max(burst, wave(at, row.value));
    while (told[0] && at - told[0].at >= silence) told.shift();
    const last = Math.max(0, ...told.map((event) => event.rarity));
    if (rarity <= last + Math.log(timesRarer)) return 0;
    told.push({ at, rarity });
    return 1 - Math.exp(-rarity);
  };
}

/** Mean of the rows of the last `length` milliseconds, the newest included. */
function slidingMean(length: number): (at: number, value: number) => number {
  const rows: { at: number; value: number }[] = [];
  let sum = 0;
  return (at, value) => {
    rows.push({ at, value });
    sum += value;
    // Half a minute of grace: rows seldom come to the millisecond.
    while (rows[0] && at - rows[0].at >= length - minute / 2 && rows.length > 1)
      sum -= rows.shift()?.value ?? 0;
    return Math.max(0, sum) / rows.length;
  };
}

/**
 * Follows a mean over time and says how rare its present value is: minus the natural logarithm of the chance that a
 * day's maximum is as high, from the days before this one. 0 as long as there are too few of them.
 */
function dailyMaxima(mean: (at: number, value: number) => number): (at: number, value: number) => number {
  const maxima: number[] = [];
  let dayEnd = Number.NaN;
  let highest = Number.NEGATIVE_INFINITY;
  let usual: Gumbel | null = null;
  return (at, value) => {
    if (Number.isNaN(dayEnd)) dayEnd = at + day;
    if (at >= dayEnd) {
      maxima.push(highest);
      if (maxima.length > daysRemembered) maxima.shift();
      usual = maxima.length >= daysNeeded ? gumbelOf(maxima) : null;
      dayEnd += day * Math.ceil((at - dayEnd + 1) / day);
      highest = Number.NEGATIVE_INFINITY;
    }
    const level = Math.sqrt(mean(at, value));
    highest = Math.max(highest, level);
    return usual === null ? 0 : rarityIn(usual, level);
  };
}
