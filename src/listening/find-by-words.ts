import { Prisma } from "../generated/prisma/client.ts";
import type { Database } from "../platform/database.ts";
import { linkConditions } from "../reputation/store-counts.ts";
import { compileMatcher, type Matcher } from "./matcher.ts";
import {
  beyond,
  column,
  conditionsOf,
  direction,
  type MentionFilter,
  type Place,
  periodConditions,
  tablesOf,
} from "./mention-conditions.ts";
import type { Query } from "./query.ts";
import { type SearchCondition, searchCondition, searchWindows } from "./search.ts";

export interface MentionPage {
  /** Where the page before ended. */
  after: Place | null;
  order: "asc" | "desc";
  limit: number;
}

/** Places found, one more than the page where there are more; `stoppedAt`: looking stopped there before its end. */
export interface Found {
  places: Place[];
  stoppedAt: Place | null;
}

/**
 * Where words alone do not decide, a page looks at so many texts at most, and the next one goes on from there; a count
 * looks at so many, and says that it stopped. `rows`: where words stand in an order, so many mentions that hold them
 * are read before looking stops; PostgreSQL compares their places, which takes a fraction of looking at texts.
 */
export const mostLookedAt = {
  page: { texts: 3000, rows: 8000 },
  count: { texts: 20_000, rows: 100_000 },
};
export type MostLookedAt = (typeof mostLookedAt)["page"];
const lookedAtOnce = 500;
/**
 * So many mentions of a monitor, from the near end, are held against the words first; and so many at most, where the
 * first ones let expect that they fill the page.
 */
const walked = { first: 250, most: 2000 };

/** Along the index of words, in windows that grow from the near end of the period. */
export async function alongWords(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  query: Query,
  page: MentionPage,
  most: MostLookedAt,
): Promise<Found> {
  const period = await periodOf(db, workspaceId, filter);
  if (!period) return { places: [], stoppedAt: null };
  const condition = searchCondition(query);
  const look = looker(db, query, condition, page.limit + 1, most);
  let { after } = page;
  if (filter.monitor !== undefined) {
    for (let count = walked.first; count > 0; ) {
      const walk = await alongMonitor(db, workspaceId, filter, condition, { ...page, after }, count);
      await look.at(walk.candidates);
      if (look.isFull() || walk.end === null) return look.found();
      after = walk.end;
      count = count === walked.first ? worthWalking(walk.candidates.length, page.limit) : 0;
    }
  }
  const from = after && page.order === "asc" && after.at > period.from ? after.at : period.from;
  // A mention's place is in the last instant of its window; the end of a window is in none.
  const end = after && after.id !== noId ? after.at.getTime() + 1 : after?.at.getTime();
  const to = new Date(Math.min((page.order === "desc" && end) || period.to.getTime(), period.to.getTime()));
  let read = 0;
  for (const window of searchWindows(workspaceId, from, to, page.order)) {
    for (;;) {
      const limit = look.wanted();
      const near = await candidates(db, workspaceId, { ...filter, ...window }, condition, window.words, {
        after,
        order: page.order,
        limit,
      });
      await look.at(near.candidates);
      after = near.candidates.at(-1) ?? after;
      if (look.isFull()) return look.found();
      read += near.read;
      if (near.candidates.length < limit) break;
    }
    const isOver = condition.inOrder !== condition.words && read >= most.rows;
    if (isOver)
      return { ...look.found(), stoppedAt: { at: page.order === "asc" ? window.to : window.from, id: noId } };
  }
  return look.found();
}

/** Before or after every mention of its instant: where a window ends. */
const noId = "00000000-0000-0000-0000-000000000000";

/** What may match. */
interface Candidate extends Place {
  /** It does: its text need not be looked at. */
  isMatch: boolean;
}

/** Looks at candidates in their order until there are `wanted` matches, or too many texts were looked at. */
function looker(db: Database, query: Query, condition: SearchCondition, wanted: number, most: MostLookedAt) {
  // The plain definition of the query takes some ten times as long, for thousands of texts.
  const matcher = compileMatcher([{ id: "asked", query }]);
  const places: Place[] = [];
  let looked = 0;
  let stoppedAt: Place | null = null;
  const isFull = () => places.length >= wanted || stoppedAt !== null;
  return {
    async at(rows: readonly Candidate[]): Promise<void> {
      for (let start = 0; start < rows.length && !isFull(); start += lookedAtOnce) {
        const some = rows.slice(start, start + lookedAtOnce);
        const matching = await matchesAmong(db, matcher, some);
        for (const { at, id, isMatch } of some) {
          if (places.length >= wanted) return;
          if (isMatch || matching.has(id)) places.push({ at, id });
        }
        looked += some.filter(({ isMatch }) => !isMatch).length;
        const last = some.at(-1);
        if (looked >= most.texts && last !== undefined) stoppedAt = { at: last.at, id: last.id };
      }
    },
    /** How many candidates it makes sense to bring. */
    wanted: () => (condition.decides ? wanted - places.length : most.texts - looked),
    isFull,
    found: (): Found => ({ places, stoppedAt: places.length >= wanted ? null : stoppedAt }),
  };
}

