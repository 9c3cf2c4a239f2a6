import { type LabelJudgement, type Mention, Prisma } from "../generated/prisma/client.ts";
import type { Triage } from "../generated/prisma/enums.ts";
import { type Database, mayBeId } from "../platform/database.ts";
import type { Label } from "../sentiment/label.ts";
import type { Query } from "./query.ts";
import { evaluateQuery } from "./query-evaluate.ts";
import { periodWords, type SearchCondition, searchCondition, searchWindows } from "./search.ts";

/** Which mentions; what is absent asks for nothing. */
export interface MentionFilter {
  monitor?: string | undefined;
  /** `none`: in a language that Vigie does not score. */
  label?: Label | "none" | undefined;
  language?: string | undefined;
  network?: string | undefined;
  /** A handle, in any case, with or without `@`. */
  author?: string | undefined;
  /** Host of the address, without `www.`. */
  site?: string | undefined;
  /** Copies of one text. */
  story?: string | undefined;
  /** All but this one. */
  except?: string | undefined;
  triage?: Triage | undefined;
  assignee?: string | undefined;
  /** Whether it is put off until a time after `now`. */
  later?: { is: boolean; now: Date } | undefined;
  /** Included. */
  from?: Date | undefined;
  /** Not included. */
  to?: Date | undefined;
  /** What the text says, in the language of monitors. */
  query?: Query | undefined;
}

interface Place {
  at: Date;
  id: string;
}

export interface MentionPage {
  /** Where the page before ended. */
  after: Place | null;
  order: "asc" | "desc";
  limit: number;
}

/** A mention with the monitors it matched, and what a person said of its label. */
export type FoundMention = Mention & { monitors: { monitorId: string }[]; judgements: LabelJudgement[] };

/** A page, and where the next one begins; null: there is none. */
export interface FoundPage {
  mentions: FoundMention[];
  next: Place | null;
}

const withMore = {
  monitors: { select: { monitorId: true }, orderBy: { monitorId: "asc" } },
  judgements: { where: { withdrawnAt: null } },
} as const;

/** One request looks at so many texts at most, where words alone do not decide; the next page goes on from there. */
const mostLookedAt = 20_000;
const lookedAtOnce = 1000;

/**
 * A workspace's mentions by when they were published: along an index of time, or, where a text is asked for, along
 * the index of words, in windows that grow from the near end of the period.
 */
export async function findMentions(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  page: MentionPage,
): Promise<FoundPage> {
  if (filter.monitor !== undefined && !mayBeId(filter.monitor)) return { mentions: [], next: null };
  const found =
    filter.query === undefined
      ? await alongTime(db, workspaceId, filter, page)
      : await alongWords(db, workspaceId, filter, filter.query, page);
  const shown = found.places.slice(0, page.limit);
  const next = found.places.length > page.limit ? (shown.at(-1) ?? null) : found.stoppedAt;
  return {
    mentions: await inOrder(
      db,
      shown.map(({ id }) => id),
    ),
    next,
  };
}

