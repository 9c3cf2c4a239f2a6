import { plusSeconds } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import { againAfterDeadlock } from "../platform/deadlock.ts";
import type { Platform } from "../platform/platform.ts";
import { removeLocked } from "./store-changes.ts";

const atOnce = 500;
const daySeconds = 86_400;

/**
 * Removes the mentions of each workspace that were published longer ago than it keeps them, and takes them out of the
 * counts in the same transaction: a figure never tells of mentions that nobody can look at. Several may do it at once.
 * @param signal ends it between two batches
 */
export async function sweepOldMentions(
  ctx: Pick<Platform, "db" | "clock">,
  signal?: AbortSignal,
): Promise<number> {
  const workspaces = await ctx.db.workspace.findMany({
    where: { retentionDays: { not: null } },
    select: { id: true, retentionDays: true },
  });
  let removed = 0;
  for (const { id, retentionDays } of workspaces) {
    const before = plusSeconds(ctx.clock(), -(retentionDays ?? 0) * daySeconds);
    for (let taken = atOnce; taken === atOnce && !signal?.aborted; removed += taken)
      taken = await removeOlder(ctx.db, id, before);
  }
  return removed;
}

async function removeOlder(db: Database, workspaceId: string, before: Date): Promise<number> {
  const remove = () =>
    db.$transaction(
      async (tx) => {
        const locked = await tx.$queryRaw<{ id: string }[]>`
          select id from mention where workspace_id = ${workspaceId}::uuid and published_at < ${before}
          order by published_at limit ${atOnce} for update skip locked`;
        await removeLocked(
          tx,
          locked.map(({ id }) => id),
        );
        return locked.length;
      },
      { timeout: 60_000, maxWait: 30_000 },
    );
  return againAfterDeadlock(remove);
}
