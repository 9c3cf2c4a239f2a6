import { plusSeconds } from "../platform/clock.ts";

/** Failures in a row, over all profiles of one server, after which it is left alone for a while. */
const failuresBeforeOpening = 8;
const shortestSeconds = 10;
const longestSeconds = 300;

/**
 * Until when a server that failed `failures` times in a row is left alone: not at all below eight, then 10 s,
 * doubling to five minutes. One publication that succeeds closes it again.
 */
export function breakerOpenUntil(failures: number, now: Date): Date | null {
  if (failures < failuresBeforeOpening) return null;
  const seconds = shortestSeconds * 2 ** (failures - failuresBeforeOpening);
  return plusSeconds(now, Math.min(longestSeconds, seconds));
}
