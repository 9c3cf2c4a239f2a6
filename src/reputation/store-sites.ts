import { Prisma } from "../generated/prisma/client.ts";
import type { Database, Transaction } from "../platform/database.ts";
import type { Count } from "./figures.ts";
import { signature } from "./hour-signature.ts";
import type { KeyedCount } from "./store-counts.ts";

/** How often days are counted anew that are missing, or no longer right, before they are counted directly. */
const mostTries = 2;
const dayMilliseconds = 86_400_000;

/** In UTC, as days are kept. */
export function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / dayMilliseconds) * dayMilliseconds);
}

/** A stretch of time within a bucket. */
export interface Stretch {
  from: Date;
  to: Date;
}

/** Days (UTC) that lie whole in a bucket, and what of the buckets lies in none of them. */
export function wholeDays(times: readonly Date[]): {
  days: { bucket: number; day: Date }[];
  rest: Stretch[];
} {
  const days: { bucket: number; day: Date }[] = [];
  const rest: Stretch[] = [];
  for (const [index, to] of times.slice(1).entries()) {
    const from = times[index] ?? to;
    const first = Math.ceil(from.getTime() / dayMilliseconds) * dayMilliseconds;
    const end = startOfDay(to).getTime();
    if (first >= end) {
      rest.push({ from, to });
      continue;
    }
    for (let day = first; day < end; day += dayMilliseconds)
      days.push({ bucket: index + 1, day: new Date(day) });
    rest.push({ from, to: new Date(first) }, { from: new Date(end), to });
  }
  return { days, rest: rest.filter(({ from, to }) => from < to) };
}

/** As kept: by site (empty: none), in the order of `Count`. */
type KeptSites = Record<
  string,
  [negative: number, neutral: number, positive: number, unscored: number, reach: number, engagement: number]
>;

/**
 * Counts by site of whole days. They are kept by day (`day_sites`), good as long as the hours of the day have the same
 * versions. Days that are over are kept ahead (`ahead.ts`); what is not kept is written when it is asked for.
 * @returns null when days change faster than they are counted
 */
export async function sitesOfDays(
  db: Database,
  monitors: readonly string[],
  days: readonly { bucket: number; day: Date }[],
): Promise<KeyedCount[] | null> {
  for (let tries = 1; ; tries += 1) {
    const rows = await readDays(db, monitors, days);
    const missing = rows.filter(({ sites }) => sites === null);
    if (missing.length === 0) return added(rows);
    if (tries > mostTries) return null;
    await keepSites(db, missing);
  }
}

interface Day {
  bucket: number;
  monitor: string;
  day: Date;
  sites: KeptSites | null;
}

async function readDays(
  db: Database,
  monitors: readonly string[],
  days: readonly { bucket: number; day: Date }[],
): Promise<Day[]> {
  return db.$queryRaw`
    select d.bucket, m.id as monitor, d.day, s.sites
    from unnest(${[...monitors]}::uuid[]) as m(id)
    cross join unnest(${days.map(({ bucket }) => bucket)}::int[], ${days.map(({ day }) => day)}::timestamptz[])
      as d(bucket, day)
    cross join lateral (
      select ${signature} as signature from hour_rollup h
      where h.monitor_id = m.id and h.hour >= d.day and h.hour < d.day + interval '24 hours') now
    left join day_sites s on s.monitor_id = m.id and s.day = d.day and s.signature = now.signature
    where now.signature is not null`;
}

/**
 * Keeps the sites of these days, but for those that are kept and right. Signature and counts are read in one statement,
 * so what is kept is right for its signature, whatever is stored meanwhile.
 */
export async function keepSites(
  db: Transaction,
  days: readonly { monitor: string; day: Date }[],
): Promise<void> {
  await db.$executeRaw`
    with wanted as materialized (
      select d.monitor_id, d.day, now.signature
      from unnest(${days.map(({ monitor }) => monitor)}::uuid[], ${days.map(({ day }) => day)}::timestamptz[])
        as d(monitor_id, day)
      cross join lateral (
        select ${signature} as signature from hour_rollup h
        where h.monitor_id = d.monitor_id and h.hour >= d.day and h.hour < d.day + interval '24 hours') now
      left join day_sites s on s.monitor_id = d.monitor_id and s.day = d.day and s.signature = now.signature
      where now.signature is not null and s.day is null
    ), counted as (${countedSites(Prisma.sql`wanted`)})
    insert into day_sites (monitor_id, day, signature, sites)
    select w.monitor_id, w.day, w.signature, coalesce(c.sites, '{}'::jsonb)
    from wanted w left join counted c using (monitor_id, day) order by 1, 2
    on conflict (monitor_id, day) do update set signature = excluded.signature, sites = excluded.sites`;
}

/** The counts by site of the days (`monitor_id`, `day`) in a table, from the mentions themselves. */
function countedSites(days: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select monitor_id, day, jsonb_object_agg(site, counts) as sites from (
      select w.monitor_id, w.day, coalesce(l.site, '') as site, jsonb_build_array(
        count(*) filter (where l.label = 'negative'), count(*) filter (where l.label = 'neutral'),
        count(*) filter (where l.label = 'positive'), count(*) filter (where l.label is null),
        sum(coalesce(m.author_followers, 0)), sum(m.likes + m.shares + m.replies)) as counts
      from ${days} w
      cross join lateral (
        select * from mention_monitor l where l.monitor_id = w.monitor_id
          and l.published_at >= w.day and l.published_at < w.day + interval '24 hours' offset 0) l
      cross join lateral (
        select author_followers, likes, shares, replies from mention m where m.id = l.mention_id offset 0) m
      group by 1, 2, 3
    ) by_site group by 1, 2`;
}

function added(days: readonly Day[]): KeyedCount[] {
  const sums = new Map<string, KeyedCount>();
  for (const { bucket, sites } of days)
    for (const [site, counts] of Object.entries(sites ?? {})) {
      const key = `${bucket} ${site}`;
      const sum = sums.get(key) ?? { bucket, key: site === "" ? null : site, ...nothing };
      for (const [index, name] of fields.entries()) sum[name] += counts[index] ?? 0;
      sums.set(key, sum);
    }
  return [...sums.values()];
}

const fields = ["negative", "neutral", "positive", "unscored", "reach", "engagement"] as const;
const nothing: Count = { negative: 0, neutral: 0, positive: 0, unscored: 0, reach: 0, engagement: 0 };

/** A kept day that has not changed since and is not what its mentions say. */
export interface SiteDifference {
  monitorId: string;
  day: Date;
  /** How many sites each has. */
  kept: number;
  counted: number;
}

export async function siteDifferences(db: Transaction): Promise<SiteDifference[]> {
  return db.$queryRaw`
    with kept as materialized (
      select k.monitor_id, k.day, k.sites from day_sites k
      cross join lateral (
        select ${signature} as signature from hour_rollup h
        where h.monitor_id = k.monitor_id and h.hour >= k.day and h.hour < k.day + interval '24 hours') now
      where now.signature = k.signature
    ), counted as (${countedSites(Prisma.sql`kept`)})
    select monitor_id as "monitorId", day, (select count(*) from jsonb_object_keys(k.sites))::int as kept,
      (select count(*) from jsonb_object_keys(coalesce(c.sites, '{}'::jsonb)))::int as counted
    from kept k left join counted c using (monitor_id, day)
    where k.sites is distinct from coalesce(c.sites, '{}'::jsonb)
    order by 1, 2 limit 1000`;
}
