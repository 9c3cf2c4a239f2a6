import { plusSeconds } from "../platform/clock.ts";

/** A quiet source is asked down to this often: a quarter of its interval's pace. */
const slowestFactor = 4;
const longestBackoffSeconds = 24 * 3600;

/**
 * When a source is asked next. One that finds nothing is asked less and less often, down to a quarter of its pace;
 * one that finds something at its own pace again. A server that asks for more patience gets it.
 */
export function nextPoll(
  now: Date,
  {
    intervalSeconds,
    emptyCount,
    notBeforeSeconds,
  }: { intervalSeconds: number; emptyCount: number; notBeforeSeconds?: number | undefined },
): Date {
  const factor = Math.min(slowestFactor, 1 + emptyCount / 4);
  return plusSeconds(now, Math.max(intervalSeconds * factor, patience(notBeforeSeconds)));
}

/**
 * When a source that failed is asked again: doubling from its interval to a day, spread by a quarter to either side.
 * @param failureCount failures in a row, this one included
 */
export function nextAfterFailure(
  now: Date,
  {
    intervalSeconds,
    failureCount,
    afterSeconds,
    chance,
  }: { intervalSeconds: number; failureCount: number; afterSeconds?: number | undefined; chance: number },
): Date {
  const doubled = Math.min(longestBackoffSeconds, Math.max(5, intervalSeconds) * 2 ** (failureCount - 1));
  return plusSeconds(now, Math.max(doubled * (0.75 + chance / 2), patience(afterSeconds)));
}

/** No header silences a source for longer than a day: a mistyped one must not end the listening. */
function patience(askedSeconds: number | undefined): number {
  return Math.min(askedSeconds ?? 0, longestBackoffSeconds);
}
