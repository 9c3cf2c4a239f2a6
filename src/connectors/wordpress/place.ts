import type { Cursor } from "../../listening/source.ts";
import type { BlogComment } from "./schema.ts";

export const perPage = 100;

/** Where a source of comments stands. They are read from the oldest on. */
export interface Place {
  /** The newest comment's instant, UTC, to the second; `null`: from the beginning. */
  newestAt: string | null;
  /** Ids known of that very second: others of the same second may still come. */
  seen: readonly string[];
  /** 1, unless one second holds more comments than one page. */
  page: number;
  /** False once the site said that these credentials may not see comments that wait for approval. */
  mayModerate: boolean;
}

export function placeIn(cursor: Cursor | null): Place {
  const text = (name: string) => (typeof cursor?.[name] === "string" ? cursor[name] : null);
  return {
    newestAt: text("newestAt"),
    seen: (text("seen") ?? "").split(",").filter(Boolean),
    page: typeof cursor?.page === "number" ? cursor.page : 1,
    mayModerate: cursor?.mayModerate !== false,
  };
}

export function cursorAt({ newestAt, seen, page, mayModerate }: Place): Cursor {
  return { newestAt, seen: seen.join(","), page, mayModerate };
}

/** The comments of a page that are not known yet. */
export function unseen(place: Place, comments: readonly BlogComment[]): BlogComment[] {
  return comments.filter(
    ({ id, date_gmt }) => date_gmt !== place.newestAt || !place.seen.includes(String(id)),
  );
}

/** The place after a page. */
export function after(place: Place, comments: readonly BlogComment[], isFull: boolean): Place {
  const newestAt = comments.reduce<string | null>(
    (newest, { date_gmt }) => (newest === null || date_gmt > newest ? date_gmt : newest),
    place.newestAt,
  );
  const here = comments.filter(({ date_gmt }) => date_gmt === newestAt).map(({ id }) => String(id));
  const known = newestAt === place.newestAt ? place.seen : [];
  return {
    ...place,
    newestAt,
    seen: [...new Set([...known, ...here])],
    page: isFull && newestAt === place.newestAt ? place.page + 1 : 1,
  };
}
