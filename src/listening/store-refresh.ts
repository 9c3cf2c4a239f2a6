import type { Job } from "../jobs.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { againAfterDeadlock } from "../platform/deadlock.ts";
import { engagementOf } from "./mention.ts";
import { nextRefresh } from "./refresh-steps.ts";
import type { RefreshOutcome } from "./source.ts";
import type { SourceClaim } from "./store-sources.ts";

/** A mention whose engagement is to be read anew. */
export interface DueMention {
  id: string;
  remoteId: string;
  sourceRef: string | null;
  collectedAt: Date;
}

/** Sources of which something is due, to be rung for. */
export async function refreshesToRing(db: Database, now: Date): Promise<Job[]> {
  const rows = await db.$queryRaw<{ id: string; at: Date | null }[]>`
    select id, refresh_due_at as at from source s
    where state = 'active' and (refresh_due_at is null or refresh_due_at <= ${now})
      and exists (select from mention m where m.source_id = s.id and m.refresh_at <= ${now})
    order by refresh_due_at nulls first limit 1000`;
  return rows.map(({ id, at }) => ({ name: "refresh", id, dueAt: at ?? now }));
}

/** A source as it is asked for its mentions. */
export type RefreshClaim = Pick<
  SourceClaim,
  "id" | "workspaceId" | "network" | "mode" | "settings" | "baseUrl" | "credentials" | "profile"
>;

/** Takes a source whose mentions are to be read anew. Whoever goes away in between is followed by another. */
export async function claimRefresh(
  db: Database,
  id: string,
  now: Date,
  leaseUntil: Date,
): Promise<RefreshClaim | null> {
  const { count } = await db.source.updateMany({
    where: { id, state: "active", OR: [{ refreshDueAt: null }, { refreshDueAt: { lte: now } }] },
    data: { refreshDueAt: leaseUntil },
  });
  if (count === 0) return null;
  return db.source.findUnique({
    where: { id },
    include: { profile: { select: { id: true, credentials: true } } },
  });
}

export async function releaseRefresh(db: Database, id: string, dueAt: Date): Promise<void> {
  await db.source.updateMany({ where: { id }, data: { refreshDueAt: dueAt } });
}

/** The newest first: where a network allows fewer calls than there are mentions, those still talked about matter. */
export async function dueForRefresh(
  db: Database,
  sourceId: string,
  now: Date,
  limit: number,
): Promise<DueMention[]> {
  return db.mention.findMany({
    where: { sourceId, refreshAt: { lte: now } },
    orderBy: { refreshAt: "desc" },
    select: { id: true, remoteId: true, sourceRef: true, collectedAt: true },
    take: limit,
  });
}

/** Texts that were read anew where each reading has its price: they are part of what the source costs. */
export async function countRead(db: Database, sourceId: string, count: number): Promise<void> {
  await db.source.updateMany({ where: { id: sourceId }, data: { readCount: { increment: count } } });
}

const tooLateSeconds = 6 * 3600;

/** What nobody came to ask for in hours stays as it is. */
export async function leaveLateRefreshes(db: Database, now: Date): Promise<void> {
  await db.$executeRaw`
    update mention set refresh_at = null where id in (
      select m.id from source s cross join lateral (
        select id from mention where source_id = s.id and refresh_at < ${plusSeconds(now, -tooLateSeconds)}
        order by refresh_at limit 5000 for update skip locked) m
      limit 20000)`;
}

/** Writes what was counted anew, moves the counts of hours with it, and says when each is to be read next. */
export async function recount(
  db: Database,
  due: readonly DueMention[],
  counts: Extract<RefreshOutcome, { kind: "counted" }>["counts"],
  now: Date,
): Promise<void> {
  const counted = new Map(counts.map(({ remoteId, ...engagement }) => [remoteId, engagementOf(engagement)]));
  const rows = due.map(({ id, remoteId, collectedAt }) => ({
    id,
    ...(counted.get(remoteId) ?? { likes: null, shares: null, replies: null }),
    next: nextRefresh(collectedAt, now),
  }));
  await againAfterDeadlock(() => db.$transaction((tx) => recountRows(tx, rows)));
}

async function recountRows(tx: Transaction, rows: readonly { id: string }[]): Promise<void> {
  const input = JSON.stringify(rows);
  // Locked first: the statement after it then sees what those it had to wait for wrote.
  await tx.$executeRaw`
    select from mention where id = any(${rows.map(({ id }) => id)}::uuid[]) order by network, remote_id for update`;
  await tx.$executeRaw`
    with x as (
      select * from jsonb_to_recordset(${input}::jsonb) as x(id uuid, likes int, shares int, replies int, next timestamptz)
    ), more as (
      select m.id, x.likes + x.shares + x.replies - m.likes - m.shares - m.replies as more
      from x join mention m using (id)
    ), moved as (
      select l.monitor_id, date_trunc('hour', l.published_at, 'UTC') as hour, l.network, l.language,
        coalesce(l.label::text, 'none') as label, sum(more.more) as more
      from more join mention_monitor l on l.mention_id = more.id where more.more <> 0 group by 1, 2, 3, 4, 5
    ), held as (
      select r.monitor_id, r.hour, r.network, r.language, r.label from rollup r
      join moved using (monitor_id, hour, network, language, label)
      order by 1, 2, 3, 4, 5 for update of r
    ), counted as (
      update rollup r set engagement = r.engagement + moved.more
      from moved join held using (monitor_id, hour, network, language, label)
      where r.monitor_id = moved.monitor_id and r.hour = moved.hour and r.network = moved.network
        and r.language = moved.language and r.label = moved.label
    )
    update mention m set likes = coalesce(x.likes, m.likes), shares = coalesce(x.shares, m.shares),
      replies = coalesce(x.replies, m.replies), refresh_at = x.next
    from x where m.id = x.id`;
}
