import type { Database, Transaction } from "../platform/database.ts";
import { type Figures, tallyOf } from "./figures.ts";
import { signature } from "./hour-signature.ts";
import { authorsByBucket } from "./store-authors.ts";
import { countsBy, type FigureFilter } from "./store-counts.ts";
import { siteDifferences } from "./store-sites.ts";

/**
 * Figures of one monitor for each bucket, empty ones included.
 * @param bounds start of each bucket, and the end of the last
 */
export async function figuresByBucket(
  db: Database,
  monitorId: string,
  bounds: readonly Date[],
  filter: FigureFilter = {},
): Promise<Figures[]> {
  const [counts, authors] = await Promise.all([
    countsBy(db, [monitorId], bounds, filter, "monitor"),
    authorsByBucket(db, monitorId, bounds, filter),
  ]);
  return bounds.slice(0, -1).map((_, index) => {
    const bucket = index + 1; // width_bucket counts from one
    return {
      ...tallyOf(counts.filter((count) => count.bucket === bucket)),
      authors: authors.get(bucket) ?? 0,
    };
  });
}

/** One count that is not what the mentions say. */
export interface RollupDifference {
  monitorId: string;
  hour: Date;
  network: string;
  language: string;
  label: string;
  kept: number;
  counted: number;
}

/** Holds every rollup against what it counts. Empty when they agree. */
export async function rollupDifferences(db: Transaction): Promise<RollupDifference[]> {
  return [
    ...(await countDifferences(db)),
    ...(await hourDifferences(db)),
    ...(await authorDifferences(db)),
    ...(await authorCountDifferences(db)),
    ...(await siteDifferences(db)).map(({ day, ...rest }) => ({
      ...rest,
      hour: day,
      network: "all",
      language: "all",
      label: "sites of the day",
    })),
  ];
}

async function countDifferences(db: Transaction): Promise<RollupDifference[]> {
  return db.$queryRaw<RollupDifference[]>`
    with counted as (
      select l.monitor_id, date_trunc('hour', l.published_at, 'UTC') as hour, l.network, l.language,
        coalesce(l.label::text, 'none') as label, count(*)::int as mentions,
        sum(coalesce(m.author_followers, 0))::bigint as reach, sum(m.likes + m.shares + m.replies)::bigint as engagement
      from mention_monitor l join mention m on m.id = l.mention_id group by 1, 2, 3, 4, 5
    )
    select monitor_id as "monitorId", hour, network, language, label, coalesce(r.mentions, 0) as kept,
      coalesce(c.mentions, 0) as counted
    from rollup r full join counted c using (monitor_id, hour, network, language, label)
    where (coalesce(r.mentions, 0), coalesce(r.reach, 0), coalesce(r.engagement, 0))
      is distinct from (coalesce(c.mentions, 0), coalesce(c.reach, 0), coalesce(c.engagement, 0))
    order by 1, 2 limit 1000`;
}

/** The hours against the rollups they add up. */
async function hourDifferences(db: Transaction): Promise<RollupDifference[]> {
  return db.$queryRaw<RollupDifference[]>`
    with counted as (
      select monitor_id, hour, coalesce(sum(mentions) filter (where label = 'negative'), 0) as negative,
        coalesce(sum(mentions) filter (where label = 'neutral'), 0) as neutral,
        coalesce(sum(mentions) filter (where label = 'positive'), 0) as positive,
        coalesce(sum(mentions) filter (where label = 'none'), 0) as unscored, sum(reach) as reach,
        sum(engagement) as engagement
      from rollup group by 1, 2
    )
    select monitor_id as "monitorId", hour, 'all' as network, 'all' as language, 'hour' as label,
      coalesce(h.negative + h.neutral + h.positive + h.unscored, 0)::int as kept,
      coalesce(c.negative + c.neutral + c.positive + c.unscored, 0)::int as counted
    from hour_rollup h full join counted c using (monitor_id, hour)
    where (coalesce(h.negative, 0), coalesce(h.neutral, 0), coalesce(h.positive, 0), coalesce(h.unscored, 0),
        coalesce(h.reach, 0), coalesce(h.engagement, 0))
      is distinct from (coalesce(c.negative, 0), coalesce(c.neutral, 0), coalesce(c.positive, 0),
        coalesce(c.unscored, 0), coalesce(c.reach, 0), coalesce(c.engagement, 0))
    order by 1, 2 limit 1000`;
}

