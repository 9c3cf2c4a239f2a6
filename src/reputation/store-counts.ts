import { Prisma } from "../generated/prisma/client.ts";
import type { Database } from "../platform/database.ts";
import type { Label } from "../sentiment/label.ts";
import { isAuthor } from "./author.ts";
import type { Count } from "./figures.ts";
import { cutHours } from "./period.ts";
import { sitesOfDays, wholeDays } from "./store-sites.ts";

/** Of which mentions a figure is made; what is absent asks for nothing. The same words as for `/mentions`. */
export interface FigureFilter {
  label?: Label | "none" | undefined;
  language?: string | undefined;
  network?: string | undefined;
  /** A handle, in any case, with or without `@`. */
  author?: string | undefined;
  site?: string | undefined;
}

/** By what counts are told apart, beside time. */
export type Dimension = "monitor" | "network" | "language" | "site";

export interface KeyedCount extends Count {
  /** From one. */
  bucket: number;
  key: string | null;
}

/**
 * Counts of some monitors' mentions by bucket and dimension. Read from the rollups, but for the few hours that a bound
 * cuts in two, which are counted from the mentions themselves, and for filters that rollups do not know. Sites are read
 * from what is kept of whole days.
 * @param bounds start of each bucket, and the end of the last
 */
export async function countsBy(
  db: Database,
  monitorIds: readonly string[],
  bounds: readonly Date[],
  filter: FigureFilter,
  dimension: Dimension,
): Promise<KeyedCount[]> {
  const monitors = [...monitorIds];
  const times = [...bounds];
  const [first, last] = endsOf(times);
  if (dimension === "site" && isEmpty(filter)) {
    const { days, rest } = wholeDays(times);
    const [ofDays, ofRest] = await Promise.all([
      sitesOfDays(db, monitors, days),
      counted(db, { monitors, times, filter, dimension }, rest),
    ]);
    if (ofDays) return [...ofDays, ...ofRest];
  }
  if (filter.author !== undefined || filter.site !== undefined || dimension === "site")
    return counted(db, { monitors, times, filter, dimension }, [{ from: first, to: last }]);
  const cut = cutHours(times);
  const [rolled, rest] = await Promise.all([
    isEmpty(filter) && dimension === "monitor"
      ? fromHours(db, monitors, times, cut)
      : fromRollups(db, { monitors, times, filter, dimension }, cut),
    counted(
      db,
      { monitors, times, filter, dimension },
      cut.map((hour) => ({
        from: new Date(Math.max(hour.getTime(), first.getTime())),
        to: new Date(Math.min(hour.getTime() + 3_600_000, last.getTime())),
      })),
    ),
  ]);
  return [...rolled, ...rest];
}

/** Start and end of a list of bounds. */
export function endsOf(times: readonly Date[]): [Date, Date] {
  const first = times[0] ?? new Date(0);
  return [first, times.at(-1) ?? first];
}

export function isEmpty(filter: FigureFilter): boolean {
  return Object.values(filter).every((value) => value === undefined);
}

/** The conditions of a filter on `mention_monitor l`. */
export function linkConditions({ label, language, network, author, site }: FigureFilter): Prisma.Sql {
  const conditions = [
    label === undefined
      ? null
      : label === "none"
        ? Prisma.sql`l.label is null`
        : Prisma.sql`l.label = ${label}::sentiment_label`,
    language === undefined ? null : Prisma.sql`l.language = ${language.toLowerCase()}`,
    network === undefined ? null : Prisma.sql`l.network = ${network.toLowerCase()}`,
    author === undefined ? null : isAuthor(Prisma.sql`l.author`, author),
    site === undefined ? null : Prisma.sql`l.site = ${site.toLowerCase()}`,
  ].filter((condition) => condition !== null);
  return Prisma.join([Prisma.sql`true`, ...conditions], " and ");
}

interface Asked {
  monitors: string[];
  times: Date[];
  filter: FigureFilter;
  dimension: Dimension;
}

async function fromHours(
  db: Database,
  monitors: string[],
  times: Date[],
  cut: Date[],
): Promise<KeyedCount[]> {
  const [first, last] = endsOf(times);
  const rows = await db.$queryRaw<CountRow[]>`
    select width_bucket(hour, ${times}::timestamptz[]) as bucket, monitor_id::text as key, sum(negative) as negative,
      sum(neutral) as neutral, sum(positive) as positive, sum(unscored) as unscored, sum(reach) as reach,
      sum(engagement) as engagement
    from hour_rollup where monitor_id = any(${monitors}::uuid[]) and hour >= ${first} and hour < ${last}
      and hour <> all(${cut}::timestamptz[])
    group by 1, 2`;
  return rows.map(countFrom);
}

