import { Prisma } from "../generated/prisma/client.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { distinctCount } from "./distinct.ts";
import { signature } from "./hour-signature.ts";
import { cutHours } from "./period.ts";
import { endsOf, type FigureFilter, isEmpty, linkConditions } from "./store-counts.ts";

/** How often hours are read anew whose authors were not kept, or no longer right, before they are counted directly. */
const mostTries = 2;

/**
 * Distinct authors of a monitor in each bucket. They cannot be added up; so the authors of each hour are kept as
 * hashes (`hour_authors`), good as long as nothing changed in the hour, and a bucket is the union of its hours. How
 * many there are in a bucket of whole hours is kept as well (`author_count`), good as long as its hours have the same
 * versions. Hours that are over are kept ahead (`ahead.ts`); what is not kept is written when it is asked for.
 * @returns by bucket, counted from one
 */
export async function authorsByBucket(
  db: Database,
  monitorId: string,
  bounds: readonly Date[],
  filter: FigureFilter,
): Promise<Map<number, number>> {
  const times = [...bounds];
  if (!isEmpty(filter)) return countDirectly(db, monitorId, times, filter);
  const known = await knownCounts(db, monitorId, times);
  const others = times.slice(0, -1).flatMap((_, index) => (known.has(index + 1) ? [] : [index + 1]));
  if (others.length === 0) return known;
  for (let tries = 1; ; tries += 1) {
    const [hours, edges] = await Promise.all([
      readHours(db, monitorId, times, others),
      readEdges(db, monitorId, times),
    ]);
    if (hours.every(({ missing }) => missing === 0n)) {
      const counts = unite([...hours, ...edges]);
      await keepCounts(db, monitorId, times, hours, counts);
      return new Map([...known, ...counts]);
    }
    if (tries > mostTries) return countDirectly(db, monitorId, times, filter);
    await keepHours(db, monitorId, times);
  }
}

/** Whether no bound cuts an hour of the bucket in two. */
function isWhole(times: readonly Date[], bucket: number): boolean {
  return cutHours(times.slice(bucket - 1, bucket + 1)).length === 0;
}

/** What is known without bringing hashes together: counts that are kept, and buckets with one hour or none. */
async function knownCounts(db: Database, monitorId: string, times: Date[]): Promise<Map<number, number>> {
  const [first, last] = endsOf(times);
  const rows = await db.$queryRaw<{ bucket: number; kept: number | null }[]>`
    select b.bucket, case when b.hours = 1 then (
        select octet_length(a.authors) / 8 from hour_authors a
        where a.monitor_id = ${monitorId}::uuid and a.hour = b.first and a.version = b.version
      ) else k.authors end as kept
    from (
      select width_bucket(h.hour, ${times}::timestamptz[]) as bucket, count(*) as hours, ${signature} as signature,
        min(h.hour) as first, min(h.version) as version
      from hour_rollup h
      where h.monitor_id = ${monitorId}::uuid and h.hour >= ${first} and h.hour < ${last}
      group by 1
    ) b left join author_count k on k.monitor_id = ${monitorId}::uuid and k.signature = b.signature
      and k.start_at = (${times}::timestamptz[])[b.bucket] and k.end_at = (${times}::timestamptz[])[b.bucket + 1]`;
  const found = new Map(rows.map(({ bucket, kept }) => [bucket, kept]));
  return new Map(
    times.slice(0, -1).flatMap((_, index) => {
      const count = found.has(index + 1) ? found.get(index + 1) : 0;
      return typeof count === "number" && isWhole(times, index + 1) ? [[index + 1, count] as const] : [];
    }),
  );
}

interface Hashes {
  bucket: number;
  /** 8 bytes for each, one after another, in base64: the driver is slow with bytes. */
  authors: string | null;
}

interface HourHashes extends Hashes {
  missing: bigint;
  hours: bigint;
  signature: bigint;
}

