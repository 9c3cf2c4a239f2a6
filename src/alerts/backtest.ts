import { setImmediate as breathe } from "node:timers/promises";
import type { Database } from "../platform/database.ts";
import type { SpikeKind } from "./rule.ts";
import { detectSpike, type Sensitivity, type SpikeFinding, type SpikeInput, shouldResolve } from "./spike.ts";
import type { Learned } from "./spike-past.ts";
import { readReplay } from "./store-replay.ts";

const minute = 60_000;
const stepMilliseconds = 5 * minute;
const hourMilliseconds = 60 * minute;
const recentMilliseconds = 25 * hourMilliseconds;
/** The detector takes newer hours from the buckets. */
const wholeHoursMilliseconds = 23 * hourMilliseconds;
const pastMilliseconds = 56 * 24 * hourMilliseconds;
/** How long the program may be kept from anything else. */
const sliceMilliseconds = 10;

/** When a rule would have opened an alert, and until when. */
export interface PastAlert {
  openedAt: Date;
  /** Null: still open at the end. */
  resolvedAt: Date | null;
  finding: SpikeFinding;
}

export interface Backtest {
  kind: SpikeKind;
  monitorId: string;
  sensitivity: Sensitivity;
  from: Date;
  to: Date;
}

/**
 * Asks the live detector every 5 minutes of the past what it would have said then, knowing only what came before.
 * Lets others work in between, and ends when `signal` does.
 * @throws when `signal` ends it
 */
export async function backtest(
  db: Database,
  { kind, monitorId, sensitivity, from, to }: Backtest,
  signal: AbortSignal,
): Promise<PastAlert[]> {
  const past = await readReplay(db, monitorId, kind, new Date(from.getTime() - pastMilliseconds), to);
  const alerts: PastAlert[] = [];
  const learned: Learned = new Map();
  let open: PastAlert | null = null;
  let lastResolvedAt: Date | null = null;
  let sliceEnd = performance.now() + sliceMilliseconds;
  const first = Math.ceil(from.getTime() / stepMilliseconds) * stepMilliseconds;
  // Where the next bucket begins; only what lies before `now` is shown to the detector.
  let recentFrom = 0;
  let recentTo = 0;
  for (let at = first; at <= to.getTime(); at += stepMilliseconds) {
    if (performance.now() > sliceEnd) {
      await breathe();
      signal.throwIfAborted();
      sliceEnd = performance.now() + sliceMilliseconds;
    }
    while (startOf(past.buckets[recentTo]) < at) recentTo += 1;
    while (startOf(past.buckets[recentFrom]) < at - recentMilliseconds) recentFrom += 1;
    const isQuiet = recentTo === 0 || startOf(past.buckets[recentTo - 1]) < at - stepMilliseconds;
    // As when it is live: nothing new, no look, but for an open alert.
    if (isQuiet && !open) continue;
    const now = new Date(at);
    const input: SpikeInput = {
      kind,
      sensitivity,
      now,
      observedSince: past.observedSince,
      hours: past.hours.filter(({ startAt }) => startAt.getTime() < at - wholeHoursMilliseconds),
      recent: past.buckets.slice(recentFrom, recentTo),
      gaps: past.gaps.filter((gap) => gap.from < now),
      openSince: open?.finding.since ?? null,
      lastResolvedAt,
    };
    if (open) {
      if (!shouldResolve(input, learned)) continue;
      open.resolvedAt = now;
      lastResolvedAt = now;
      open = null;
      continue;
    }
    const finding = detectSpike(input, learned);
    if (!finding.firing) continue;
    open = { openedAt: now, resolvedAt: null, finding };
    alerts.push(open);
  }
  return alerts;
}

function startOf(bucket: { startAt: Date } | undefined): number {
  return bucket?.startAt.getTime() ?? Number.POSITIVE_INFINITY;
}