async function fromRollups(
  db: Database,
  { monitors, times, filter, dimension }: Asked,
  cut: Date[],
): Promise<KeyedCount[]> {
  const [first, last] = endsOf(times);
  const { label, language, network } = filter;
  const conditions = [
    Prisma.sql`hour <> all(${cut}::timestamptz[])`,
    ...(label === undefined ? [] : [Prisma.sql`label = ${label}`]),
    ...(language === undefined ? [] : [Prisma.sql`language = ${language.toLowerCase()}`]),
    ...(network === undefined ? [] : [Prisma.sql`network = ${network.toLowerCase()}`]),
  ];
  const rows = await db.$queryRaw<CountRow[]>`
    select width_bucket(hour, ${times}::timestamptz[]) as bucket, ${keyOf(dimension, Prisma.sql`r`)} as key,
      coalesce(sum(mentions) filter (where label = 'negative'), 0) as negative,
      coalesce(sum(mentions) filter (where label = 'neutral'), 0) as neutral,
      coalesce(sum(mentions) filter (where label = 'positive'), 0) as positive,
      coalesce(sum(mentions) filter (where label = 'none'), 0) as unscored,
      sum(reach) as reach, sum(engagement) as engagement
    from rollup r where monitor_id = any(${monitors}::uuid[]) and hour >= ${first} and hour < ${last}
      and ${Prisma.join(conditions, " and ")}
    group by 1, 2`;
  return rows.map(countFrom);
}

/**
 * Counts the mentions themselves, in some stretches of the period that do not overlap. `offset 0` keeps the planner to
 * the indexes: it cannot know how short the stretches are, and would read the whole table for two hours.
 */
async function counted(
  db: Database,
  { monitors, times, filter, dimension }: Asked,
  stretches: readonly { from: Date; to: Date }[],
): Promise<KeyedCount[]> {
  if (stretches.length === 0) return [];
  const rows = await db.$queryRaw<CountRow[]>`
    select width_bucket(l.published_at, ${times}::timestamptz[]) as bucket, ${keyOf(dimension, Prisma.sql`l`)} as key,
      count(*) filter (where l.label = 'negative') as negative, count(*) filter (where l.label = 'neutral') as neutral,
      count(*) filter (where l.label = 'positive') as positive, count(*) filter (where l.label is null) as unscored,
      sum(coalesce(m.author_followers, 0)) as reach, sum(m.likes + m.shares + m.replies) as engagement
    from unnest(${stretches.map(({ from }) => from)}::timestamptz[], ${stretches.map(({ to }) => to)}::timestamptz[])
      as stretch(start_at, end_at)
    cross join lateral (
      select * from mention_monitor l where l.monitor_id = any(${monitors}::uuid[])
        and l.published_at >= stretch.start_at and l.published_at < stretch.end_at and ${linkConditions(filter)}
      offset 0) l
    cross join lateral (
      select author_followers, likes, shares, replies from mention m where m.id = l.mention_id offset 0) m
    group by 1, 2`;
  return rows.map(countFrom);
}

function keyOf(dimension: Dimension, table: Prisma.Sql): Prisma.Sql {
  switch (dimension) {
    case "monitor":
      return Prisma.sql`${table}.monitor_id::text`;
    case "network":
      return Prisma.sql`${table}.network`;
    case "language":
      return Prisma.sql`${table}.language`;
    case "site":
      return Prisma.sql`${table}.site`;
  }
}

interface CountRow {
  bucket: number;
  key: string | null;
  negative: bigint;
  neutral: bigint;
  positive: bigint;
  unscored: bigint;
  reach: bigint;
  engagement: bigint;
}

function countFrom(row: CountRow): KeyedCount {
  return {
    bucket: row.bucket,
    key: row.key,
    negative: Number(row.negative),
    neutral: Number(row.neutral),
    positive: Number(row.positive),
    unscored: Number(row.unscored),
    reach: Number(row.reach),
    engagement: Number(row.engagement),
  };
}
