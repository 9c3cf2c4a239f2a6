import { Prisma } from "../generated/prisma/client.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { againAfterDeadlock } from "../platform/deadlock.ts";
import { keepAuthors } from "./store-authors.ts";
import { keepSites, startOfDay } from "./store-sites.ts";

/** What is counted ahead: the authors of an hour, the sites of a day. */
export type Ahead = "authors" | "sites";

/** A slice counts about so many mentions (one day may hold more): some hundredths of a second. */
const mentionsAtOnce = 10_000;
const hoursAtOnce = 500;
const daysAtOnce = 100;

/** Spells `AHEA`: who counts a slice holds this advisory lock until the slice is committed, or its program gone. */
const aheadLock = 0x41484541;

/** The version that the last change of any hour got. */
export async function newestVersion(db: Database): Promise<bigint> {
  const [row] = await db.$queryRaw<{ version: bigint }[]>`select last_value as version from hour_version`;
  return row?.version ?? 0n;
}

/**
 * Counts the newest that is still to be counted, in one transaction: a program that dies leaves nothing half done.
 * @param before hours and days that begin later are not over
 * @param upTo versions of hours beyond it are left to a later pass
 * @returns for how many hours there is nothing to be done any more; null: somebody else is counting
 */
export async function countSlice(
  db: Database,
  what: Ahead,
  { before, upTo }: { before: Date; upTo: bigint },
): Promise<number | null> {
  const count = () =>
    db.$transaction(
      async (tx) => {
        const [lock] = await tx.$queryRaw<{ got: boolean }[]>`
          select pg_try_advisory_xact_lock(${aheadLock}) as got`;
        if (!lock?.got) return null;
        const hours = await holdDue(tx, what, before, upTo);
        if (hours.length === 0) return 0;
        await keep[what](tx, hours);
        return markKept(tx, what, hours);
      },
      { timeout: 120_000, maxWait: 30_000 },
    );
  return againAfterDeadlock(count);
}

interface Hour {
  monitor: string;
  hour: Date;
  version: bigint;
}

/**
 * The hours of a slice. Until it is committed they may change, but not go: what is kept of an hour that goes goes with
 * it, and would stay if it were written at that instant.
 */
async function holdDue(tx: Transaction, what: Ahead, before: Date, upTo: bigint): Promise<Hour[]> {
  return tx.$queryRaw`
    with picked as materialized (${what === "authors" ? dueHours(before, upTo) : dueDays(before, upTo)})
    select h.monitor_id as monitor, h.hour, h.version
    from picked p join hour_rollup h on h.monitor_id = p.monitor_id and h.hour >= p.start_at and h.hour < p.end_at
    order by h.monitor_id, h.hour for key share of h skip locked`;
}

const mentionsOf = Prisma.sql`h.negative + h.neutral + h.positive + h.unscored`;

function dueHours(before: Date, upTo: bigint): Prisma.Sql {
  return Prisma.sql`
    select monitor_id, hour as start_at, hour + interval '1 hour' as end_at from (
      select monitor_id, hour, sum(mentions) over (order by hour desc, monitor_id) - mentions as newer from (
        select h.monitor_id, h.hour, ${mentionsOf} as mentions from hour_rollup h
        where not h.authors_kept and h.hour < ${before} and h.version <= ${upTo}
        order by h.hour desc, h.monitor_id limit ${hoursAtOnce}) due
    ) counted where newer < ${mentionsAtOnce}`;
}

function dueDays(before: Date, upTo: bigint): Prisma.Sql {
  return Prisma.sql`
    select monitor_id, day as start_at, day + interval '24 hours' as end_at from (
      select monitor_id, day, sum(mentions) over (order by day desc, monitor_id) - mentions as newer from (
        select monitor_id, day, (
          select sum(${mentionsOf}) from hour_rollup h
          where h.monitor_id = due.monitor_id and h.hour >= due.day and h.hour < due.day + interval '24 hours'
        ) as mentions
        from (
          select distinct monitor_id, date_trunc('day', hour, 'UTC') as day from (
            select h.monitor_id, h.hour from hour_rollup h
            where not h.sites_kept and h.hour < ${before} and h.version <= ${upTo}
            order by h.hour desc, h.monitor_id limit ${hoursAtOnce}) newest
          order by day desc, monitor_id limit ${daysAtOnce}) due
      ) sized
    ) counted where newer < ${mentionsAtOnce}`;
}

const keep = {
  authors: (tx: Transaction, hours: readonly Hour[]) =>
    keepAuthors(
      tx,
      Prisma.sql`
        select * from unnest(${hours.map(({ monitor }) => monitor)}::uuid[], ${hours.map(({ hour }) => hour)}::timestamptz[])
          as h(monitor_id, hour)`,
    ),
  sites(tx: Transaction, hours: readonly Hour[]) {
    const days = hours.map(({ monitor, hour }) => ({ monitor, day: startOfDay(hour) }));
    return keepSites(tx, [
      ...new Map(days.map((day) => [`${day.monitor} ${day.day.getTime()}`, day])).values(),
    ]);
  },
} satisfies Record<Ahead, (tx: Transaction, hours: readonly Hour[]) => Promise<void>>;

/** An hour that changed since it was read, or is just being changed, stays due. */
async function markKept(tx: Transaction, what: Ahead, hours: readonly Hour[]): Promise<number> {
  const column = Prisma.raw(what === "authors" ? "authors_kept" : "sites_kept");
  return tx.$executeRaw`
    with counted as materialized (
      select h.monitor_id, h.hour
      from unnest(${hours.map(({ monitor }) => monitor)}::uuid[], ${hours.map(({ hour }) => hour)}::timestamptz[],
        ${hours.map(({ version }) => version)}::bigint[]) as c(monitor_id, hour, version)
      join hour_rollup h on h.monitor_id = c.monitor_id and h.hour = c.hour and h.version = c.version
      where not h.${column} order by 1, 2 for no key update of h skip locked
    )
    update hour_rollup h set ${column} = true from counted c where h.monitor_id = c.monitor_id and h.hour = c.hour`;
}
