import type { Prisma } from "../generated/prisma/client.ts";
import type { Job } from "../jobs.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database, Transaction } from "../platform/database.ts";
import type { Quota } from "./quota.ts";
import type { Cursor, Rejected } from "./source.ts";
import { shortLine, storableJson } from "./storable.ts";

/** A source taken for work. */
export interface SourceClaim {
  id: string;
  /** Who holds it: as whom it is handed back. */
  owner: string;
  workspaceId: string;
  network: string;
  mode: string;
  settings: Prisma.JsonValue;
  baseUrl: string;
  /** Sealed: its own, or null. */
  credentials: string | null;
  profile: { id: string; credentials: string } | null;
  intervalSeconds: number;
  cursor: Cursor | null;
  failureCount: number;
  /** Polls in a row that found nothing. */
  emptyCount: number;
}

/**
 * Takes a source that is due (or, for a stream, that nobody holds) under a lease.
 * @returns null when somebody else has it, or it is paused or refused
 */
export async function claimSource(
  db: Database,
  id: string,
  { now, owner, leaseSeconds, stream }: { now: Date; owner: string; leaseSeconds: number; stream: boolean },
): Promise<SourceClaim | null> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    update source set lease_owner = ${owner}, lease_until = ${plusSeconds(now, leaseSeconds)}, rung_at = null,
      read_since = coalesce(read_since, ${now})
    where id = ${id}::uuid and state in ('active', 'failing') and (mode = 'stream') = ${stream}
      and (lease_until is null or lease_until < ${now}) and due_at <= ${now}
    returning id`;
  if (rows.length === 0) return null;
  const source = await db.source.findUniqueOrThrow({
    where: { id },
    include: { profile: { select: { id: true, credentials: true } } },
  });
  return { ...source, owner, cursor: source.cursor as Cursor | null };
}

/** Keeps a stream's lease. @returns false when it is no longer ours, or the source was paused or removed */
export async function renewSourceLease(
  db: Database,
  id: string,
  owner: string,
  until: Date,
): Promise<boolean> {
  const { count } = await db.source.updateMany({
    where: { id, leaseOwner: owner, state: { in: ["active", "failing"] } },
    data: { leaseUntil: until },
  });
  return count === 1;
}

/**
 * Moves the cursor of a source that is still ours: for use alongside `storeMentions`.
 * @param cursor null: it stays where it is, and only what was read is counted
 * @throws when another worker took the source over: the batch is then rolled back, the other one stores it
 */
export async function moveCursor(
  tx: Transaction,
  id: string,
  owner: string,
  cursor: Cursor | null,
  change: { found: number; now: Date; quota?: Quota | null; leaseSeconds?: number },
): Promise<void> {
  const { count } = await tx.source.updateMany({
    where: { id, leaseOwner: owner },
    data: {
      ...(cursor ? { cursor: storableJson(cursor) as Prisma.InputJsonObject } : {}),
      lastPolledAt: change.now,
      // What gives is well: a stream that had failed has no other end at which to say so.
      state: "active",
      failureCount: 0,
      lastError: null,
      ...(change.leaseSeconds ? { leaseUntil: plusSeconds(change.now, change.leaseSeconds) } : {}),
      ...(change.quota ? { quota: change.quota } : {}),
      readCount: { increment: change.found },
      ...(change.found > 0 ? { lastFoundAt: change.now } : {}),
    },
  });
  if (count !== 1) throw new Error(`the source ${id} was taken over by another worker`);
}

/** Whether it is still there: it, or its whole workspace, may be removed while it is read. */
export async function isThere(db: Database, id: string): Promise<boolean> {
  return (await db.source.count({ where: { id } })) > 0;
}

const longestErrorLength = 1000;

/** Hands a source back, with what is known of it now. */
export async function releaseSource(
  db: Database,
  id: string,
  owner: string,
  { lastError, ...data }: Prisma.SourceUpdateManyMutationInput & { lastError?: string | null },
): Promise<void> {
  // The words of a server, which may be any.
  const said = typeof lastError === "string" ? shortLine(lastError, longestErrorLength) : lastError;
  await db.source.updateMany({
    where: { id, leaseOwner: owner },
    data: {
      ...data,
      ...(said === undefined ? {} : { lastError: said }),
      leaseOwner: null,
      leaseUntil: null,
      rungAt: null,
    },
  });
}

/** Lets polled sources that share a quota wait until it is whole again: the caller is the same to their server. */
export async function pauseSharers(db: Database, id: string, quotaKey: string, until: Date): Promise<void> {
  await db.source.updateMany({
    where: {
      id: { not: id },
      quotaKey,
      mode: { not: "stream" },
      state: { in: ["active", "failing"] },
      dueAt: { lt: until },
    },
    data: { dueAt: until, rungAt: null },
  });
}

/** Keeps items that could not be read, with the newest reason, for a person to see. The newest hundred per source. */
export async function setAside(
  db: Database,
  sourceId: string,
  items: readonly Rejected[],
  now: Date,
): Promise<void> {
  if (items.length === 0) return;
  const reasons = new Map(
    items.map(({ remoteId, reason }) => [shortLine(remoteId ?? "", 500) || "?", shortLine(reason, 500)]),
  );
  const newest = [...reasons].slice(-mostSetAside);
  await db.$executeRaw`
    insert into rejected_item (id, source_id, remote_id, reason, at)
    select gen_random_uuid(), ${sourceId}::uuid, remote_id, reason, ${now}
    from unnest(${newest.map(([remoteId]) => remoteId)}::text[], ${newest.map(([, reason]) => reason)}::text[])
      as x(remote_id, reason)
    order by remote_id
    on conflict (source_id, remote_id) do update set reason = excluded.reason, at = excluded.at`;
  await db.$executeRaw`
    delete from rejected_item where id in (
      select id from rejected_item where source_id = ${sourceId}::uuid order by at desc, id desc offset ${mostSetAside})`;
}

const mostSetAside = 100;

const ringAgainSeconds = 60;

/** Polled sources to ring for, marked as rung. See publishing's `takeToRing`. */
export async function takeToRing(
  db: Database,
  { now, horizon, everything }: { now: Date; horizon: Date; everything: boolean },
): Promise<Job[]> {
  const rows = await db.$queryRaw<{ id: string; due_at: Date }[]>`
    with picked as (
      select id from source
      where state in ('active', 'failing') and mode <> 'stream' and due_at <= ${horizon}
        and (rung_at is null or (${everything} and rung_at < ${now})
          or greatest(due_at, lease_until, rung_at) < ${plusSeconds(now, -ringAgainSeconds)})
      order by due_at limit 1000 for update skip locked
    )
    update source s set rung_at = ${now} from picked where s.id = picked.id returning s.id, s.due_at`;
  return rows.map(({ id, due_at }) => ({ name: "poll", id, dueAt: due_at < now ? now : due_at }));
}

/** Streams that nobody holds at present. */
export async function looseStreams(db: Database, now: Date): Promise<string[]> {
  const rows = await db.source.findMany({
    where: {
      mode: "stream",
      state: { in: ["active", "failing"] },
      dueAt: { lte: now },
      OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
    },
    select: { id: true },
    take: 100,
  });
  return rows.map(({ id }) => id);
}
