import { fold, tokensOf } from "./fold.ts";
import { signsOf } from "./matcher-signs.ts";
import type { Phrase, Query } from "./query-tree.ts";

/**
 * Full-text search: what a mention is filed under in PostgreSQL (`mention.search`, a `tsvector` with the places of its
 * words), and what to ask there for a query. The database only narrows down; the matcher has the last word wherever
 * the words alone do not decide.
 */

/** Longer words are filed by their beginning. PostgreSQL takes 2046 bytes. */
const longestWord = 60;

/** A vector keeps so many places of one word, and none beyond so many words; it drops the others silently. */
const mostPlaces = { ofAWord: 255, inAText: 16_383 } as const;
/** Stands in place of the places where a text has more: its phrases are looked for in the text itself. */
const withoutPlaces = "~long";

/**
 * The `tsvector` of a text, as text: its words, `#tags` and `@handles`, and when it was published: by day and by month,
 * with its workspace. Words have their places, from one, so that PostgreSQL tells a phrase from words far apart.
 */
export function searchVector(text: string, workspaceId: string, publishedAt: Date): string {
  const folded = fold(text);
  const { tags, handles } = signsOf(folded);
  const tokens = tokensOf(folded);
  const places = new Map<string, number[]>();
  for (const [index, token] of tokens.entries()) {
    const word = filed(token.text);
    const of = places.get(word);
    if (of) of.push(index + 1);
    else places.set(word, [index + 1]);
  }
  const isLong =
    tokens.length > mostPlaces.inAText || [...places.values()].some((of) => of.length > mostPlaces.ofAWord);
  const day = publishedAt.toISOString().slice(0, 10);
  const others = [
    ...[...tags].map((tag) => filed(`#${tag}`)),
    ...[...handles].map((handle) => filed(`@${handle}`)),
    timeWord(workspaceId, day),
    timeWord(workspaceId, day.slice(0, 7)),
    ...(isLong ? [withoutPlaces] : []),
  ];
  return [
    ...[...places].map(([word, of]) => (isLong ? quoted(word) : `${quoted(word)}:${of.join(",")}`)),
    ...others.map(quoted),
  ].join(" ");
}

/** What to ask the database for. */
export interface SearchCondition {
  /** Text form of a `tsquery` that every match fulfils, of words alone; null: any text may match. */
  words: string | null;
  /** The same with the order of the words in phrases; the same as `words` where there are none. */
  inOrder: string | null;
  /** Whether what fulfils it is a match; otherwise each has to be looked at. */
  decides: boolean;
}

export function searchCondition(query: Query): SearchCondition {
  const condition = narrowed(query);
  const { words, inOrder } = condition;
  return words === inOrder
    ? condition
    : { ...condition, inOrder: `(${inOrder}) | (${words}) & ${quoted(withoutPlaces)}` };
}

