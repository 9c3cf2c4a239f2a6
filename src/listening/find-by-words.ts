import type { Database } from "../platform/database.ts";
import {
  alongMonitor,
  type Candidate,
  type MentionPage,
  mostRead,
  periodOf,
  underWords,
} from "./find-candidates.ts";
import { compileMatcher, type Matcher } from "./matcher.ts";
import type { MentionFilter, Place } from "./mention-conditions.ts";
import type { Query } from "./query.ts";
import { daysToRead, type SearchCondition, type Seen, searchCondition, searchWindow } from "./search.ts";

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
  page: { texts: 3000, rows: 20_000 },
  count: { texts: 20_000, rows: 100_000 },
};
export type MostLookedAt = (typeof mostLookedAt)["page"];
const lookedAtOnce = 500;
/**
 * So many mentions of a monitor, from the near end, are held against the words first; and so many at most, where the
 * first ones let expect that they fill the page.
 */
const walked = { first: 250, most: 8000 };

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
      const limit = look.wanted();
      const walk = await alongMonitor(db, workspaceId, filter, condition, { ...page, after, limit }, count);
      await look.at(walk.candidates);
      if (look.isFull() || walk.end === null) return look.found();
      after = walk.end;
      count = count === walked.first ? worthWalking(walk.candidates.length, page.limit) : 0;
    }
  }
  const rest = { from: period.from, to: period.to };
  if (after && page.order === "asc" && after.at > rest.from) rest.from = after.at;
  // A mention's place is in the last instant of its window; the end of a window is in none.
  if (after && page.order === "desc")
    rest.to = new Date(Math.min(after.at.getTime() + (after.id === noId ? 0 : 1), rest.to.getTime()));
  let seen: Seen = { days: 0, rows: 0, matches: 0 };
  let rows = 0;
  while (rest.from < rest.to) {
    const window = searchWindow(workspaceId, rest, page.order, daysToRead(seen, look.missing()));
    const before = look.count();
    for (;;) {
      const limit = look.wanted();
      const near = await underWords(db, workspaceId, filter, condition, window, { ...page, after, limit });
      if (near.read === null) {
        seen = { days: window.days, rows: 8 * mostRead, matches: 0 };
        break;
      }
      await look.at(near.candidates);
      after = near.candidates.at(-1) ?? after;
      if (look.isFull()) return look.found();
      if (near.candidates.length === limit) continue;
      seen = { days: window.days, rows: near.read, matches: look.count() - before };
      rows += near.read;
      if (page.order === "asc") rest.from = window.to;
      else rest.to = window.from;
      break;
    }
    const isOver = condition.inOrder !== condition.words && rows >= most.rows && rest.from < rest.to;
    if (isOver)
      return { ...look.found(), stoppedAt: { at: page.order === "asc" ? rest.from : rest.to, id: noId } };
  }
  return look.found();
}

/** Before or after every mention of its instant: where a window ends. */
const noId = "00000000-0000-0000-0000-000000000000";

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
    wanted: () => {
      if (condition.decides) return wanted - places.length;
      return looked < lookedAtOnce ? lookedAtOnce : most.texts - looked;
    },
    missing: () => wanted - places.length,
    count: () => places.length,
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

/** How many mentions more fill a page when so many of the first stood under the words; zero: too many. */
function worthWalking(candidates: number, limit: number): number {
  const needed = Math.ceil((1.5 * limit * walked.first) / candidates);
  return needed <= walked.most ? needed : 0;
}
