import { Prisma } from "../generated/prisma/client.ts";
import type { PublicationState } from "../generated/prisma/enums.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { tell } from "./store-events.ts";

/**
 * The holds in force over publication `p` on profile `f`, as a query without columns. A hold names a profile, a
 * brand, or neither: then it is over the whole workspace.
 */
export function holdsOver(): Prisma.Sql {
  return Prisma.sql`select from hold h where h.workspace_id = p.workspace_id and h.lifted_at is null
          and (h.profile_id is null or h.profile_id = p.profile_id)
          and (h.brand_id is null or h.brand_id = f.brand_id)`;
}

/**
 * Moves to `held` what a hold is over, and what came to its time without approval. The claim refuses both by itself:
 * this makes it seen.
 */
export async function holdStopped(db: Database, now: Date): Promise<number> {
  const rows = await db.$queryRaw<{ held: bigint }[]>`
    with claimed as (
      update publication p set state = 'held', version = p.version + 1, due_at = null, rung_at = null,
        updated_at = ${now}, error_code = case when stopped.by_hold then 'on_hold' else 'not_approved' end
      from (
      select id, bool_or(by_hold) as by_hold from (
        select p.id, true as by_hold from hold h
        join publication p on p.workspace_id = h.workspace_id and p.state = 'scheduled'
        join profile f on f.id = p.profile_id
        where h.lifted_at is null and (h.profile_id is null or h.profile_id = p.profile_id)
          and (h.brand_id is null or h.brand_id = f.brand_id)
        union all
        select p.id, false from publication p
        where p.state = 'scheduled' and p.due_at <= ${now} and not p.approved
        ) each group by id
      ) stopped
      where p.id = stopped.id and p.state = 'scheduled'
      returning p.*
    ), ${tell()}
    select count(*) as held from claimed`;
  return Number(rows[0]?.held ?? 0);
}

/** Moves what a new hold is over to `held`, in the transaction that places it. */
export async function holdScope(
  tx: Transaction,
  scope: { workspaceId: string; profileId: string | null; brandId: string | null },
  now: Date,
): Promise<number> {
  const rows = await tx.$queryRaw<{ held: bigint }[]>`
    with claimed as (
      update publication p set state = 'held', version = p.version + 1, due_at = null, rung_at = null,
        updated_at = ${now}, error_code = 'on_hold'
      from profile f
      where p.workspace_id = ${scope.workspaceId}::uuid and p.state = 'scheduled' and f.id = p.profile_id
        and (${scope.profileId}::uuid is null or p.profile_id = ${scope.profileId}::uuid)
        and (${scope.brandId}::uuid is null or f.brand_id = ${scope.brandId}::uuid)
      returning p.*
    ), ${tell()}
    select count(*) as held from claimed`;
  return Number(rows[0]?.held ?? 0);
}

/** Moves to `held` what was just scheduled under a hold, so that the answer says so at once. */
export async function holdCovered(tx: Transaction, postIds: readonly string[], now: Date): Promise<void> {
  await tx.$executeRaw`
    with claimed as (
      update publication p set state = 'held', version = p.version + 1, due_at = null, rung_at = null,
        updated_at = ${now}, error_code = 'on_hold'
      from profile f
      where p.post_id = any(${[...postIds]}::uuid[]) and p.state = 'scheduled' and f.id = p.profile_id
        and exists (${holdsOver()})
      returning p.*
    ), ${tell()}
    select count(*) from claimed`;
}

/** A publication that waits for a hold to be lifted. */
export interface HeldRow {
  id: string;
  postId: string;
  profileId: string;
  profileName: string;
  network: string;
  /** The beginning of what goes out there. */
  text: string;
  scheduledAt: Date | null;
}

/** What only this hold keeps back: another one in force over a publication goes on keeping it. */
export async function heldOnlyBy(tx: Transaction, workspaceId: string, holdId: string): Promise<HeldRow[]> {
  return tx.$queryRaw<HeldRow[]>`
    select p.id, p.post_id as "postId", p.profile_id as "profileId", f.name as "profileName",
      p.network, left(coalesce(v.text, o.text), 200) as text, p.scheduled_at as "scheduledAt"
    from hold own
    join publication p on p.workspace_id = own.workspace_id
    join profile f on f.id = p.profile_id
    join post o on o.id = p.post_id
    left join post_variant v on v.post_id = p.post_id and v.profile_id = p.profile_id
    where own.id = ${holdId}::uuid and own.workspace_id = ${workspaceId}::uuid
      and p.state = 'held' and p.error_code = 'on_hold'
      and (own.profile_id is null or own.profile_id = p.profile_id)
      and (own.brand_id is null or own.brand_id = f.brand_id)
      and not exists (${holdsOver()} and h.id <> own.id)
    order by p.scheduled_at, p.id
    for update of p`;
}

/** What becomes of a publication, and what else its profile sends out within a quarter of an hour. */
export interface Outlook {
  id: string;
  state: PublicationState;
  scheduledAt: Date | null;
  /** When the nearest of them goes out; null: none does. */
  near: Date | null;
}

/** Where publications stand, the soonest first. */
export async function outlookOf(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Outlook[]> {
  return tx.$queryRaw<Outlook[]>`
    select p.id, p.state, p.scheduled_at as "scheduledAt", (
      select o.scheduled_at from publication o
      where p.state = 'scheduled' and o.profile_id = p.profile_id and o.id <> p.id
        and o.state in ('scheduled', 'publishing', 'published', 'unconfirmed')
        and o.scheduled_at > p.scheduled_at - interval '15 minutes'
        and o.scheduled_at < p.scheduled_at + interval '15 minutes'
      order by abs(extract(epoch from o.scheduled_at - p.scheduled_at)) limit 1
    ) as near
    from publication p where p.workspace_id = ${workspaceId}::uuid and p.id = any(${[...ids]}::uuid[])
    order by p.scheduled_at nulls last, p.id`;
}

/** When publications of a profile go out, or went out a moment ago. */
export async function takenTimes(tx: Transaction, profileId: string, now: Date): Promise<Date[]> {
  const rows = await tx.publication.findMany({
    where: {
      profileId,
      scheduledAt: { gt: plusSeconds(now, -900) },
      state: { in: ["scheduled", "publishing", "published", "unconfirmed"] },
    },
    select: { scheduledAt: true },
  });
  return rows.flatMap(({ scheduledAt }) => scheduledAt ?? []);
}
