import { type Bucket, type Hour, hourMilliseconds, learnUsual, type Usual } from "./spike-baseline.ts";

/** A bucket of 5 minutes. */
export interface RecentBucket extends Bucket {
  /**
   * Who wrote what is counted in `seen`; any stable key of an author, repetitions do no harm. "unread": nobody looked;
   * they are taken to be enough, so that what does not fire then fires for no number of authors.
   */
  authors: readonly string[] | "unread";
}

/** A time in which part of what is listened to was down. */
export interface Gap {
  from: Date;
  to: Date;
  /** Which share of the sources, from 0 to 1. */
  share: number;
}

/** What was counted of a monitor, and when it could be. */
export interface Observed {
  kind: "negative-spike" | "volume-spike";
  now: Date;
  /** Since when there is anything to count: before it, nothing was looked at, which is not the same as none. */
  observedSince: Date;
  /** Buckets of one clock hour (UTC), of the last 8 weeks or less. Hours that `recent` covers are taken from there. */
  hours: readonly Bucket[];
  /** Buckets of 5 minutes of the last 25 hours, the unfinished one included. */
  recent: readonly RecentBucket[];
  /** When sources were down: no mention then is not the same as silence. */
  gaps: readonly Gap[];
  /** Since when an alert is open: what came after is no part of what is usual. */
  openSince: Date | null;
}

/** What is usual, as learned from the hours before an hour; no more are kept than the longest window needs. */
export type Learned = Map<number, Usual>;
const mostLearned = 48;
/** With so much past, the hour that an instant cuts in two adds nothing. */
const wholeHoursSuffice = 72 * hourMilliseconds;

/** What was usual until an instant, or until the open alert. */
export function learnFrom(input: Observed, learned: Learned): (until: number) => Usual {
  const pastUntil = pastOf(input);
  return (until) => {
    const end = floorTo(Math.min(until, input.openSince?.getTime() ?? until), hourMilliseconds);
    if (end - input.observedSince.getTime() < wholeHoursSuffice) return learnUsual(pastUntil(until));
    const usual = learned.get(end) ?? learnUsual(pastUntil(end));
    learned.set(end, usual);
    const [oldest] = learned.keys();
    if (learned.size > mostLearned && oldest !== undefined) learned.delete(oldest);
    return usual;
  };
}

/**
 * The hours from the first observation to an instant or the open alert, whichever is earlier; hours without mentions
 * too. Read once for all windows: only the hour that an instant cuts in two differs.
 */
export function pastOf(input: Observed): (until: number) => Hour[] {
  const observed = input.observedSince.getTime();
  const recentFrom = floorTo(input.now.getTime(), hourMilliseconds) - 23 * hourMilliseconds;
  const byHour = new Map(
    input.hours.map((bucket) => [floorTo(bucket.startAt.getTime(), hourMilliseconds), bucket]),
  );
  const recentByHour = new Map<number, Bucket[]>();
  for (const bucket of input.recent) {
    const hour = floorTo(bucket.startAt.getTime(), hourMilliseconds);
    const inHour = recentByHour.get(hour) ?? [];
    inHour.push(bucket);
    recentByHour.set(hour, inHour);
  }
  const hourFrom = (startAt: number, end: number): Hour => {
    const from = Math.max(startAt, observed);
    const exposure = ((end - from) / hourMilliseconds) * observedShare(input.gaps, from, end);
    if (startAt >= recentFrom)
      return { startAt, exposure, ...countBetween(input, recentByHour.get(startAt) ?? [], startAt, end) };
    const bucket = byHour.get(startAt);
    return { startAt, exposure, seen: bucket ? counted(input, bucket) : 0, total: bucket?.total ?? 0 };
  };
  const first = floorTo(observed, hourMilliseconds);
  const whole: Hour[] = [];
  for (let at = first; at + hourMilliseconds <= input.now.getTime(); at += hourMilliseconds)
    whole.push(hourFrom(at, at + hourMilliseconds));
  return (until) => {
    const end = Math.min(until, input.openSince?.getTime() ?? until);
    const cut = floorTo(end, hourMilliseconds);
    const past = whole.slice(0, Math.max(0, (cut - first) / hourMilliseconds));
    // Of hours long ago only the whole is known.
    if (end > cut && cut >= Math.max(first, recentFrom)) past.push(hourFrom(cut, end));
    return past;
  };
}

/** How much of what is listened to was up between two instants, from 0 to 1. */
export function observedShare(gaps: readonly Gap[], from: number, to: number): number {
  if (gaps.length === 0 || to <= from) return 1;
  const down = gaps.reduce((sum, gap) => {
    const overlap = Math.min(to, gap.to.getTime()) - Math.max(from, gap.from.getTime());
    return sum + Math.max(0, overlap) * gap.share;
  }, 0);
  return Math.max(0, 1 - down / (to - from));
}

/** How many of a bucket's mentions the rule counts. */
export function counted(input: Pick<Observed, "kind">, bucket: Bucket): number {
  return input.kind === "volume-spike" ? bucket.total : bucket.seen;
}

export function floorTo(at: number, step: number): number {
  return Math.floor(at / step) * step;
}

export function countBetween(
  input: Observed,
  buckets: readonly Bucket[],
  from: number,
  to: number,
): { seen: number; total: number } {
  let seen = 0;
  let total = 0;
  for (const bucket of buckets) {
    const at = bucket.startAt.getTime();
    if (at < from || at >= to) continue;
    seen += counted(input, bucket);
    total += bucket.total;
  }
  return { seen, total };
}
