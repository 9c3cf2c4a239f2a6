import type { Database, Transaction } from "../platform/database.ts";
import { type Count, type Figures, figuresFrom } from "./figures.ts";
import { cutHours } from "./period.ts";

/**
 * Figures of one monitor for each bucket, empty ones included. Read from the rollups, but for the few hours that a
 * bound cuts in two, which are counted from the mentions themselves.
 * @param bounds start of each bucket, and the end of the last
 */
export async function figuresByBucket(
  db: Database,
  monitorId: string,
  bounds: readonly Date[],
): Promise<Figures[]> {
  const times = [...bounds];
  const first = times[0] ?? new Date(0);
  const last = times.at(-1) ?? first;
  const cut = cutHours(times);
  const [rolled, counted, authors] = await Promise.all([
    db.$queryRaw<CountRow[]>`
      select width_bucket(hour, ${times}::timestamptz[]) as bucket, label, sum(mentions) as mentions,
        sum(reach) as reach, sum(engagement) as engagement
      from rollup where monitor_id = ${monitorId}::uuid and hour >= ${first} and hour < ${last}
        and hour <> all(${cut}::timestamptz[])
      group by 1, 2`,
    cut.length === 0
      ? []
      : db.$queryRaw<CountRow[]>`
      select width_bucket(l.published_at, ${times}::timestamptz[]) as bucket, coalesce(l.label::text, 'none') as label,
        count(*) as mentions, sum(coalesce(m.author_followers, 0)) as reach,
        sum(m.likes + m.shares + m.replies) as engagement
      from unnest(${cut}::timestamptz[]) as hour
      join mention_monitor l on l.monitor_id = ${monitorId}::uuid
        and l.published_at >= greatest(hour, ${first}) and l.published_at < least(hour + interval '1 hour', ${last})
      join mention m on m.id = l.mention_id
      group by 1, 2`,
    db.$queryRaw<{ bucket: number; authors: bigint }[]>`
      select width_bucket(published_at, ${times}::timestamptz[]) as bucket,
        count(distinct (network, author)) filter (where author is not null) as authors
      from mention_monitor where monitor_id = ${monitorId}::uuid and published_at >= ${first} and published_at < ${last}
      group by 1`,
  ]);
  const counts = new Map<number, Count[]>();
  for (const row of [...rolled, ...counted])
    counts.set(row.bucket, [...(counts.get(row.bucket) ?? []), countFrom(row)]);
  const authorsIn = new Map(authors.map((row) => [row.bucket, Number(row.authors)]));
  return times.slice(0, -1).map((_, index) => {
    const bucket = index + 1; // width_bucket counts from one
    return figuresFrom(counts.get(bucket) ?? [], authorsIn.get(bucket) ?? 0);
  });
}

interface CountRow {
  bucket: number;
  label: string;
  mentions: bigint;
  reach: bigint;
  engagement: bigint;
}

function countFrom(row: CountRow): Count {
  return {
    label: row.label,
    mentions: Number(row.mentions),
    reach: Number(row.reach),
    engagement: Number(row.engagement),
  };
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

/** Holds every rollup against the mentions it counts. Empty when they agree. */
export async function rollupDifferences(db: Transaction): Promise<RollupDifference[]> {
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

/** Counts everything anew. Nothing else may store mentions meanwhile: they wait. */
export async function rebuildRollups(db: Database): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`lock table mention_monitor, rollup in share row exclusive mode`;
      await tx.$executeRaw`delete from rollup`;
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
