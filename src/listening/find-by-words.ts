import type { Database } from "../platform/database.ts";
import { alongMonitor, type Candidate, type MentionPage, periodOf, underWords } from "./find-candidates.ts";
import { compileMatcher, type Matcher } from "./matcher.ts";
import type { MentionFilter, Place } from "./mention-conditions.ts";
import type { Query } from "./query.ts";
import {
  daysToRead,
  isSparser,
  nothingSeen,
  rowsToRead,
  type SearchCondition,
  searchCondition,
  searchWindow,
} from "./search.ts";

/** Places found, one more than the page where there are more; `stoppedAt`: looking stopped there before its end. */
export interface Found {
  places: Place[];
  stoppedAt: Place | null;
}

/**
 * Where words alone do not decide, a page looks at so many texts at most, and the next one goes on from there; a count
 * looks at so many, and says that it stopped. `rows`: where words stand in an order, so many mentions that hold them
 * are read before looking stops; PostgreSQL compares their places, which takes a fraction of looking at texts. `window`:
 * where so many hold the words in one window, smaller ones are read.
 */
export const mostLookedAt = {
  page: { texts: 3000, rows: 20_000, window: 16_000 },
  count: { texts: 20_000, rows: 100_000, window: 16_000 },
};
export type MostLookedAt = (typeof mostLookedAt)["page"];
const lookedAtOnce = 500;
/**
 * So many mentions of a monitor, from the near end, are held against the words first; and so many more without another
 * thought, where the first ones let expect that they fill the page.
 */
const walked = { first: 250, readily: 2000 };
/** Before or after every mention of its instant: where a window ends. */
const noId = "00000000-0000-0000-0000-000000000000";

/**
 * Along the index of words, in windows from the near end of the period, or along the mentions of a monitor: whichever
 * has fewer a day.
 */
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
  let [ofMonitor, ofWords] = [nothingSeen, nothingSeen];
  let mostDays = Number.POSITIVE_INFINITY;
  let rows = 0;
  for (;;) {
    const rest = restOf(period, after, page.order);
    if (rest.from >= rest.to) return look.found();
    if (condition.inOrder !== condition.words && rows >= most.rows)
      return { ...look.found(), stoppedAt: after };
    const limit = look.wanted();
    const matches = look.count();
    const count = ofMonitor.rows === 0 ? walked.first : rowsToRead(ofMonitor, look.missing());
    if (filter.monitor !== undefined && (count <= walked.readily || isSparser(ofMonitor, ofWords))) {
      const near = await alongMonitor(db, workspaceId, filter, condition, { ...page, after, limit }, count);
      await look.at(near.candidates);
      if (look.isFull() || near.end === null) return look.found();
      after = near.end;
      if (near.candidates.length === limit) continue;
      const left = restOf(period, after, page.order);
      const days = daysOf(rest) - daysOf(left);
      ofMonitor = { days, rows: count, matches: look.count() - matches };
    } else {
      const days = Math.min(daysToRead(ofWords, look.missing()), mostDays);
      const window = searchWindow(workspaceId, rest, page.order, days);
      const near = await underWords(db, workspaceId, filter, condition, window, most.window, {
        ...page,
        after,
        limit,
      });
      if (near.read === null) {
        mostDays = Math.ceil(window.days / 8);
        continue;
      }
      await look.at(near.candidates);
      if (look.isFull()) return look.found();
      after = near.candidates.at(-1) ?? after;
      if (near.candidates.length === limit) continue;
      after = { at: page.order === "asc" ? window.to : window.from, id: noId };
      ofWords = { days: window.days, rows: near.read, matches: look.count() - matches };
      mostDays = Number.POSITIVE_INFINITY;
      rows += near.read;
    }
  }
}

interface Period {
  from: Date;
  to: Date;
}

/** What of a period comes after a place. */
function restOf({ from, to }: Period, after: Place | null, order: "asc" | "desc"): Period {
  if (after === null) return { from, to };
  if (order === "asc") return { from: after.at > from ? after.at : from, to };
  // Others may have been published at the same instant as a mention, but none at the end of a window.
  const end = new Date(after.at.getTime() + (after.id === noId ? 0 : 1));
  return { from, to: end < to ? end : to };
}

function daysOf({ from, to }: Period): number {
  return (to.getTime() - from.getTime()) / 86_400_000;
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
