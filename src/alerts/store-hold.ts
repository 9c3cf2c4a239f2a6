import type { Alert } from "../generated/prisma/client.ts";
import type { Database } from "../platform/database.ts";

/** A hold that an alert proposes: a person decides (`POST /holds` with this brand and this alert). */
export interface ProposedHold {
  /** The monitor of the kind "brand" that the alert is about. */
  brand: string;
  /** How many profiles speak for it, and how many of their publications wait for their time. */
  profiles: number;
  publications: number;
}

/**
 * While opinion of a brand turns, what is queued for it had better wait for a second look. Null: no brand, nothing
 * queued, the alert is over, or a hold is in force already.
 */
export async function proposedHold(
  db: Database,
  alert: Pick<Alert, "workspaceId" | "monitorId" | "ruleId" | "state">,
): Promise<ProposedHold | null> {
  if (alert.monitorId === null || alert.state === "resolved") return null;
  const rows = await db.$queryRaw<{ profiles: bigint; publications: bigint }[]>`
    select count(distinct f.id) as profiles, count(p.id) as publications
    from monitor m join alert_rule r on r.id = ${alert.ruleId}::uuid and r.kind = 'negative-spike'
    join profile f on f.brand_id = m.id and f.deleted_at is null
    join publication p on p.profile_id = f.id and p.state = 'scheduled'
    where m.id = ${alert.monitorId}::uuid and m.workspace_id = ${alert.workspaceId}::uuid and m.kind = 'brand'
      and not exists (select from hold h where h.workspace_id = m.workspace_id and h.lifted_at is null
        and (h.brand_id = m.id or (h.brand_id is null and h.profile_id is null)))
    having count(p.id) > 0`;
  const [row] = rows;
  return row
    ? { brand: alert.monitorId, profiles: Number(row.profiles), publications: Number(row.publications) }
    : null;
}
