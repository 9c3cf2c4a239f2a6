import type { Cursor } from "../../listening/source.ts";

/**
 * How far a list that is newest first has been read. New items come in on top while it is read, a page at a time:
 * so a walk goes down from the newest to what was known before, over several polls where there is much, and only then
 * is everything down from its top known.
 */
export interface Walk {
  /** Everything up to here has been read, ISO 8601; `null`: nothing yet. */
  knownUntil: string | null;
  /** The walk that is under way: the network's cursor, and the newest item it began with. */
  next: { cursor: string; top: string } | null;
}

/** @param key sets one list's state apart from another's in a flat cursor */
export function walkIn(cursor: Cursor | null, key: string): Walk {
  const [knownUntil, next, top] = ["known", "next", "top"].map((part) => textIn(cursor, `${part}:${key}`));
  return { knownUntil: knownUntil ?? null, next: next && top ? { cursor: next, top } : null };
}

export function cursorOf(walk: Walk, key: string): Cursor {
  return {
    ...(walk.knownUntil ? { [`known:${key}`]: walk.knownUntil } : {}),
    ...(walk.next ? { [`next:${key}`]: walk.next.cursor, [`top:${key}`]: walk.next.top } : {}),
  };
}

/** Items are indexed a little out of order: what is this much older than the last known is looked at again. */
const overlapMs = 2 * 60_000;

/** From which instant on a page of this walk is of interest; `null`: the first page only, without the past. */
export function wantedSince(walk: Walk): string | null {
  return walk.knownUntil && new Date(Date.parse(walk.knownUntil) - overlapMs).toISOString();
}

/**
 * The walk after one page.
 * @param page `indexedAt` of the items on it, ISO 8601, newest first; `cursor` of the page after it, where there is one
 * @param now what is dated later is no place to go on from: nothing would be heard until then
 */
export function walked(
  walk: Walk,
  page: { indexedAt: readonly string[]; cursor: string | undefined },
  now: Date,
): Walk {
  const { cursor } = page;
  const indexedAt = page.indexedAt.flatMap((text) => {
    const at = Math.min(Date.parse(text), now.getTime());
    return Number.isNaN(at) ? [] : [new Date(at).toISOString()];
  });
  const top = walk.next?.top ?? indexedAt[0] ?? walk.knownUntil;
  const since = wantedSince(walk);
  const last = indexedAt.at(-1);
  const goesOn =
    cursor !== undefined && top !== null && since !== null && last !== undefined && last >= since;
  if (goesOn) return { knownUntil: walk.knownUntil, next: { cursor, top } };
  const newest = [top, walk.knownUntil].filter((at) => at !== null).toSorted();
  return { knownUntil: newest.at(-1) ?? null, next: null };
}

function textIn(cursor: Cursor | null, key: string): string | null {
  const value = cursor?.[key];
  return typeof value === "string" ? value : null;
}
