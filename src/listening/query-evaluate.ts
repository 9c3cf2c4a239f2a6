import { exactForm, type FoldedToken, fold, tokensOf } from "./fold.ts";
import { addressForms, handleForms, languageForms, signsOf } from "./matcher-signs.ts";
import type { Phrase, Query, Term } from "./query-tree.ts";

/** What a mention is matched on. */
export interface MatchInput {
  /** Plain text, title included. */
  text: string;
  /** BCP 47, or null where it is not known: then no `lang:` matches. */
  language: string | null;
  network: string;
  /** Without leading `@`. */
  authorHandle: string | null;
  url: string | null;
}

/**
 * True when the query matches. The plain definition of what a query means, one text at a time: for previews, and
 * what the fast matcher is held against.
 */
export function evaluateQuery(query: Query, input: MatchInput): boolean {
  switch (query.kind) {
    case "and":
      return query.parts.every((part) => evaluateQuery(part, input));
    case "or":
      return query.parts.some((part) => evaluateQuery(part, input));
    case "not":
      return !evaluateQuery(query.part, input);
    case "near":
      return isNear(query, tokensOf(fold(input.text)));
    case "phrase":
    case "exact":
    case "tag":
    case "handle":
    case "filter":
      return hasTerm(query, input);
  }
}

function hasTerm(term: Term, input: MatchInput): boolean {
  switch (term.kind) {
    case "phrase":
      return placesOf(term, tokensOf(fold(input.text))).length > 0;
    case "exact":
      return (
        hasExact(exactForm(input.text), term.text) &&
        placesOf({ kind: "phrase", text: term.text, prefix: false }, tokensOf(fold(input.text))).length > 0
      );
    case "tag":
      return signsOf(fold(input.text)).tags.has(fold(term.tag));
    case "handle":
      return signsOf(fold(input.text)).handles.has(fold(term.handle));
    case "filter":
      return hasFilter(term, input);
  }
}

function hasFilter(filter: Extract<Term, { kind: "filter" }>, input: MatchInput): boolean {
  switch (filter.field) {
    case "lang":
      return languageForms(input.language).includes(filter.value);
    case "network":
      return input.network === filter.value;
    case "from":
      return input.authorHandle !== null && handleForms(input.authorHandle).includes(fold(filter.value));
    case "url":
      return addressForms(input.text, input.url).has(filter.value);
  }
}

/** First and last token of every occurrence of a phrase. */
function placesOf(phrase: Phrase, tokens: readonly FoldedToken[]): { first: number; last: number }[] {
  const wanted = tokensOf(fold(phrase.text));
  const fits = (want: FoldedToken, offset: number, at: number) => {
    const token = tokens[at + offset];
    if (!token) return false;
    // What is written in one piece in the query must be so in the text.
    if (offset > 0 && want.glued && !token.glued) return false;
    const isOpen = phrase.prefix && offset === wanted.length - 1;
    return isOpen ? token.text.startsWith(want.text) : token.text === want.text;
  };
  return tokens
    .map((_, at) => ({ first: at, last: at + wanted.length - 1 }))
    .filter(({ first }) => wanted.every((want, offset) => fits(want, offset, first)));
}

function isNear(near: Extract<Query, { kind: "near" }>, tokens: readonly FoldedToken[]): boolean {
  const rights = near.right.flatMap((phrase) => placesOf(phrase, tokens));
  return near.left
    .flatMap((phrase) => placesOf(phrase, tokens))
    .some((left) => rights.some((right) => areNear(left, right, near.distance)));
}

/** Two places, one after the other, not over each other, at most `distance` words apart. */
export function areNear(
  a: { first: number; last: number },
  b: { first: number; last: number },
  distance: number,
): boolean {
  const gap = Math.max(b.first - a.last, a.first - b.last);
  return gap >= 1 && gap <= distance;
}

/** True when `wanted` stands in `text` (both in their exact form) and is not part of a longer word. */
export function hasExact(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + wanted.length, at + wanted.length + 2);
    if (
      !(endsSpaced.test(before) && startsSpaced.test(wanted)) &&
      !(endsSpaced.test(wanted) && startsSpaced.test(after))
    )
      return true;
  }
  return false;
}

// A letter or digit of a script that separates its words.
const spaced =
  "(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}])[\\p{L}\\p{M}\\p{N}]";
const startsSpaced = new RegExp(`^${spaced}`, "u");
const endsSpaced = new RegExp(`${spaced}$`, "u");
