import { storyWindowSeconds } from "./listening/store-stories.ts";
import { plusSeconds } from "./platform/clock.ts";
import type { Platform } from "./platform/platform.ts";
import { sweepSessions } from "./workspaces/sessions.ts";

const daySeconds = 86_400;

/** Six months to a year: https://www.cnil.fr/fr/la-cnil-publie-une-recommandation-relative-aux-mesures-de-journalisation */
const auditDays = 365;
/** An address of somebody who never came is not to stay; until then whoever invited them sees that it ended. */
const invitationDays = 30;

/**
 * Forgets what nobody asks for any more: answers under old Idempotency-Keys, told events, old stories, workers long gone,
 * visits of consent pages, links for new passwords, sessions and counts of tries that have ended, invitations that ended a
 * month ago, an audit log and reports a year old.
 */
export async function sweep(ctx: Pick<Platform, "db" | "clock">): Promise<void> {
  const now = ctx.clock();
  const yesterday = plusSeconds(now, -daySeconds);
  await ctx.db.idempotentReply.deleteMany({ where: { createdAt: { lt: yesterday } } });
  await ctx.db.event.deleteMany({ where: { at: { lt: yesterday } } });
  await ctx.db.signInTries.deleteMany({ where: { endsAt: { lt: now } } });
  await ctx.db.passwordLink.deleteMany({ where: { expiresAt: { lt: now } } });
  await ctx.db.invitation.deleteMany({
    where: { expiresAt: { lt: plusSeconds(now, -invitationDays * daySeconds) } },
  });
  await ctx.db.oauthTry.deleteMany({ where: { endsAt: { lt: now } } });
  await sweepSessions(ctx.db, now);
  await ctx.db.auditEntry.deleteMany({ where: { at: { lt: plusSeconds(now, -auditDays * daySeconds) } } });
  await ctx.db.report.deleteMany({ where: { dueAt: { lt: plusSeconds(now, -auditDays * daySeconds) } } });
  const storyWindow = plusSeconds(now, -storyWindowSeconds);
  await ctx.db.storyBand.deleteMany({ where: { at: { lt: storyWindow } } });
  await ctx.db.workerBeat.deleteMany({ where: { seenAt: { lt: yesterday } } });
}