/** Those among some candidates whose text the query matches. */
async function matchesAmong(
  db: Database,
  matcher: Matcher,
  candidates: readonly Candidate[],
): Promise<Set<string>> {
  const ids = candidates.flatMap(({ id, isMatch }) => (isMatch ? [] : [id]));
  if (ids.length === 0) return new Set();
  const rows = await db.$queryRaw<TextRow[]>`
    select id, text, language, network, author_handle as "authorHandle", url from mention where id = any(${ids}::uuid[])`;
  const matching = rows.filter(
    (row) => matcher.match({ ...row, language: row.language === "und" ? null : row.language }).length > 0,
  );
  return new Set(matching.map(({ id }) => id));
}

interface TextRow {
  id: string;
  text: string;
  language: string;
  network: string;
  authorHandle: string | null;
  url: string | null;
}

/** What the words say of `mention m`; without words, anything may match. */
function isMatch({ words, decides }: SearchCondition): Prisma.Sql {
  return decides && words !== null ? Prisma.sql`m.search is not null` : Prisma.sql`false`;
}

/** How many mentions more fill a page when so many of the first stood under the words; zero: too many. */
function worthWalking(candidates: number, limit: number): number {
  const needed = Math.ceil((1.5 * limit * walked.first) / candidates);
  return needed <= walked.most ? needed : 0;
}

/**
 * The nearest mentions of a monitor that stand under the words: where a word is frequent, they fill a page, and the
 * index of words would bring together what everybody says with it.
 * @returns `end`: how far was looked; null: there are no more
 */
async function alongMonitor(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  condition: SearchCondition,
  { after, order }: MentionPage,
  count: number,
): Promise<{ candidates: Candidate[]; end: Place | null }> {
  const { monitor = "", label, language, network, author, site } = filter;
  const conditions = Prisma.join(
    [
      Prisma.sql`l.monitor_id = ${monitor}::uuid`,
      linkConditions({ label, language, network, author, site }),
      ...periodConditions(filter, column.link),
      ...beyond(after, order, column.link),
    ],
    " and ",
  );
  const isNamed =
    condition.inOrder === null
      ? Prisma.sql`true`
      : Prisma.sql`(m.search @@ ${condition.inOrder}::tsquery or m.search is null)`;
  // `offset 0`: the index of time is walked first, whatever the planner expects of the words.
  const rows = await db.$queryRaw<(Candidate & { isCandidate: boolean })[]>`
    select l.mention_id as id, l.published_at as at, coalesce(m.is_match, false) as "isMatch",
      m.is_match is not null as "isCandidate"
    from (
      select mention_id, published_at from mention_monitor l where ${conditions}
      order by published_at ${direction(order)}, mention_id ${direction(order)} limit ${count}
    ) l
    left join lateral (
      select ${isMatch(condition)} as is_match from mention m
      where m.id = l.mention_id and ${isNamed} and ${Prisma.join(conditionsOf(workspaceId, filter), " and ")}
      offset 0) m on true
    order by l.published_at ${direction(order)}, l.mention_id ${direction(order)}`;
  const last = rows.length < count ? undefined : rows.at(-1);
  return {
    candidates: rows.filter(({ isCandidate }) => isCandidate),
    end: last ? { at: last.at, id: last.id } : null,
  };
}

/**
 * What stands under the words, in order. Found first and put in order then: so that the index of words is always
 * taken, and never every mention of a period looked at because many were expected to match.
 * @returns `read`: how many mentions hold the words, in whatever order
 */
async function candidates(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  condition: SearchCondition,
  timeWords: string,
  { after, order, limit }: MentionPage,
): Promise<{ candidates: Candidate[]; read: number }> {
  const words = condition.words === null ? timeWords : `(${condition.words}) & (${timeWords})`;
  const isNamed =
    condition.inOrder === condition.words
      ? Prisma.sql`true`
      : Prisma.sql`m.search is null or m.search @@ ${condition.inOrder}::tsquery`;
  const rows = await db.$queryRaw<(Candidate & { read: number })[]>`
    with found as materialized (
      select m.id, m.published_at as at, ${isMatch(condition)} as "isMatch", ${isNamed} as "isNamed"
      from ${tablesOf(filter)}
      where (m.search @@ ${words}::tsquery or m.search is null)
        and ${Prisma.join([...conditionsOf(workspaceId, filter), ...periodConditions(filter, column.mention)], " and ")}
    )
    select f.id, f.at, f."isMatch", r.read from (select count(*)::int as read from found) r
    left join lateral (
      select * from found where ${Prisma.join([Prisma.sql`"isNamed"`, ...beyond(after, order, column.found)], " and ")}
      order by at ${direction(order)}, id ${direction(order)} limit ${limit}) f on true
    order by f.at ${direction(order)}, f.id ${direction(order)}`;
  return { candidates: rows.filter(({ id }) => id !== null), read: rows[0]?.read ?? 0 };
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
