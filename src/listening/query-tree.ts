import { fold, tokensOf } from "./fold.ts";

/** What a monitor listens for, as a tree. Made by `parseQuery`; texts are kept as written, folding is the matcher's. */
export type Query =
  | { kind: "and"; parts: readonly Query[] }
  | { kind: "or"; parts: readonly Query[] }
  | { kind: "not"; part: Query }
  /** A phrase of `left` at most `distance` words before or after one of `right`; neighbours are 1 apart. */
  | { kind: "near"; left: readonly Phrase[]; right: readonly Phrase[]; distance: number }
  | Term;

export type Term =
  | Phrase
  /** Found as it is written, accents and capitals included, between word boundaries. */
  | { kind: "exact"; text: string }
  /** Without the `#`. */
  | { kind: "tag"; tag: string }
  /** Without the `@`; a user mentioned in the text. */
  | { kind: "handle"; handle: string }
  | { kind: "filter"; field: FilterField; value: string };

/** One word or several in a row, whatever separates them. `prefix`: the last one may go on. */
export interface Phrase {
  kind: "phrase";
  text: string;
  prefix: boolean;
}

export const filterFields = ["lang", "network", "from", "url"] as const;
export type FilterField = (typeof filterFields)[number];

/**
 * The query in its normal form: the same tree as text, in as few signs as it takes.
 * `parseQuery(printQuery(query))` gives `query` again.
 */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case "and":
      return query.parts
        .map((part) => (part.kind === "or" ? `(${printQuery(part)})` : printQuery(part)))
        .join(" ");
    case "or":
      return query.parts.map(printQuery).join(" OR ");
    case "not":
      return isGroup(query.part) ? `-(${printQuery(query.part)})` : `-${printQuery(query.part)}`;
    case "near":
      return `${printAlternatives(query.left)} NEAR/${query.distance} ${printAlternatives(query.right)}`;
    case "phrase":
      return printText(query.text, query.prefix ? "*" : "");
    case "exact":
      return bareEnd.test(query.text) ? `="${query.text}"` : `=${query.text}`;
    case "tag":
      return `#${query.tag}`;
    case "handle":
      return `@${query.handle}`;
    case "filter":
      return `${query.field}:${bareEnd.test(query.value) ? `"${query.value}"` : query.value}`;
  }
}

/**
 * Plain words and phrases that a network's search may be asked for: every text that the query matches contains at
 * least one of them. Empty where that cannot be said (a prefix, a filter alone).
 */
export function queryTerms(query: Query): string[] {
  return [...new Set(searchTerms(query, false) ?? [])];
}

/** True when a text must contain something for the query to match, so that it cannot match nearly everything. */
export function demandsSomething(query: Query, negated = false): boolean {
  switch (query.kind) {
    case "not":
      return demandsSomething(query.part, !negated);
    case "and":
    case "or": {
      const demands = (part: Query) => demandsSomething(part, negated);
      return (query.kind === "and") !== negated ? query.parts.some(demands) : query.parts.every(demands);
    }
    case "near":
    case "phrase":
    case "exact":
    case "tag":
    case "handle":
    case "filter":
      return !negated;
  }
}

/** Joins parts; groups of the same kind melt into one, a group of one is its part. */
export function joined(kind: "and" | "or", parts: readonly Query[]): Query {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { kind, parts: flat };
}

/** The opposite; twice is nothing. */
export function negated(query: Query): Query {
  return query.kind === "not" ? query.part : { kind: "not", part: query };
}

/** Words that mean something else when they stand bare. */
export const operators = /^(?:AND|OR|NOT|NEAR(?:\/.*)?)$/u;
export const quotes = /["“”„‟«»]/u;
/** What ends a bare word. */
export const bareEnd = /[\s()（）"“”„‟«»]/u;
/** A sign that, at the start of a bare word, says what kind of term it is. */
export const leadingSign = /^[-–−=#＃@＠]/u;
export const filterStart = /^(\p{L}+):/u;

function printText(text: string, star: string): string {
  const isBare =
    !bareEnd.test(text) &&
    !leadingSign.test(text) &&
    !operators.test(`${text}${star}`) &&
    !filterStart.test(text);
  return isBare ? `${text}${star}` : `"${text}${star}"`;
}

function printAlternatives(phrases: readonly Phrase[]): string {
  const text = phrases.map(printQuery).join(" OR ");
  return phrases.length === 1 ? text : `(${text})`;
}

function isGroup(query: Query): boolean {
  return query.kind === "and" || query.kind === "or";
}

/** Terms of which every match has one, or null where there are none to name. */
function searchTerms(query: Query, isNegated: boolean): string[] | null {
  switch (query.kind) {
    case "not":
      return searchTerms(query.part, !isNegated);
    case "and":
    case "or": {
      const all = query.parts.map((part) => searchTerms(part, isNegated));
      if ((query.kind === "and") !== isNegated) return best(all);
      const named = all.filter((terms) => terms !== null);
      return named.length === all.length ? named.flat() : null;
    }
    case "near":
      return isNegated
        ? null
        : best([query.left, query.right].map((side) => searchTerms(joined("or", side), false)));
    case "phrase":
      return isNegated || query.prefix ? null : [query.text];
    case "exact":
      return isNegated ? null : [query.text];
    case "tag":
      return isNegated ? null : [`#${query.tag}`];
    case "handle":
      return isNegated ? null : [`@${query.handle}`];
    case "filter":
      return null;
  }
}

/** Of several lists that each would do: the shortest; of equally short ones, that of the longest words. */
function best(lists: readonly (string[] | null)[]): string[] | null {
  const shortest = (terms: readonly string[]) =>
    Math.min(...terms.map((term) => Math.max(0, ...tokensOf(fold(term)).map((token) => token.text.length))));
  const [first] = lists
    .filter((terms) => terms !== null)
    .sort((a, b) => a.length - b.length || shortest(b) - shortest(a));
  return first ?? null;
}
