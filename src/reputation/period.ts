import { Temporal } from "temporal-polyfill";

export const intervals = ["hour", "day", "week", "month"] as const;
export type Interval = (typeof intervals)[number];

export interface Period {
  from: Date;
  to: Date;
}

/** The period as long just before. */
export function previousOf({ from, to }: Period): Period {
  return { from: new Date(from.getTime() - (to.getTime() - from.getTime())), to: from };
}

export const comparisons = ["previous", "last-week", "last-year"] as const;
/** What a period is held against: the time as long just before, the same time a week ago, or a year ago. */
export type Comparison = (typeof comparisons)[number];

/** Whole weeks, so that each weekday stands beside its own: a year is 52 of them. */
const weeksBack = { "last-week": 1, "last-year": 52 } as const;

export function comparedWith(period: Period, comparison: Comparison, timeZone: string): Period {
  if (comparison === "previous") return previousOf(period);
  const [from, to] = [period.from, period.to].map((at) => weeksBefore(at, weeksBack[comparison], timeZone));
  if (!from || !to) throw new Error("a period has two ends");
  return { from, to };
}

/** The same time of the clock in a zone, whole weeks before. */
export function weeksBefore(at: Date, weeks: number, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(local.subtract({ weeks }).epochMilliseconds);
}

/** Such that a chart has some 25 to 70 columns. The web app chooses alike. */
export function intervalFor({ from, to }: Period): Interval {
  const hours = (to.getTime() - from.getTime()) / 3_600_000;
  if (hours <= 72) return "hour";
  if (hours <= 70 * 24) return "day";
  return hours <= 400 * 24 ? "week" : "month";
}

/** The last day, week (from Monday) or month that was over at an instant, as the clock in a zone shows it. */
export function lastWhole(interval: Interval, at: Date, timeZone: string): Period {
  const to = startOf(
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone),
    interval,
  );
  const from = startOf(to.subtract(step[interval]), interval);
  return { from: new Date(from.epochMilliseconds), to: new Date(to.epochMilliseconds) };
}

/** More buckets than anybody can read, or a page can draw. */
export const maxBuckets = 5000;

/**
 * The bounds of the buckets that cover `from` to `to`, in the viewer's zone: hours, days, weeks (from Monday) or
 * months as the clock there shows them, so a day of the change has 23 or 25 hours. The first bound is `from`, the
 * last `to`.
 * @throws RangeError when there would be more than `maxBuckets`
 */
export function bucketBounds(from: Date, to: Date, interval: Interval, timeZone: string): Date[] {
  const bounds = [from];
  let at = startOf(
    Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone),
    interval,
  );
  for (;;) {
    // Where midnight does not exist a day begins at one o'clock; the day after it begins at midnight again.
    at = interval === "hour" ? nextHour(at) : startOf(at.add(step[interval]), interval);
    if (at.epochMilliseconds >= to.getTime()) break;
    if (bounds.length >= maxBuckets) throw new RangeError(`more than ${maxBuckets} buckets`);
    if (at.epochMilliseconds > from.getTime()) bounds.push(new Date(at.epochMilliseconds));
  }
  return [...bounds, to];
}

/**
 * Hours (UTC) that a bound cuts in two: counts by the hour cannot say how much of them falls on which side. Bounds
 * cut hours at the edges of a period and in zones such as Asia/Kolkata.
 */
export function cutHours(bounds: readonly Date[]): Date[] {
  const hour = 3_600_000;
  const cut = bounds.map((at) => at.getTime()).filter((time) => time % hour !== 0);
  return [...new Set(cut.map((time) => Math.floor(time / hour) * hour))].map((time) => new Date(time));
}

/** The next full hour of the clock; where the clock is set by half an hour, its hour there is half or one and a half as long. */
function nextHour(at: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const next = at.add(step.hour);
  const full = startOf(next, "hour");
  return Temporal.ZonedDateTime.compare(full, at) > 0 ? full : next;
}

const step: Record<Interval, Temporal.DurationLike> = {
  hour: { hours: 1 },
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
};

function startOf(at: Temporal.ZonedDateTime, interval: Interval): Temporal.ZonedDateTime {
  switch (interval) {
    case "hour":
      return at.round({ smallestUnit: "hour", roundingMode: "floor" });
    case "day":
      return at.startOfDay();
    case "week":
      // The day first: today may begin at one o'clock where that Monday did not.
      return at.subtract({ days: at.dayOfWeek - 1 }).startOfDay();
    case "month":
      return at.with({ day: 1 }).startOfDay();
  }
}
