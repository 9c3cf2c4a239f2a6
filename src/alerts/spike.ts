import { type Baseline, type Bucket, baselineFor, type Hour, hourMilliseconds } from "./spike-baseline.ts";
import { countTail, shareTail } from "./spike-statistics.ts";

export type { Bucket } from "./spike-baseline.ts";

export const sensitivities = ["low", "medium", "high"] as const;
export type Sensitivity = (typeof sensitivities)[number];

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

export interface SpikeInput {
  kind: "negative-spike" | "volume-spike";
  sensitivity: Sensitivity;
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
  /** When the last alert of this rule and monitor was resolved: what came before is told and does not fire again. */
  lastResolvedAt: Date | null;
}

export type SpikeReason =
  /** More were counted than chance explains, and they are no smaller a share than usual. */
  | "count"
  /** A larger share than chance explains, and at least as many as usual. */
  | "share"
  | "calm"
  /** Unusual, but fewer than matter. */
  | "too-few"
  /** Unusual, but the work of very few people. */
  | "too-few-authors"
  /** The past is too short to say what is usual. */
  | "too-little-history";

export interface SpikeFinding {
  firing: boolean;
  /** How many were to be expected in the window. */
  expected: number;
  /** How many there were. */
  seen: number;
  /** 0 nothing unusual, 0.5 as unusual as the sensitivity asks for, 1 beyond any doubt. */
  score: number;
  reason: SpikeReason;
  /** How many people wrote them. */
  authors: number;
  /** The first bucket that is clearly above what is usual. */
  since: Date;
}

/**
 * Chance below which something is unusual, and the least number and authors that matter. Tried every few minutes for
 * months, so the chances are small: medium is meant for less than one false alert a month and monitor.
 */
const demands = {
  low: { chance: 1e-7, seen: 12, authors: 5 },
  medium: { chance: 1e-5, seen: 6, authors: 3 },
  high: { chance: 3e-4, seen: 4, authors: 3 },
} as const satisfies Record<Sensitivity, { chance: number; seen: number; authors: number }>;

const minute = 60_000;
const bucketMilliseconds = 5 * minute;
/** A burst shows in the shortest, a slow turn of opinion in the longest. */
const windows = [1440, 720, 360, 180, 60, 30, 10].map((length) => length * minute);
/** For a volume there is no share to compare with, so some past must be known. */
const leastPastHoursForVolume = 3;
const mostPerAuthor = 4;
/** What happens by chance one time in twenty is usual. */
const usualChance = 0.05;
const longestCalm = 180 * minute;
const evenChance = 0.5;
/** Where less than this share of the sources was up, nothing is said about calm. */
const leastObserved = 0.5;

/**
 * Says whether there are unusually many negative mentions (or mentions) just now, against the same monitor's own
 * past. Looks at nothing after `now` and keeps nothing between calls.
 */
export function detectSpike(input: SpikeInput): SpikeFinding {
  const [longest] = windows;
  // Most monitors are quiet most of the time: where too few were counted, the past need not be looked at again.
  const busy = windows.filter((window) => {
    const { seen } = countBetween(input, input.recent, windowStart(input, window), input.now.getTime());
    return window === longest || seen >= demands[input.sensitivity].seen;
  });
  const pastUntil = pastOf(input);
  const findings = busy.map((window) => inWindow(input, window, pastUntil));
  // The shortest window that fires tells best since when; a longer one around it fires as well.
  const firing = findings.findLast((finding) => finding.firing);
  return firing ?? findings.reduce((best, finding) => (finding.score > best.score ? finding : best));
}

/**
 * True once an open alert is over: each of the last three whole buckets of 5 minutes has no more than is usual, and
 * where the event was long, so has a quarter of its length.
 * @param input with `openSince` set
 */
export function shouldResolve(input: SpikeInput): boolean {
  const lastEnd = floorTo(input.now.getTime(), bucketMilliseconds);
  const openFor = input.openSince === null ? 0 : lastEnd - input.openSince.getTime();
  const pastUntil = pastOf(input);
  const isCalm = (from: number, to: number) => {
    if (observedShare(input.gaps, from, to) < leastObserved) return false;
    const baseline = baselineFor(pastUntil(from), from, to);
    return (
      countTail(countBetween(input, input.recent, from, to).seen, baseline.seen, baseline.shape) >=
      usualChance
    );
  };
  const calmFor = Math.min(longestCalm, Math.max(3 * bucketMilliseconds, openFor / 4));
  // The calm before the event says nothing about its end.
  if (openFor < calmFor) return false;
  const buckets = [1, 2, 3].map((back) => lastEnd - back * bucketMilliseconds);
  return (
    buckets.every((from) => isCalm(from, from + bucketMilliseconds)) && isCalm(lastEnd - calmFor, lastEnd)
  );
}