function narrowed(query: Query): SearchCondition {
  switch (query.kind) {
    case "and":
      return together(query.parts.map(narrowed), " & ");
    case "or":
      return together(query.parts.map(narrowed), " | ");
    case "not": {
      const { words, decides } = narrowed(query.part);
      return decides && words !== null ? onlyWords(`!(${words})`, decides) : anything;
    }
    case "near":
      return nearCondition(query);
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

const anything: SearchCondition = { words: null, inOrder: null, decides: false };

function onlyWords(words: string, decides: boolean): SearchCondition {
  return { words, inOrder: words, decides };
}

function phraseCondition({ text, prefix }: Phrase): SearchCondition {
  const tokens = tokensOf(fold(text)).map((token) => token.text);
  if (tokens.length === 0) return anything;
  const asked = tokens.map((token, index) => {
    const isOpen = (prefix && index === tokens.length - 1) || token.length > longestWord;
    return quoted(filed(token)) + (isOpen ? ":*" : "");
  });
  const words = asked.join(" & ");
  if (tokens.length > 1) return { words, inOrder: asked.join(" <-> "), decides: false };
  return onlyWords(
    words,
    tokens.every((token) => token.length <= longestWord),
  );
}

/** So many distances at which two terms stand near each other are asked for; of more, the words alone narrow down. */
const mostWays = 100;

/**
 * Each alternative and each distance by itself: `<2>` is two words apart, neither more nor less, and PostgreSQL knows
 * only one length of what stands in parentheses, also where one alternative is longer than the other.
 * https://www.postgresql.org/docs/current/functions-textsearch.html
 */
function nearCondition({ left, right, distance }: Extract<Query, { kind: "near" }>): SearchCondition {
  const [before, after] = [left.map(phraseCondition), right.map(phraseCondition)];
  const both = together([together(before, " | "), together(after, " | ")], " & ");
  const isAny = [...before, ...after].some(({ inOrder }) => inOrder === null);
  if (isAny || before.length * after.length * distance > mostWays) return { ...both, decides: false };
  const distances = Array.from({ length: distance }, (_, index) => `<${index + 1}>`);
  const inOrder = before.flatMap((a) =>
    after.flatMap((b) =>
      distances.map(
        (apart) => `(${a.inOrder}) ${apart} (${b.inOrder}) | (${b.inOrder}) ${apart} (${a.inOrder})`,
      ),
    ),
  );
  return { ...both, inOrder: inOrder.join(" | "), decides: false };
}

function signCondition(sign: string): SearchCondition {
  return onlyWords(quoted(filed(sign)), sign.length <= longestWord);
}

/** A part that may be anything leaves an AND to the others, and makes an OR anything. */
function together(parts: readonly SearchCondition[], operator: " & " | " | "): SearchCondition {
  const known = parts.filter(({ words }) => words !== null);
  if (known.length === 0 || (operator === " | " && known.length < parts.length)) return anything;
  const joined = (form: "words" | "inOrder") => known.map((part) => `(${part[form]})`).join(operator);
  return {
    words: joined("words"),
    inOrder: joined("inOrder"),
    decides: parts.every(({ decides }) => decides),
  };
}

/** A stretch of time, and the words under which all its mentions are filed. */
export interface SearchWindow {
  from: Date;
  to: Date;
  /** How many days (UTC) it touches. */
  days: number;
  words: string;
}

/**
 * The next window of a search: so many days of what is left of a period, from its end (or from its start, when `order`
 * is `asc`). What is asked for is mostly near, and the index then has to bring together few mentions.
 * @param rest `to` is not included
 */
export function searchWindow(
  workspaceId: string,
  rest: { from: Date; to: Date },
  order: "asc" | "desc",
  days: number,
): SearchWindow {
  const [first, last] = [dayOf(rest.from), dayOf(rest.to, -1)];
  return order === "asc"
    ? windowOf(workspaceId, first, Math.min(last, first + days - 1), rest)
    : windowOf(workspaceId, Math.max(first, last - days + 1), last, rest);
}

/** The words for one whole period, or null when it is so long that they would narrow nothing. */
export function periodWords(workspaceId: string, from: Date, to: Date): string | null {
  const days = daysIn({ from, to });
  return days === 0 || days > 366 * 2
    ? null
    : windowOf(workspaceId, dayOf(from), dayOf(to, -1), { from, to }).words;
}

/** How many days (UTC) a period touches. */
export function daysIn({ from, to }: { from: Date; to: Date }): number {
  return from < to ? dayOf(to, -1) - dayOf(from) + 1 : 0;
}

/** What looking has shown lately: in how many days, how many mentions were held against the query, how many matched. */
export interface Seen {
  days: number;
  rows: number;
  matches: number;
}

export const nothingSeen: Seen = { days: 0, rows: 0, matches: 0 };

/** So many mentions are expected in one window at most. */
const mostInWindow = 8000;

/** How many mentions more are expected to hold the matches that are still wanted. */
export function rowsToRead({ rows, matches }: Seen, wanted: number): number {
  return Math.min(mostInWindow, Math.ceil((1.5 * wanted * (rows + 1)) / (matches + 0.5)));
}

/**
 * How many days the next window should have, for as many mentions. Every window reads the index anew, so few windows
 * are better than small ones.
 */
export function daysToRead(seen: Seen, wanted: number): number {
  if (seen.days === 0) return 1;
  return Math.max(1, Math.floor((rowsToRead(seen, wanted) * seen.days) / (seen.rows + 1)));
}

/** Whether one way of looking meets fewer mentions a day than another: the shorter one, since both find the same. */
export function isSparser(one: Seen, other: Seen): boolean {
  return one.days > 0 && other.days > 0 && one.rows * other.days < other.rows * one.days;
}

/** Days as numbers, both included. */
function windowOf(
  workspaceId: string,
  first: number,
  last: number,
  within: { from: Date; to: Date },
): SearchWindow {
  const days = Array.from({ length: last - first + 1 }, (_, index) =>
    new Date((first + index) * dayMilliseconds).toISOString().slice(0, 10),
  );
  const units = days.length <= 31 ? days : [...new Set(days.map((day) => day.slice(0, 7)))];
  return {
    from: new Date(Math.max(first * dayMilliseconds, within.from.getTime())),
    to: new Date(Math.min((last + 1) * dayMilliseconds, within.to.getTime())),
    days: days.length,
    words: units.map((unit) => quoted(timeWord(workspaceId, unit))).join(" | "),
  };
}

const dayMilliseconds = 86_400_000;

/** The day (UTC) of an instant, counted from 1970. */
function dayOf(at: Date, moved = 0): number {
  return Math.floor((at.getTime() + moved) / dayMilliseconds);
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
