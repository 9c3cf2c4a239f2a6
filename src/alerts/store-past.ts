import { Prisma } from "../generated/prisma/client.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import type { Evidence } from "./alert.ts";
import type { SpikeKind } from "./rule.ts";
import type { Bucket } from "./spike-baseline.ts";
import type { Gap, RecentBucket } from "./spike-past.ts";

/** How far back the usual is looked for, and how fine the newest past is read. */
const pastDays = 56;
const recentHours = 25;

/** What a monitor's mentions were like, as the detector wants them. */
export interface MonitorPast {
  observedSince: Date;
  hours: Bucket[];
  recent: RecentBucket[];
  gaps: Gap[];
}

/** Whether it is read who wrote: telling authors apart costs several times what counting does. */
export type AuthorsWanted = "with-authors" | "counts-only";

export async function readPast(
  db: Database,
  monitorId: string,
  kind: SpikeKind,
  now: Date,
  wanted: AuthorsWanted,
): Promise<MonitorPast> {
  const from = plusSeconds(now, -pastDays * 86_400);
  const recentFrom = plusSeconds(now, -recentHours * 3600);
  // The detector takes the newest 23 clock hours from `recent`, and all before from here.
  const wholeHoursTo = plusSeconds(now, -(recentHours - 2) * 3600);
  const authors =
    wanted === "counts-only"
      ? Prisma.sql`null::text[]`
      : Prisma.sql`array_agg(distinct network || ' ' || coalesce(author, mention_id::text))
          filter (where label = 'negative' or ${kind === "volume-spike"})`;
  const [hours, recent, first, gaps] = await Promise.all([
    db.$queryRaw<{ start_at: Date; seen: bigint; total: bigint }[]>`
      select hour as start_at, coalesce(sum(mentions) filter (where label = 'negative'), 0) as seen,
        sum(mentions) as total
      from rollup where monitor_id = ${monitorId}::uuid and hour >= ${from} and hour < ${wholeHoursTo}
      group by hour order by hour`,
    db.$queryRaw<{ start_at: Date; seen: bigint; total: bigint; authors: string[] | null }[]>`
      select date_bin('5 minutes', published_at, 'epoch') as start_at,
        count(*) filter (where label = 'negative') as seen, count(*) as total, ${authors} as authors
      from mention_monitor where monitor_id = ${monitorId}::uuid and published_at >= ${recentFrom}
        and published_at <= ${plusSeconds(now, 600)}
      group by 1 order by 1`,
    db.$queryRaw<{ first: Date | null }[]>`
      select least(m.created_at, (select min(r.hour) from rollup r where r.monitor_id = m.id and r.hour >= ${from}))
        as first
      from monitor m where m.id = ${monitorId}::uuid`,
    readGaps(db, monitorId, from, now),
  ]);
  const bucket = (row: { start_at: Date; seen: bigint; total: bigint }) => ({
    startAt: row.start_at,
    seen: Number(row.seen),
    total: Number(row.total),
  });
  const observed = first[0]?.first ?? now;
  return {
    observedSince: new Date(Math.max(observed.getTime(), from.getTime())),
    hours: hours.map(bucket),
    recent: recent.map((row) => ({
      ...bucket(row),
      authors: wanted === "counts-only" ? "unread" : (row.authors ?? []),
    })),
    gaps,
  };
}

/** When sources of a monitor were down, each with its share of the monitor's sources. */
export async function readGaps(db: Database, monitorId: string, from: Date, to: Date): Promise<Gap[]> {
  return db.$queryRaw<Gap[]>`
    with listened as (
      select s.id from monitor m join source s on s.workspace_id = m.workspace_id
      where m.id = ${monitorId}::uuid and (m.all_sources or exists (
        select from monitor_source o where o.monitor_id = m.id and o.source_id = s.id))
    )
    select greatest(g.from_at, ${from}) as "from", least(coalesce(g.to_at, ${to}), ${to}) as "to",
      1::float8 / (select count(*) from listened) as share
    from source_gap g join listened on listened.id = g.source_id
    where g.from_at < ${to} and coalesce(g.to_at, ${to}) > ${from}`;
}

/** The mentions behind a spike: with most reach, what made them negative, where they come from. */
export async function readDrivers(
  db: Database,
  monitorId: string,
  kind: SpikeKind,
  since: Date,
  until: Date | null = null,
): Promise<Pick<Evidence, "topMentions" | "terms" | "sources">> {
  const all = kind !== "negative-spike";
  const [top, terms, sources] = await Promise.all([
    db.$queryRaw<Evidence["topMentions"]>`
      select m.id, m.network, m.url, left(m.text, 280) as text, m.author_handle as author,
        m.author_followers as followers
      from mention_monitor l join mention m on m.id = l.mention_id
      where l.monitor_id = ${monitorId}::uuid and l.published_at >= ${since}
        and (${until}::timestamptz is null or l.published_at < ${until}) and (l.label = 'negative' or ${all})
      order by coalesce(m.author_followers, 0) + 10 * (m.likes + m.shares + m.replies) desc, m.published_at limit 5`,
    db.$queryRaw<{ term: string; count: bigint }[]>`
      select lower(w ->> 'word') as term, count(distinct m.id) as count
      from mention_monitor l join mention m on m.id = l.mention_id cross join jsonb_array_elements(m.words) w
      where l.monitor_id = ${monitorId}::uuid and l.published_at >= ${since}
        and (${until}::timestamptz is null or l.published_at < ${until}) and (l.label = 'negative' or ${all})
        and (${all} or (w ->> 'weight')::real < 0)
      group by 1 order by 2 desc, 1 limit 10`,
    db.$queryRaw<{ network: string; count: bigint }[]>`
      select network, count(*) as count from mention_monitor
      where monitor_id = ${monitorId}::uuid and published_at >= ${since}
        and (${until}::timestamptz is null or published_at < ${until}) and (label = 'negative' or ${all})
      group by 1 order by 2 desc`,
  ]);
  return {
    topMentions: top,
    terms: terms.map(({ term, count }) => ({ term, count: Number(count) })),
    sources: sources.map(({ network, count }) => ({ network, count: Number(count) })),
  };
}
