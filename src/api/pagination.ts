import { z } from "zod";
import { invalid } from "../errors.ts";
import { message } from "../messages.ts";
import type { PageQuery } from "./schemas.ts";

/** Where a page ended: the instant and id of its last row. */
export interface Place {
  at: Date;
  id: string;
}

/** Milliseconds of an instant that a database knows, and an id. */
const Written = z.tuple([z.int().min(-62_135_596_800_000).max(253_402_300_799_999), z.uuid()]);

/** @throws Invalid when the cursor is not one that Vigie gave */
export function readCursor(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = Written.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { at: new Date(at), id };
  } catch {
    throw invalid(
      "/cursor",
      message(
        "bad_cursor",
        `"${cursor}" is not a cursor; take the nextCursor of the page before`,
        `«\u202f${cursor}\u202f» n’est pas un curseur\u202f; prenez le nextCursor de la page précédente`,
      ),
    );
  }
}

export function writeCursor({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at.getTime(), id])).toString("base64url");
}

/** What a query for `limit + 1` rows found, as a page. */
export function page<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Place,
  view: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(view),
    nextCursor: rows.length > limit && last ? writeCursor(placeOf(last)) : null,
  };
}

/** Prisma's condition for the rows behind a place, in a list ordered by `column` and id. */
export function behind(place: Place | null, column: string, order: "asc" | "desc") {
  if (!place) return {};
  const after = order === "asc" ? "gt" : "lt";
  return {
    OR: [{ [column]: { [after]: place.at } }, { [column]: place.at, id: { [after]: place.id } }],
  };
}

/**
 * How Prisma finds a page of a list in the order in which its rows were made, and one row more. `after` belongs into
 * the condition; `pageByCreation` makes the answer of what was found.
 */
export function byCreation({ limit, cursor, order }: z.infer<typeof PageQuery>) {
  return {
    after: behind(readCursor(cursor), "createdAt", order),
    paging: { orderBy: [{ createdAt: order }, { id: order }], take: limit + 1 },
  };
}

export function pageByCreation<Row extends { createdAt: Date; id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
) {
  return page(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), view);
}
