import { plusSeconds } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { type Ahead, countSlice, newestVersion } from "./store-ahead.ts";
import { startOfDay } from "./store-sites.ts";

/** Of each kind in one round: with a round every five seconds, a fifth of a processor at most whatever there is to do. */
const mostSlices = 10;
/** What changed is looked for so often: what changes all the time is not counted all the time. */
const passSeconds = 300;
const hourMilliseconds = 3_600_000;

/**
 * Counts ahead what figures need of hours and days that are over, so that who looks first does not wait for it. A pass
 * goes from the newest to the oldest over what had changed when it began, in as many rounds as it takes; what is not
 * done when the program ends, the next one finds. Any number of programs may do it: one at a time counts.
 * @param signal ends a round between two slices
 * @returns does one round; says for how many hours there is nothing to be done any more
 */
export function countAhead(
  { db, clock }: Pick<Platform, "db" | "clock">,
  signal: AbortSignal,
): () => Promise<number> {
  let begun: Date | null = null;
  /** Of the pass that is under way. */
  let upTo: bigint | null = null;
  return async () => {
    const now = clock();
    if (upTo === null) {
      if (begun && now < plusSeconds(begun, passSeconds)) return 0;
      begun = now;
      upTo = await newestVersion(db);
    }
    const range = { upTo, signal };
    upTo = null; // what fails is tried again with the next pass, not in every round
    const thisHour = new Date(Math.floor(now.getTime() / hourMilliseconds) * hourMilliseconds);
    const authors = await countSome(db, "authors", { ...range, before: thisHour });
    const sites = await countSome(db, "sites", { ...range, before: startOfDay(now) });
    if (authors.isMore || sites.isMore) upTo = range.upTo;
    return authors.hours + sites.hours;
  };
}

async function countSome(
  db: Database,
  what: Ahead,
  { signal, ...range }: { before: Date; upTo: bigint; signal: AbortSignal },
): Promise<{ hours: number; isMore: boolean }> {
  let hours = 0;
  for (let slices = 0; slices < mostSlices && !signal.aborted; slices += 1) {
    const settled = await countSlice(db, what, range);
    if (settled === null) return { hours, isMore: true };
    if (settled === 0) return { hours, isMore: false };
    hours += settled;
  }
  return { hours, isMore: true };
}
