import { Prisma } from "../generated/prisma/client.ts";
import type { Database } from "../platform/database.ts";
import { linkConditions } from "../reputation/store-counts.ts";
import {
  beyond,
  column,
  conditionsOf,
  direction,
  type MentionFilter,
  type Place,
  periodConditions,
} from "./mention-conditions.ts";
import type { SearchCondition, SearchWindow } from "./search.ts";

/** What PostgreSQL is asked for a search by words: mentions that may match, in order. */

export interface MentionPage {
  /** Where the page before ended. */
  after: Place | null;
  order: "asc" | "desc";
  limit: number;
}

/** What may match. */
export interface Candidate extends Place {
  /** It does: its text need not be looked at. */
  isMatch: boolean;
}

/** What the words say of `mention m`; without words, anything may match. */
function isMatch({ words, decides }: SearchCondition): Prisma.Sql {
  return decides && words !== null ? Prisma.sql`m.search is not null` : Prisma.sql`false`;
}

/** What the words, and their order in phrases, say of `mention m`. */
function isNamed({ words, inOrder }: SearchCondition, isUnderWords: boolean): Prisma.Sql[] {
  if (inOrder === null || (isUnderWords && words === inOrder)) return [];
  return [Prisma.sql`(m.search @@ ${inOrder}::tsquery or m.search is null)`];
}

/**
 * The nearest mentions of a monitor that stand under the words, among `count` of them: where a word is frequent they
 * fill a page, and the index of words would bring together what everybody says with it.
 * @returns `end`: how far was looked; null: there are no more
 */
export async function alongMonitor(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  condition: SearchCondition,
  { after, order, limit }: MentionPage,
  count: number,
): Promise<{ candidates: Candidate[]; end: Place | null }> {
  const { monitor = "", label, language, network, author, site } = filter;
  const nearest = Prisma.sql`
    select l.mention_id as id, l.published_at as at from mention_monitor l
    where ${Prisma.join(
      [
        Prisma.sql`l.monitor_id = ${monitor}::uuid`,
        linkConditions({ label, language, network, author, site }),
        ...periodConditions(filter, column.link),
        ...beyond(after, order, column.link),
      ],
      " and ",
    )}
    order by l.published_at ${direction(order)}, l.mention_id ${direction(order)}`;
  // `offset 0`: the index of time is walked first, whatever the planner expects of the words; until there are enough.
  const candidates = await db.$queryRaw<Candidate[]>`
    select l.id, l.at, m."isMatch" from (${nearest} limit ${count}) l
    cross join lateral (
      select ${isMatch(condition)} as "isMatch" from mention m
      where ${Prisma.join([Prisma.sql`m.id = l.id`, ...conditionsOf(workspaceId, filter), ...isNamed(condition, false)], " and ")}
      offset 0) m
    order by l.at ${direction(order)}, l.id ${direction(order)} limit ${limit}`;
  if (candidates.length === limit) return { candidates, end: candidates.at(-1) ?? null };
  const [end] = await db.$queryRaw<Place[]>`${nearest} offset ${count - 1} limit 1`;
  return { candidates, end: end ?? null };
}

/** What `mention m` is filed under: words and time, each by itself. */
export function underTime(words: string | null, time: string | null): Prisma.Sql[] {
  return [words, time].flatMap((asked) =>
    asked === null ? [] : [Prisma.sql`m.search @@ ${asked}::tsquery`],
  );
}

/**
 * What stands under the words, in order. Found first and put in order then: so that the index of words is always
 * taken, and never every mention of a period looked at because many were expected to match.
 *
 * The time is a condition of its own, not a part of the words: GIN then goes through both side by side and skips what
 * is of another time. In one `tsquery` it looks at every mention of the days wherever these are rarer than the words.
 * @param mostRows so many are read at most, but for a window of one day, which is read whole
 * @returns `read`: how many mentions of the window hold the words, whatever else is asked; null: too many
 */
export async function underWords(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  condition: SearchCondition,
  window: SearchWindow,
  mostRows: number,
  { after, order, limit }: MentionPage,
): Promise<{ candidates: Candidate[]; read: number | null }> {
  const isBounded = window.days > 1;
  const ofMonitor =
    filter.monitor === undefined
      ? []
      : [
          Prisma.sql`exists (select from mention_monitor l
            where l.monitor_id = ${filter.monitor}::uuid and l.mention_id = m.id offset 0)`,
        ];
  const conditions = [
    ...conditionsOf(workspaceId, filter),
    ...periodConditions(window, column.mention),
    ...isNamed(condition, true),
    ...ofMonitor,
  ];
  const rows = await db.$queryRaw<(Candidate & { read: number })[]>`
    with held as materialized (
      select m.id, m.published_at as at, ${isMatch(condition)} as "isMatch",
        coalesce(${Prisma.join(conditions, " and ")}, false) as "isCandidate"
      from mention m where (${Prisma.join(underTime(condition.words, window.words), " and ")}) or m.search is null
    ), looked as materialized (select * from held ${isBounded ? Prisma.sql`limit ${mostRows}` : Prisma.empty})
    select f.id, f.at, f."isMatch", r.read from (select count(*)::int as read from looked) r
    left join lateral (
      select * from looked
      where ${Prisma.join([Prisma.sql`"isCandidate"`, ...beyond(after, order, column.found)], " and ")}
      order by at ${direction(order)}, id ${direction(order)} limit ${limit}) f on true
    order by f.at ${direction(order)}, f.id ${direction(order)}`;
  const read = rows[0]?.read ?? 0;
  if (isBounded && read === mostRows) return { candidates: [], read: null };
  return { candidates: rows.filter(({ id }) => id !== null), read };
}

/** The period asked for, no longer than there are mentions; null: there are none in it. */
export async function periodOf(
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
