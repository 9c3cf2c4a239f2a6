import type { Cursor } from "../../listening/source.ts";

/**
 * Where the search for one term stands. The list is newest first and its pages end at 1,000 hits, so older hits are
 * reached by a window over `created_at_i`: https://hn.algolia.com/api
 */
export interface Walk {
  /** Everything up to this second has been read; null: nothing yet. */
  known: number | null;
  /** While a backlog is walked: its newest second, and where it goes on downwards. */
  backlog: { top: number; until: number; page: number } | null;
}

/** What is searched becomes findable with a delay: as much is read again every time, and dropped where it is stored. */
const overlapSeconds = 300;
export const hitsPerPage = 100;
/** The search shows no more than 1,000 hits of one query. */
const lastPage = 1000 / hitsPerPage - 1;

export function walkIn(cursor: Cursor | null, term: string): Walk {
  const number = (part: string) => {
    const value = cursor?.[`${part}:${term}`];
    return typeof value === "number" ? value : null;
  };
  const [top, until] = [number("top"), number("until")];
  return {
    known: number("known"),
    backlog: top === null || until === null ? null : { top, until, page: number("page") ?? 0 },
  };
}

/** The window of the next page. */
export function windowOf({ known, backlog }: Walk): { numericFilters?: string; page: number } {
  const filters = [
    ...(known === null ? [] : [`created_at_i>${known - overlapSeconds}`]),
    ...(backlog ? [`created_at_i<=${backlog.until}`] : []),
  ];
  return {
    ...(filters.length > 0 ? { numericFilters: filters.join(",") } : {}),
    page: backlog?.page ?? 0,
  };
}

/** Where it stands after a page. @param seconds `created_at_i` of its hits, newest first */
export function walked(walk: Walk, seconds: readonly number[]): Walk {
  const top = Math.max(walk.backlog?.top ?? walk.known ?? 0, ...seconds.slice(0, 1));
  const oldest = seconds.at(-1);
  const isWhole = seconds.length < hitsPerPage || oldest === undefined;
  // The first page of all only shows that there is a past, which is not asked for.
  if (isWhole || walk.known === null) return { known: top > 0 ? top : walk.known, backlog: null };
  if (oldest !== walk.backlog?.until) return { known: walk.known, backlog: { top, until: oldest, page: 0 } };
  // More than a page in one second: on by pages, as far as they go, then past that second.
  const page = (walk.backlog?.page ?? 0) + 1;
  return page <= lastPage
    ? { known: walk.known, backlog: { top, until: oldest, page } }
    : { known: walk.known, backlog: { top, until: oldest - 1, page: 0 } };
}

/** A walk as it stands in the cursor. */
export function cursorOf({ known, backlog }: Walk, term: string): Cursor {
  return {
    [`known:${term}`]: known,
    ...(backlog
      ? { [`top:${term}`]: backlog.top, [`until:${term}`]: backlog.until, [`page:${term}`]: backlog.page }
      : {}),
  };
}
