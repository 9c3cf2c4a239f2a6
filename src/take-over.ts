import { plusSeconds } from "./platform/clock.ts";
import type { Platform } from "./platform/platform.ts";
import { loseExpired } from "./publishing/store-rounds.ts";

/** A request that a killed program had sent may still be on its way for this long. */
const readBackAfterSeconds = 10;

/**
 * At the start of a program that is alone on its database: whoever held a lease is gone, so nothing waits for leases
 * to run out.
 */
export async function takeOver(ctx: Pick<Platform, "db" | "clock" | "log">): Promise<void> {
  const now = ctx.clock();
  const lost = await loseExpired(ctx.db, now, plusSeconds(now, readBackAfterSeconds), true);
  if (lost > 0) ctx.log.warn({ count: lost }, "publications were left behind and will be looked for");
  await ctx.db.source.updateMany({
    where: { leaseUntil: { not: null } },
    data: { leaseOwner: null, leaseUntil: null, rungAt: null },
  });
  await ctx.db.delivery.updateMany({
    where: { state: "delivering" },
    data: { state: "waiting", leaseUntil: null, rungAt: null },
  });
}
