import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import { holdStopped } from "./store-holds.ts";
import * as store from "./store-rounds.ts";

/** How long after a lease ran out the network is asked: the request may still be on its way. */
const readBackAfterLossSeconds = 10;
const ringsAtOnce = 2000;

/**
 * One round: finds what a crash left behind, sets aside what is too late, and rings for the near future.
 * Any number of schedulers may run it at once.
 * @param queueWasWiped true when the queue has forgotten what it was told
 * @returns how many jobs were rung for
 */
export async function dispatch(
  ctx: Pick<Platform, "db" | "queues" | "clock" | "log">,
  options: { horizonSeconds: number; lateGraceSeconds: number; queueWasWiped: boolean },
): Promise<number> {
  const now = ctx.clock();
  const lost = await store.loseExpired(ctx.db, now, plusSeconds(now, readBackAfterLossSeconds));
  if (lost > 0) ctx.log.warn({ count: lost }, "publications lost their worker and will be looked for");
  const held = await holdStopped(ctx.db, now);
  if (held > 0) ctx.log.info({ count: held }, "publications held");
  const missed = await store.missLate(ctx.db, now, options.lateGraceSeconds);
  if (missed > 0) ctx.log.warn({ count: missed }, "publications missed their time");
  const jobs = await store.takeToRing(ctx.db, {
    now,
    horizon: plusSeconds(now, options.horizonSeconds),
    everything: options.queueWasWiped,
    limit: ringsAtOnce,
  });
  await ctx.queues.ring(jobs, now);
  return jobs.length;
}