/** The authors kept for an hour that has not changed since, against those who wrote in it. */
async function authorDifferences(db: Transaction): Promise<RollupDifference[]> {
  return db.$queryRaw<RollupDifference[]>`
    with spoke as (
      select monitor_id, date_trunc('hour', published_at, 'UTC') as hour,
        array_agg(distinct hashtextextended(network || ' ' || lower(author), 0)) as authors
      from mention_monitor where author is not null group by 1, 2
    ), kept as (
      select a.monitor_id, a.hour, octet_length(a.authors) / 8 as n,
        array(select ('x' || encode(substring(a.authors from 8 * i + 1 for 8), 'hex'))::bit(64)::bigint as author
          from generate_series(0, octet_length(a.authors) / 8 - 1) as i order by 1) as authors
      from hour_authors a join hour_rollup h using (monitor_id, hour, version)
    )
    select monitor_id as "monitorId", hour, 'all' as network, 'all' as language, 'authors' as label, k.n as kept,
      coalesce(cardinality(s.authors), 0) as counted
    from kept k left join spoke s using (monitor_id, hour)
    where k.authors is distinct from coalesce(s.authors, array[]::bigint[])
    order by 1, 2 limit 1000`;
}

/** How many authors are kept for a stretch whose hours have not changed since, against those who wrote in it. */
async function authorCountDifferences(db: Transaction): Promise<RollupDifference[]> {
  return db.$queryRaw<RollupDifference[]>`
    select k.monitor_id as "monitorId", k.start_at as hour, 'all' as network, 'all' as language,
      'author count' as label, k.authors as kept, c.authors::int as counted
    from author_count k
    cross join lateral (select ${signature} as signature from hour_rollup h
      where h.monitor_id = k.monitor_id and h.hour >= k.start_at and h.hour < k.end_at) now
    cross join lateral (select count(distinct hashtextextended(network || ' ' || lower(author), 0)) as authors
      from mention_monitor l where l.monitor_id = k.monitor_id and l.published_at >= k.start_at
        and l.published_at < k.end_at and l.author is not null) c
    where now.signature = k.signature and k.authors <> c.authors
    order by 1, 2 limit 1000`;
}

/** Counts everything anew. Nothing else may store mentions meanwhile: they wait. */
export async function rebuildRollups(db: Database): Promise<void> {
  await db.$transaction(
    async (tx) => {
      // All mentions go through one join and one sum: in memory, not through files.
      await tx.$executeRaw`set local work_mem = '256MB'`;
      await tx.$executeRaw`lock table mention_monitor, rollup in share row exclusive mode`;
      await tx.$executeRaw`delete from rollup`;
      await tx.$executeRaw`delete from hour_rollup`;
      await tx.$executeRaw`delete from hour_authors`;
      await tx.$executeRaw`delete from author_count`;
      await tx.$executeRaw`delete from day_sites`;
      await tx.$executeRaw`
        insert into rollup (monitor_id, hour, network, language, label, workspace_id, mentions, reach, engagement)
        select l.monitor_id, date_trunc('hour', l.published_at, 'UTC'), l.network, l.language,
          coalesce(l.label::text, 'none'), m.workspace_id, count(*), sum(coalesce(m.author_followers, 0)),
          sum(m.likes + m.shares + m.replies)
        from mention_monitor l join mention m on m.id = l.mention_id group by 1, 2, 3, 4, 5, 6`;
    },
    { timeout: 3_600_000, maxWait: 60_000 },
  );
}
