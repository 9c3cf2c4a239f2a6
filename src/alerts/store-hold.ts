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
 * While opinion of a brand turns, what is queued for it had better wait for a second look. Alerts without a brand or
 * with nothing queued, that are over, or on whose brand a hold is in force already, are absent.
 */
export async function proposedHolds(
  db: Database,
  alerts: readonly Pick<Alert, "id" | "monitorId" | "state">[],
): Promise<Map<string, ProposedHold>> {
  const asked = alerts.filter(({ monitorId, state }) => monitorId !== null && state !== "resolved");
  if (asked.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; brand: string; profiles: bigint; publications: bigint }[]>`
    select a.id, m.id as brand, count(distinct f.id) as profiles, count(p.id) as publications
    from alert a join monitor m on m.id = a.monitor_id and m.workspace_id = a.workspace_id and m.kind = 'brand'
    join alert_rule r on r.id = a.rule_id and r.kind = 'negative-spike'
    join profile f on f.brand_id = m.id and f.deleted_at is null
    join publication p on p.profile_id = f.id and p.state = 'scheduled'
    where a.id = any(${asked.map(({ id }) => id)}::uuid[])
      and not exists (select from hold h where h.workspace_id = m.workspace_id and h.lifted_at is null
        and (h.brand_id = m.id or (h.brand_id is null and h.profile_id is null)))
    group by 1, 2`;
  return new Map(
    rows.map(({ id, brand, profiles, publications }) => [
      id,
      { brand, profiles: Number(profiles), publications: Number(publications) },
    ]),
  );
}
