import type { Cursor } from "../../listening/source.ts";
import type { XFailure } from "./failure.ts";
import type { Page } from "./schema.ts";

/**
 * Where a source stands. It goes through one or more lists (a query each) page by page, and keeps for each the
 * newest id it has seen, so that the next round asks for later posts only.
 */
export interface Place {
  /** Which list. */
  key: string;
  index: number;
  /** The next page of this list; `null`: the first. */
  token: string | null;
  /** The newest id seen on the earlier pages of this list in this round. */
  newestId: string | null;
  sinceId: string | null;
}

/** The place at which to go on. `keys` are the lists of today; there is at least one. */
export function placeIn(cursor: Cursor | null, keys: readonly [string, ...string[]]): Place {
  const index = Math.max(0, keys.indexOf(textAt(cursor, "at") ?? ""));
  const key = keys[index] ?? keys[0];
  const resumes = textAt(cursor, "at") === key;
  return {
    key,
    index,
    token: resumes ? textAt(cursor, "token") : null,
    newestId: resumes ? textAt(cursor, "newest") : null,
    sinceId: sinceIds(cursor, keys)[sinceKey(key)] ?? null,
  };
}

/** The cursor after a page, and whether there is more to ask for right now. */
export function after(
  cursor: Cursor | null,
  keys: readonly [string, ...string[]],
  place: Place,
  page: Page["meta"],
): { cursor: Cursor; more: boolean } {
  const since = sinceIds(cursor, keys);
  const newest = later(place.newestId, page.newest_id ?? null);
  if (page.next_token)
    return { cursor: { ...since, at: place.key, token: page.next_token, newest }, more: true };
  const next = keys[place.index + 1];
  return {
    cursor: {
      ...since,
      [sinceKey(place.key)]: later(place.sinceId, newest),
      at: next ?? keys[0],
      token: null,
      newest: null,
    },
    more: next !== undefined,
  };
}

/**
 * The same place without what X no longer takes: a page token that ran out, or an id older than the seven days that
 * recent search reaches back. `null` when the refusal is about something else.
 */
export function withoutStale(place: Place, failure: XFailure): Place | null {
  if (failure.kind !== "refused" || failure.status !== 400) return null;
  const names = (name: string) => failure.fields.includes(name) || failure.detail.includes(name);
  if (place.token && (names("next_token") || names("pagination_token"))) return { ...place, token: null };
  if (place.sinceId && names("since_id")) return { ...place, sinceId: null, token: null };
  return null;
}

/** A list that is new (its terms changed) starts at the oldest id known, so that nothing between is lost. */
function sinceIds(cursor: Cursor | null, keys: readonly string[]): Record<string, string | null> {
  const known = Object.keys(cursor ?? {})
    .filter((name) => name.startsWith("since:"))
    .map((name) => textAt(cursor, name))
    .filter((id) => id !== null);
  const oldest = known.reduce<string | null>(
    (least, id) => (least === null || later(least, id) === least ? id : least),
    null,
  );
  return Object.fromEntries(
    keys.map((key) => [
      sinceKey(key),
      cursor && sinceKey(key) in cursor ? textAt(cursor, sinceKey(key)) : oldest,
    ]),
  );
}

function sinceKey(key: string): string {
  return `since:${key}`;
}

/** Ids are decimal numbers too large for a JavaScript number; a longer one is larger. */
function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  if (one.length !== other.length) return one.length > other.length ? one : other;
  return one > other ? one : other;
}

function textAt(cursor: Cursor | null, name: string): string | null {
  const value = cursor?.[name];
  return typeof value === "string" ? value : null;
}