async function readHours(
  db: Database,
  monitorId: string,
  times: Date[],
  buckets: readonly number[],
): Promise<HourHashes[]> {
  const starts = buckets.map((bucket) => times[bucket - 1]);
  const ends = buckets.map((bucket) => times[bucket]);
  return db.$queryRaw`
    select b.bucket, count(*) filter (where a.hour is null) as missing, count(*) as hours, ${signature} as signature,
      encode(string_agg(a.authors, ''::bytea), 'base64') as authors
    from unnest(${buckets}::int[], ${starts}::timestamptz[], ${ends}::timestamptz[]) as b(bucket, start_at, end_at)
    join hour_rollup h on h.monitor_id = ${monitorId}::uuid and h.hour >= b.start_at and h.hour < b.end_at
      and h.hour <> all(${cutHours(times)}::timestamptz[])
    left join hour_authors a on a.monitor_id = h.monitor_id and a.hour = h.hour and a.version = h.version
    group by 1`;
}

/** Keeps how many authors buckets of whole hours have; those of a single hour are read from it. */
async function keepCounts(
  db: Database,
  monitorId: string,
  times: readonly Date[],
  hours: readonly HourHashes[],
  counts: ReadonlyMap<number, number>,
): Promise<void> {
  const kept = hours.filter((hour) => hour.hours > 1n && isWhole(times, hour.bucket));
  if (kept.length === 0) return;
  await db.$executeRaw`
    insert into author_count (monitor_id, start_at, end_at, signature, authors)
    select ${monitorId}::uuid, * from unnest(${kept.map(({ bucket }) => times[bucket - 1])}::timestamptz[],
      ${kept.map(({ bucket }) => times[bucket])}::timestamptz[], ${kept.map((hour) => hour.signature)}::bigint[],
      ${kept.map(({ bucket }) => counts.get(bucket) ?? 0)}::int[]) as c(start_at, end_at, signature, authors)
    order by start_at, end_at
    on conflict (monitor_id, start_at, end_at) do update
      set signature = excluded.signature, authors = excluded.authors`;
}

/** The authors in hours that a bound cuts in two. */
async function readEdges(db: Database, monitorId: string, times: Date[]): Promise<Hashes[]> {
  const cut = cutHours(times);
  if (cut.length === 0) return [];
  const [first, last] = endsOf(times);
  return db.$queryRaw`
    select bucket, encode(string_agg(int8send(author), ''::bytea), 'base64') as authors from (
      select distinct width_bucket(l.published_at, ${times}::timestamptz[]) as bucket,
        hashtextextended(l.network || ' ' || lower(l.author), 0) as author
      from unnest(${cut}::timestamptz[]) as hour
      cross join lateral (
        select * from mention_monitor where monitor_id = ${monitorId}::uuid and author is not null
          and published_at >= greatest(hour, ${first}) and published_at < least(hour + interval '1 hour', ${last})
        offset 0) l
    ) spoke group by 1`;
}

/** Keeps the authors of a period's hours whose own are missing or of another version. */
async function keepHours(db: Database, monitorId: string, times: Date[]): Promise<void> {
  const [first, last] = endsOf(times);
  await keepAuthors(
    db,
    Prisma.sql`
      select monitor_id, hour from hour_rollup
      where monitor_id = ${monitorId}::uuid and hour >= ${first} and hour < ${last}`,
  );
}

/**
 * Keeps the authors of these hours (`monitor_id`, `hour`), but for those that are kept and right. Version and authors
 * are read in one statement, so what is kept is right for its version, whatever is stored meanwhile.
 */
export async function keepAuthors(db: Transaction, hours: Prisma.Sql): Promise<void> {
  await db.$executeRaw`
    with missing as materialized (
      select h.monitor_id, h.hour, h.version from (${hours}) as wanted
      join hour_rollup h using (monitor_id, hour)
      left join hour_authors a
        on a.monitor_id = h.monitor_id and a.hour = h.hour and a.version = h.version
      where a.hour is null
    )
    insert into hour_authors (monitor_id, hour, version, authors)
    select m.monitor_id, m.hour, m.version, s.authors
    from missing m cross join lateral (
      select coalesce(string_agg(int8send(author), ''::bytea), ''::bytea) as authors from (
        select distinct hashtextextended(l.network || ' ' || lower(l.author), 0) as author from mention_monitor l
        where l.monitor_id = m.monitor_id and l.author is not null
          and l.published_at >= m.hour and l.published_at < m.hour + interval '1 hour'
        offset 0) spoke
    ) s order by 1, 2
    on conflict (monitor_id, hour) do update set version = excluded.version, authors = excluded.authors
      where hour_authors.version < excluded.version`;
}

