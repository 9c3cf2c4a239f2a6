import { plusSeconds } from "./platform/clock.ts";
import type { Platform } from "./platform/platform.ts";

const daySeconds = 86_400;

/** Forgets what nobody asks for any more: answers under old Idempotency-Keys, told events, workers long gone. */
export async function sweep(ctx: Pick<Platform, "db" | "clock">): Promise<void> {
  const yesterday = plusSeconds(ctx.clock(), -daySeconds);
  await ctx.db.idempotentReply.deleteMany({ where: { createdAt: { lt: yesterday } } });
  await ctx.db.event.deleteMany({ where: { at: { lt: yesterday } } });
  await ctx.db.workerBeat.deleteMany({ where: { seenAt: { lt: yesterday } } });
}