function windowStart(input: SpikeInput, window: number): number {
  const notBefore = Math.max(input.observedSince.getTime(), input.lastResolvedAt?.getTime() ?? 0);
  return Math.max(
    floorTo(input.now.getTime(), bucketMilliseconds) - window,
    floorTo(notBefore, bucketMilliseconds),
  );
}

function inWindow(input: SpikeInput, window: number, pastUntil: (until: number) => Hour[]): SpikeFinding {
  const now = input.now.getTime();
  const from = windowStart(input, window);
  const { seen, total } = countBetween(input, input.recent, from, now);
  const observed = observedShare(input.gaps, from, now);
  const baseline = baselineFor(pastUntil(from), from, now, observed);
  const chance = chanceOf(input, seen, total, baseline);
  const demand = demands[input.sensitivity];
  const finding = (firing: boolean, reason: SpikeReason): SpikeFinding => ({
    firing,
    expected: baseline.seen,
    seen,
    score: Math.min(1, (0.5 * Math.log(Math.max(chance.combined, 1e-300))) / Math.log(demand.chance)),
    reason,
    authors: authorsBetween(input, from, now),
    since: beginning(input, from, baseline.seen / Math.max(1, (now - from) / bucketMilliseconds)),
  });
  if (chance.combined > demand.chance || !isOngoing(input, from, baseline)) return finding(false, "calm");
  if (input.kind === "volume-spike" && baseline.pastHours < leastPastHoursForVolume)
    return finding(false, "too-little-history");
  if (seen < demand.seen) return finding(false, "too-few");
  const found = finding(true, chance.bySharing ? "share" : "count");
  const enough = Math.max(demand.authors, seen / mostPerAuthor);
  return found.authors < enough ? finding(false, "too-few-authors") : found;
}

/**
 * How likely chance alone does this. Negative mentions must be unusual as a number or as a share, and the other must at
 * least point the same way: a campaign that brings ten times as many mentions brings ten times as many angry ones.
 */
function chanceOf(input: SpikeInput, seen: number, total: number, baseline: Baseline) {
  const byCount = countTail(seen, baseline.seen, baseline.shape);
  if (input.kind === "volume-spike") return { combined: byCount, bySharing: false };
  const byShare = shareTail(seen, total, baseline.alpha, baseline.beta);
  const count = Math.max(byCount, byShare ** 3);
  // A share rises as well where only the others fell silent: there must be at least as many as usual.
  const share = byCount < evenChance ? byShare : 1;
  return { combined: Math.min(count, share), bySharing: share < count };
}

/** The first bucket of the window with clearly more than is usual in one. */
function beginning(input: SpikeInput, from: number, usual: number): Date {
  const starts = input.recent
    .filter((bucket) => bucket.startAt.getTime() >= from && counted(input, bucket) > Math.max(1, 2 * usual))
    .map((bucket) => bucket.startAt.getTime());
  return new Date(Math.min(input.now.getTime(), ...(starts.length > 0 ? starts : [from])));
}

/** False where the window is unusual only for what happened early in it: that has been told, or is over. */
function isOngoing(input: SpikeInput, from: number, baseline: Baseline): boolean {
  const now = input.now.getTime();
  const length = Math.max(10 * minute, Math.min((now - from) / 4, 60 * minute));
  const newest = countBetween(input, input.recent, floorTo(now - length, bucketMilliseconds), now);
  return newest.seen > 0 && newest.seen >= (1.2 * baseline.seen * length) / (now - from);
}

function countBetween(
  input: SpikeInput,
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

function authorsBetween(input: SpikeInput, from: number, to: number): number {
  const inside = input.recent.filter(({ startAt }) => startAt.getTime() >= from && startAt.getTime() < to);
  const all = new Set<string>();
  for (const { authors } of inside) {
    if (authors === "unread") return Number.POSITIVE_INFINITY;
    for (const author of authors) all.add(author);
  }
  return all.size;
}

/**
 * The hours from the first observation to an instant or the open alert, whichever is earlier; hours without mentions
 * too. Read once for all windows: only the hour that an instant cuts in two differs.
 */
export function pastOf(input: SpikeInput): (until: number) => Hour[] {
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
export function counted(input: Pick<SpikeInput, "kind">, bucket: Bucket): number {
  return input.kind === "volume-spike" ? bucket.total : bucket.seen;
}

function floorTo(at: number, step: number): number {
  return Math.floor(at / step) * step;
}