function unite(rows: readonly Hashes[]): Map<number, number> {
  const parts = new Map<number, Buffer[]>();
  for (const { bucket, authors } of rows)
    if (authors !== null) parts.set(bucket, [...(parts.get(bucket) ?? []), Buffer.from(authors, "base64")]);
  return new Map([...parts].map(([bucket, buffers]) => [bucket, distinctCount(buffers)]));
}

async function countDirectly(
  db: Database,
  monitorId: string,
  times: Date[],
  filter: FigureFilter,
): Promise<Map<number, number>> {
  const [first, last] = endsOf(times);
  const rows = await db.$queryRaw<{ bucket: number; authors: bigint }[]>`
    select bucket, count(*) as authors from (
      select distinct width_bucket(l.published_at, ${times}::timestamptz[]) as bucket, l.network, lower(l.author)
      from mention_monitor l
      where l.monitor_id = ${monitorId}::uuid and l.published_at >= ${first} and l.published_at < ${last}
        and l.author is not null and ${linkConditions(filter)}
    ) spoke group by 1`;
  return new Map(rows.map(({ bucket, authors }) => [bucket, Number(authors)]));
}

/** Who wrote most, and how. Told apart by network and handle, whatever its capitals. */
export interface TopAuthor {
  network: string;
  author: string;
  name: string | null;
  followers: number | null;
  mentions: number;
  negative: number;
  neutral: number;
  positive: number;
  unscored: number;
  engagement: number;
}

export async function topAuthors(
  db: Database,
  monitorId: string,
  { from, to }: { from: Date; to: Date },
  filter: FigureFilter,
  limit: number,
): Promise<TopAuthor[]> {
  const [, rows] = await db.$transaction([
    // A month of a busy brand has more authors than PostgreSQL would otherwise count in memory.
    db.$executeRaw`set local work_mem = '32MB'`,
    db.$queryRaw<TopAuthorRow[]>`
      with top as materialized (
        select l.network, lower(l.author) as folded, count(*) as mentions, max(l.published_at) as last_at,
          count(*) filter (where l.label = 'negative') as negative,
          count(*) filter (where l.label = 'neutral') as neutral,
          count(*) filter (where l.label = 'positive') as positive, count(*) filter (where l.label is null) as unscored
        from mention_monitor l
        where l.monitor_id = ${monitorId}::uuid and l.published_at >= ${from} and l.published_at < ${to}
          and l.author is not null and ${linkConditions(filter)}
        group by 1, 2 order by 3 desc, 1, 2 limit ${limit}
      ), theirs as (
        select t.network, t.folded, l.mention_id
        from mention_monitor l join top t on t.network = l.network and t.folded = lower(l.author)
        where l.monitor_id = ${monitorId}::uuid and l.published_at >= ${from} and l.published_at < ${to}
          and ${linkConditions(filter)}
      ), noticed as (
        select t.network, t.folded, sum(m.likes + m.shares + m.replies) as engagement
        from theirs t join mention m on m.id = t.mention_id group by 1, 2
      )
      select top.*, noticed.engagement, newest.*
      from top join noticed using (network, folded)
      cross join lateral (
        select m.author_handle as author, m.author_name as name, m.author_followers as followers
        from mention_monitor l join mention m on m.id = l.mention_id
        where l.monitor_id = ${monitorId}::uuid and l.published_at = top.last_at
          and l.network = top.network and lower(l.author) = top.folded
        order by l.mention_id desc limit 1
      ) newest
      order by top.mentions desc, top.network, top.folded`,
  ]);
  return rows.map(({ network, author, name, followers, ...counts }) => ({
    network,
    author,
    name,
    followers,
    mentions: Number(counts.mentions),
    negative: Number(counts.negative),
    neutral: Number(counts.neutral),
    positive: Number(counts.positive),
    unscored: Number(counts.unscored),
    engagement: Number(counts.engagement),
  }));
}

interface TopAuthorRow {
  network: string;
  author: string;
  name: string | null;
  followers: number | null;
  mentions: bigint;
  negative: bigint;
  neutral: bigint;
  positive: bigint;
  unscored: bigint;
  engagement: bigint;
}
