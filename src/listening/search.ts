import { Temporal } from "temporal-polyfill";
import { fold, tokensOf } from "./fold.ts";
import { signsOf } from "./matcher-signs.ts";
import type { Phrase, Query } from "./query-tree.ts";

/**
 * Full-text search: what a mention is filed under in PostgreSQL (`mention.search`, a `tsvector` without positions),
 * and what to ask there for a query. The database only narrows down; the matcher has the last word wherever the
 * words alone do not decide.
 */

/** Longer words are filed by their beginning. PostgreSQL takes 2046 bytes. */
const longestWord = 60;

/** The words, `#tags` and `@handles` of a text, and when it was published: by day and by month, with its workspace. */
export function searchWords(text: string, workspaceId: string, publishedAt: Date): string[] {
  const folded = fold(text);
  const { tags, handles } = signsOf(folded);
  const day = publishedAt.toISOString().slice(0, 10);
  return [
    ...new Set([
      ...tokensOf(folded).map((token) => filed(token.text)),
      ...[...tags].map((tag) => filed(`#${tag}`)),
      ...[...handles].map((handle) => filed(`@${handle}`)),
      timeWord(workspaceId, day),
      timeWord(workspaceId, day.slice(0, 7)),
    ]),
  ];
}

/** What to ask the database for. */
export interface SearchCondition {
  /** Text form of a `tsquery` that every match fulfils; null: any text may match. */
  words: string | null;
  /** Whether what fulfils it is a match; otherwise each has to be looked at. */
  decides: boolean;
}

export function searchCondition(query: Query): SearchCondition {
  switch (query.kind) {
    case "and":
      return together(query.parts.map(searchCondition), " & ");
    case "or":
      return together(query.parts.map(searchCondition), " | ");
    case "not": {
      const { words, decides } = searchCondition(query.part);
      return decides && words !== null ? { words: `!(${words})`, decides } : anything;
    }
    case "near": {
      const sides = [query.left, query.right].map((side) => together(side.map(phraseCondition), " | "));
      return { ...together(sides, " & "), decides: false };
    }
    case "phrase":
      return phraseCondition(query);
    case "exact":
      return { ...phraseCondition({ kind: "phrase", text: query.text, prefix: false }), decides: false };
    case "tag":
      return signCondition(`#${fold(query.tag)}`);
    case "handle":
      return signCondition(`@${fold(query.handle)}`);
    case "filter":
      return anything;
  }
}

const anything: SearchCondition = { words: null, decides: false };

function phraseCondition({ text, prefix }: Phrase): SearchCondition {
  const tokens = tokensOf(fold(text)).map((token) => token.text);
  if (tokens.length === 0) return anything;
  const words = tokens.map((token, index) => {
    const isOpen = (prefix && index === tokens.length - 1) || token.length > longestWord;
    return quoted(filed(token)) + (isOpen ? ":*" : "");
  });
  return {
    words: words.join(" & "),
    decides: tokens.length === 1 && tokens.every((token) => token.length <= longestWord),
  };
}

function signCondition(sign: string): SearchCondition {
  return { words: quoted(filed(sign)), decides: sign.length <= longestWord };
}

/** A part that may be anything leaves an AND to the others, and makes an OR anything. */
function together(parts: readonly SearchCondition[], operator: " & " | " | "): SearchCondition {
  const known = parts.flatMap(({ words }) => (words === null ? [] : [`(${words})`]));
  if (known.length === 0 || (operator === " | " && known.length < parts.length)) return anything;
  return { words: known.join(operator), decides: parts.every(({ decides }) => decides) };
}

/** A stretch of time, and the words under which all its mentions are filed. */
export interface SearchWindow {
  from: Date;
  to: Date;
  words: string;
}

/**
 * Cuts a period into windows that grow from its end (or from its start, when `order` is `asc`): what is asked for is
 * mostly near, and the index then has to bring together few mentions. Days for the first month, then months.
 * @param to not included
 */
export function searchWindows(
  workspaceId: string,
  from: Date,
  to: Date,
  order: "asc" | "desc",
): SearchWindow[] {
  const days = daysBetween(from, to);
  if (order === "desc") days.reverse();
  const windows: SearchWindow[] = [];
  for (let at = 0, size = 1; at < days.length; size *= 2) {
    const taken = days.slice(at, at + size);
    at += taken.length;
    windows.push(windowOf(workspaceId, taken, from, to));
  }
  return windows;
}

/** The words for one whole period, or null when it is so long that they would narrow nothing. */
export function periodWords(workspaceId: string, from: Date, to: Date): string | null {
  const days = daysBetween(from, to);
  return days.length === 0 || days.length > 366 * 2 ? null : windowOf(workspaceId, days, from, to).words;
}

function windowOf(workspaceId: string, days: readonly string[], from: Date, to: Date): SearchWindow {
  const sorted = [...days].sort();
  const [first = "", last = ""] = [sorted[0], sorted.at(-1)];
  const units = days.length <= 31 ? sorted : [...new Set(sorted.map((day) => day.slice(0, 7)))];
  const start = new Date(`${first}T00:00:00Z`);
  const end = new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000);
  return {
    from: start > from ? start : from,
    to: end < to ? end : to,
    words: units.map((unit) => quoted(timeWord(workspaceId, unit))).join(" | "),
  };
}

/** Days in UTC, as `2026-11-22`. */
function daysBetween(from: Date, to: Date): string[] {
  if (from >= to) return [];
  const dayOf = (at: Date) => Temporal.PlainDate.from(at.toISOString().slice(0, 10));
  const last = dayOf(new Date(to.getTime() - 1));
  const days: string[] = [];
  for (let day = dayOf(from); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    days.push(day.toString());
  return days;
}

/** `~` stands in no word of a text. The beginning of the workspace's id will do: the row has it whole. */
function timeWord(workspaceId: string, unit: string): string {
  return `~${unit}~${workspaceId.slice(-12)}`;
}

function filed(word: string): string {
  return word.length > longestWord ? word.slice(0, longestWord).replace(/\p{Surrogate}/gu, "") : word;
}

/** https://www.postgresql.org/docs/current/datatype-textsearch.html */
function quoted(word: string): string {
  return `'${word.replace(/[\\']/g, (sign) => sign + sign)}'`;
}
