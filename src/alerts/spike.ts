import { type Baseline, excessOf, hourMilliseconds, type Usual } from "./spike-baseline.ts";
import { rarityIn } from "./spike-days.ts";
import {
  countBetween,
  counted,
  floorTo,
  type Learned,
  learnFrom,
  type Observed,
  observedShare,
} from "./spike-past.ts";
import { countTail, shareTail } from "./spike-statistics.ts";

export const sensitivities = ["low", "medium", "high"] as const;
export type Sensitivity = (typeof sensitivities)[number];

export interface SpikeInput extends Observed {
  sensitivity: Sensitivity;
  /** When the last alert of this rule and monitor was resolved: what came before is told and does not fire again. */
  lastResolvedAt: Date | null;
}

export type SpikeReason =
  /** More were counted than chance explains, and (negative ones) they are hardly by chance so large a share. */
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
 * Chance below which something is unusual, and the least number and authors that matter. Asked every few minutes for
 * months, so the chances are small: medium is meant for less than one false alert a month and monitor. A volume must
 * also be one that so many days bring once.
 */
const demands = {
  low: { negative: 3e-6, volume: 1e-7, days: 365, seen: 12, authors: 5 },
  medium: { negative: 7e-5, volume: 1e-5, days: 30, seen: 6, authors: 3 },
  high: { negative: 4e-4, volume: 3e-4, days: 7, seen: 4, authors: 3 },
} as const satisfies Record<
  Sensitivity,
  { negative: number; volume: number; days: number; seen: number; authors: number }
>;

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
/**
 * Where the number is beyond chance as well, a share may be likelier by this power: 1 in 1,000 where it would have to
 * be 1 in 15,000. A campaign that is talked about more, no worse, must not pass by chance.
 */
const leniency = 1.4;
/** Where less than this share of the sources was up, nothing is said about calm. */
const leastObserved = 0.5;

/**
 * Says whether there are unusually many negative mentions (or mentions) just now, against the same monitor's own
 * past. Looks at nothing after `now`.
 * @param learned handed in again by whoever asks of one monitor and rule for instant after instant, where of the past
 *   nothing but its end changes; then what is usual is learned once an hour
 */
export function detectSpike(input: SpikeInput, learned: Learned = new Map()): SpikeFinding {
  const [longest] = windows;
  // Most monitors are quiet most of the time: where too few were counted, the past need not be looked at again.
  const busy = windows.filter((window) => {
    const { seen } = countBetween(input, input.recent, windowStart(input, window), input.now.getTime());
    return window === longest || seen >= demands[input.sensitivity].seen;
  });
  const usualUntil = learnFrom(input, learned);
  const findings = busy.map((window) => inWindow(input, window, usualUntil));
  // The shortest window that fires tells best since when; a longer one around it fires as well.
  const firing = findings.findLast((finding) => finding.firing);
  return firing ?? findings.reduce((best, finding) => (finding.score > best.score ? finding : best));
}

/**
 * True once an open alert is over: each of the last three whole buckets of 5 minutes has no more than is usual, and
 * where the event was long, so has a quarter of its length.
 * @param input with `openSince` set
 * @param learned as for `detectSpike`
 */
export function shouldResolve(input: SpikeInput, learned: Learned = new Map()): boolean {
  const lastEnd = floorTo(input.now.getTime(), bucketMilliseconds);
  const openFor = input.openSince === null ? 0 : lastEnd - input.openSince.getTime();
  const usualUntil = learnFrom(input, learned);
  const isCalm = (from: number, to: number) => {
    if (observedShare(input.gaps, from, to) < leastObserved) return false;
    const baseline = usualUntil(from).between(from, to);
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

function inWindow(input: SpikeInput, window: number, usualUntil: (until: number) => Usual): SpikeFinding {
  const now = input.now.getTime();
  const from = windowStart(input, window);
  const { seen, total } = countBetween(input, input.recent, from, now);
  const observed = observedShare(input.gaps, from, now);
  const usual = usualUntil(from);
  const baseline = usual.between(from, now, observed);
  const chance = chanceOf(input, seen, total, baseline);
  const demand = demands[input.sensitivity];
  const unusual = leastChance(input, window);
  const finding = (firing: boolean, reason: SpikeReason): SpikeFinding => ({
    firing,
    expected: baseline.seen,
    seen,
    score: Math.min(1, (0.5 * Math.log(Math.max(chance.combined, 1e-300))) / Math.log(unusual)),
    reason,
    authors: authorsBetween(input, from, now),
    since: beginning(input, from, baseline.seen / Math.max(1, (now - from) / bucketMilliseconds)),
  });
  if (chance.combined > unusual || !isOngoing(input, from, baseline)) return finding(false, "calm");
  if (input.kind === "volume-spike" && baseline.pastHours < leastPastHoursForVolume)
    return finding(false, "too-little-history");
  if (input.kind === "volume-spike" && !isRareDay(input, usual, Math.max(window, hourMilliseconds)))
    return finding(false, "calm");
  if (seen < demand.seen) return finding(false, "too-few");
  const found = finding(true, chance.bySharing ? "share" : "count");
  const enough = Math.max(demand.authors, seen / mostPerAuthor);
  return found.authors < enough ? finding(false, "too-few-authors") : found;
}

/** The shorter a window, the more often it holds other mentions: each gets its part of the false alerts. */
function leastChance({ kind, sensitivity }: SpikeInput, window: number): number {
  const demand = demands[sensitivity];
  return kind === "volume-spike" ? demand.volume : demand.negative * Math.min(1, window / hourMilliseconds);
}

/**
 * How likely chance alone does this. Negative mentions must be an unusual share, and at least as many as usual; a somewhat
 * less unusual one will do where their number is unusual too. The number alone says nothing: a campaign that brings ten
 * times as many mentions brings ten times as many angry ones.
 */
function chanceOf(input: SpikeInput, seen: number, total: number, baseline: Baseline) {
  const byCount = countTail(seen, baseline.seen, baseline.shape);
  if (input.kind === "volume-spike") return { combined: byCount, bySharing: false };
  const byShare = shareTail(seen, total, baseline.alpha, baseline.beta);
  const count = Math.max(byCount, byShare ** leniency);
  // A share rises as well where only the others fell silent: there must be at least as many as usual.
  const share = byCount < evenChance ? byShare : 1;
  return { combined: Math.min(count, share), bySharing: share < count };
}

/**
 * Whether a day seldom reaches so far above what is usual. What brands are mentioned comes in bursts that no hour of the
 * week explains: most days have one.
 */
function isRareDay(input: SpikeInput, usual: Usual, length: number): boolean {
  const hours = length / hourMilliseconds;
  const highest = usual.highest(hours);
  if (highest === null) return true;
  const now = input.now.getTime();
  const from = windowStart(input, length);
  const { seen } = countBetween(input, input.recent, from, now);
  const expected = usual.between(from, now, observedShare(input.gaps, from, now)).seen;
  const rarity = rarityIn(highest, excessOf(seen / hours, expected / hours));
  return rarity >= Math.log(demands[input.sensitivity].days);
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

function authorsBetween(input: SpikeInput, from: number, to: number): number {
  const inside = input.recent.filter(({ startAt }) => startAt.getTime() >= from && startAt.getTime() < to);
  const all = new Set<string>();
  for (const { authors } of inside) {
    if (authors === "unread") return Number.POSITIVE_INFINITY;
    for (const author of authors) all.add(author);
  }
  return all.size;
}