/** Null: there is none in this workspace. */
export async function findMention(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<FoundMention | null> {
  if (!mayBeId(id)) return null;
  return db.mention.findFirst({ where: { id, workspaceId }, include: withMore });
}

/** How many mentions a filter finds. `exact` false: at least so many; there were too many texts to look at each. */
export async function countMentions(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
): Promise<{ count: number; exact: boolean }> {
  if (filter.monitor !== undefined && !mayBeId(filter.monitor)) return { count: 0, exact: true };
  if (filter.query === undefined)
    return { count: await countRows(db, workspaceId, filter, null), exact: true };
  const condition = searchCondition(filter.query);
  if (condition.decides && !(await hasUnread(db))) {
    const period = await periodOf(db, workspaceId, filter);
    const time = period && periodWords(workspaceId, period.from, period.to);
    const words = time ? `(${condition.words}) & (${time})` : condition.words;
    return { count: await countRows(db, workspaceId, filter, words), exact: true };
  }
  const all = await alongWords(db, workspaceId, filter, filter.query, {
    after: null,
    order: "desc",
    limit: Number.MAX_SAFE_INTEGER - 1,
  });
  return { count: all.places.length, exact: all.stoppedAt === null };
}

/** Places found, one more than the page where there are more; `stoppedAt`: looking stopped there before its end. */
interface Found {
  places: Place[];
  stoppedAt: Place | null;
}

async function alongTime(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  { after, order, limit }: MentionPage,
): Promise<Found> {
  const by = filter.monitor === undefined ? column.mention : column.link;
  const places = await db.$queryRaw<Place[]>`
    select m.id, ${by.publishedAt} as at from ${tablesOf(filter)}
    where ${Prisma.join([...conditionsOf(workspaceId, filter), ...periodConditions(filter, by), ...beyond(after, order, by)], " and ")}
    order by ${by.publishedAt} ${direction(order)}, ${by.id} ${direction(order)} limit ${limit + 1}`;
  return { places, stoppedAt: null };
}

async function alongWords(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  query: Query,
  { after, order, limit }: MentionPage,
): Promise<Found> {
  const period = await periodOf(db, workspaceId, filter);
  const places: Place[] = [];
  if (!period) return { places, stoppedAt: null };
  const condition = searchCondition(query);
  const from = after && order === "asc" && after.at > period.from ? after.at : period.from;
  // The place itself is in the last instant of its window.
  const end = after && order === "desc" ? after.at.getTime() + 1 : Number.POSITIVE_INFINITY;
  const to = new Date(Math.min(end, period.to.getTime()));
  let looked = 0;
  for (const window of searchWindows(workspaceId, from, to, order)) {
    let place = after;
    for (;;) {
      const wanted = condition.decides ? limit + 1 - places.length : lookedAtOnce;
      const rows = await candidates(db, workspaceId, { ...filter, ...window }, condition, window.words, {
        after: place,
        order,
        limit: wanted,
      });
      for (const row of rows) {
        place = { at: row.at, id: row.id };
        if (matches(query, condition, row)) places.push(place);
        if (places.length > limit) return { places, stoppedAt: null };
      }
      looked += rows.length;
      if (rows.length < wanted) break;
      if (!condition.decides && looked >= mostLookedAt) return { places, stoppedAt: place };
    }
  }
  return { places, stoppedAt: null };
}

interface Candidate extends Place {
  isUnread: boolean;
  text: string;
  language: string;
  network: string;
  authorHandle: string | null;
  url: string | null;
}

function matches(query: Query, { decides }: SearchCondition, row: Candidate): boolean {
  return (
    (decides && !row.isUnread) ||
    evaluateQuery(query, { ...row, language: row.language === "und" ? null : row.language })
  );
}

/**
 * What stands under the words, in order. Found first and put in order then: so that the index of words is always
 * taken, and never every mention of a period looked at because many were expected to match.
 */
async function candidates(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  condition: SearchCondition,
  timeWords: string,
  { after, order, limit }: MentionPage,
): Promise<Candidate[]> {
  const words = condition.words === null ? timeWords : `(${condition.words}) & (${timeWords})`;
  // A text is handed over only where it has to be looked at.
  const text = condition.decides
    ? Prisma.sql`case when m.search is null then m.text else '' end`
    : Prisma.sql`m.text`;
  return db.$queryRaw<Candidate[]>`
    with found as materialized (
      select m.id, m.published_at as at, m.search is null as "isUnread", ${text} as text, m.language, m.network,
        m.author_handle as "authorHandle", m.url
      from ${tablesOf(filter)}
      where (m.search @@ ${words}::tsquery or m.search is null)
        and ${Prisma.join([...conditionsOf(workspaceId, filter), ...periodConditions(filter, column.mention)], " and ")}
    )
    select * from found
    where ${Prisma.join([Prisma.sql`true`, ...beyond(after, order, column.found)], " and ")}
    order by at ${direction(order)}, id ${direction(order)} limit ${limit}`;
}

async function countRows(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  words: string | null,
): Promise<number> {
  const by = filter.monitor === undefined || words !== null ? column.mention : column.link;
  const conditions = [
    ...conditionsOf(workspaceId, filter),
    ...periodConditions(filter, by),
    ...(words === null ? [] : [Prisma.sql`m.search @@ ${words}::tsquery`]),
  ];
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from ${tablesOf(filter)} where ${Prisma.join(conditions, " and ")}`;
  return Number(row?.count ?? 0);
}

/** Whether there are mentions anywhere whose words are still to be read. */
async function hasUnread(db: Database): Promise<boolean> {
  const [row] = await db.$queryRaw<{ any: boolean }[]>`
    select exists (select from mention where search is null) as any`;
  return row?.any ?? false;
}

/** The period asked for, no longer than there are mentions; null: there are none in it. */
async function periodOf(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
): Promise<{ from: Date; to: Date } | null> {
  const [row] = await db.$queryRaw<{ first: Date | null; last: Date | null }[]>`
    select min(published_at) as first, max(published_at) as last from mention where workspace_id = ${workspaceId}::uuid`;
  if (!row?.first || !row.last) return null;
  const from = filter.from && filter.from > row.first ? filter.from : row.first;
  const end = new Date(row.last.getTime() + 1);
  const to = filter.to && filter.to < end ? filter.to : end;
  return from < to ? { from, to } : null;
}

/** The same columns stand in both tables; those of the link are in the monitor's index. */
const column = {
  mention: { publishedAt: Prisma.sql`m.published_at`, id: Prisma.sql`m.id` },
  link: { publishedAt: Prisma.sql`l.published_at`, id: Prisma.sql`l.mention_id` },
  found: { publishedAt: Prisma.sql`at`, id: Prisma.sql`id` },
};
type Column = (typeof column)[keyof typeof column];

function tablesOf({ monitor }: MentionFilter): Prisma.Sql {
  return monitor === undefined
    ? Prisma.sql`mention m`
    : Prisma.sql`mention m join mention_monitor l on l.mention_id = m.id and l.monitor_id = ${monitor}::uuid`;
}

function direction(order: "asc" | "desc"): Prisma.Sql {
  return order === "asc" ? Prisma.sql`asc` : Prisma.sql`desc`;
}

function beyond(after: Place | null, order: "asc" | "desc", by: Column): Prisma.Sql[] {
  if (after === null) return [];
  const sign = order === "asc" ? Prisma.sql`>` : Prisma.sql`<`;
  return [Prisma.sql`(${by.publishedAt}, ${by.id}) ${sign} (${after.at}, ${after.id}::uuid)`];
}

function periodConditions({ from, to }: MentionFilter, by: Column): Prisma.Sql[] {
  return [
    from === undefined ? null : Prisma.sql`${by.publishedAt} >= ${from}`,
    to === undefined ? null : Prisma.sql`${by.publishedAt} < ${to}`,
  ].filter((condition) => condition !== null);
}

function conditionsOf(workspaceId: string, filter: MentionFilter): Prisma.Sql[] {
  const { label, language, network, author, site, story, except, triage, assignee, later } = filter;
  const conditions: (Prisma.Sql | null)[] = [
    Prisma.sql`m.workspace_id = ${workspaceId}::uuid`,
    label === undefined ? null : labelIs(label),
    language === undefined ? null : Prisma.sql`m.language = ${language.toLowerCase()}`,
    network === undefined ? null : Prisma.sql`m.network = ${network.toLowerCase()}`,
    author === undefined ? null : Prisma.sql`lower(m.author_handle) = lower(${author.replace(/^@/, "")})`,
    site === undefined ? null : Prisma.sql`m.site = ${site.toLowerCase()}`,
    story === undefined ? null : Prisma.sql`m.story = ${story}`,
    except === undefined ? null : Prisma.sql`m.id <> ${except}::uuid`,
    triage === undefined ? null : Prisma.sql`m.triage = ${triage}::triage`,
    assignee === undefined ? null : Prisma.sql`m.assignee = ${assignee}`,
    later === undefined ? null : Prisma.sql`coalesce(m.later_until > ${later.now}, false) = ${later.is}`,
  ];
  return conditions.filter((condition) => condition !== null);
}

function labelIs(label: Label | "none"): Prisma.Sql {
  return label === "none" ? Prisma.sql`m.label is null` : Prisma.sql`m.label = ${label}::sentiment_label`;
}

async function inOrder(db: Database, ids: readonly string[]): Promise<FoundMention[]> {
  if (ids.length === 0) return [];
  const rows = await db.mention.findMany({ where: { id: { in: [...ids] } }, include: withMore });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
