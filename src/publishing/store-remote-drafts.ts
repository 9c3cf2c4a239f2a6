import type { Job } from "../jobs.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import type { WithdrawalDecision } from "./decision.ts";
import type { StepValue } from "./publisher.ts";
import { tellOf } from "./store-events.ts";

/** How long a try may take before another may begin. */
const leaseSeconds = 120;

/** Drafts that are to be taken away now. Those of profiles that are gone or lost their access wait. */
export async function remoteDraftsToRing(db: Database, now: Date): Promise<Job[]> {
  const rows = await db.remoteDraft.findMany({
    where: { dueAt: { lte: now }, profile: { deletedAt: null, state: "connected" } },
    select: { id: true, dueAt: true },
    orderBy: { dueAt: "asc" },
    take: 500,
  });
  return rows.map(({ id, dueAt }) => ({ name: "withdraw", id, dueAt }));
}

export interface RemoteDraftClaim {
  id: string;
  publicationId: string;
  value: StepValue;
  /** This one included. */
  tries: number;
  profile: { id: string; network: string; baseUrl: string; credentials: string };
}

/** Takes a draft for one try. */
export async function claimRemoteDraft(
  db: Database,
  id: string,
  now: Date,
): Promise<RemoteDraftClaim | null> {
  const { count } = await db.remoteDraft.updateMany({
    where: { id, dueAt: { lte: now } },
    data: { dueAt: plusSeconds(now, leaseSeconds), tries: { increment: 1 } },
  });
  if (count === 0) return null;
  const row = await db.remoteDraft.findUnique({
    where: { id },
    select: {
      id: true,
      publicationId: true,
      value: true,
      tries: true,
      profile: { select: { id: true, network: true, baseUrl: true, credentials: true } },
    },
  });
  return row && { ...row, value: row.value as StepValue };
}

/** Writes what came of a try. A draft that stays is told on its publication, where that is still there. */
export async function settleRemoteDraft(
  db: Database,
  { id, publicationId }: RemoteDraftClaim,
  decision: WithdrawalDecision,
  now: Date,
): Promise<void> {
  switch (decision.kind) {
    case "gone":
      await db.remoteDraft.deleteMany({ where: { id } });
      return;
    case "again":
      await db.remoteDraft.updateMany({ where: { id }, data: { dueAt: decision.dueAt } });
      return;
    case "leave":
      await db.$transaction(async (tx) => {
        await tx.remoteDraft.deleteMany({ where: { id } });
        await tx.publication.updateMany({
          where: { id: publicationId, state: "cancelled" },
          data: { errorCode: "draft_left", errorDetail: decision.detail, updatedAt: now },
        });
        await tellOf(tx, { id: publicationId }, now);
      });
  }
}
