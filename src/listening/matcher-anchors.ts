import { fold, tokensOf } from "./fold.ts";
import type { Phrase, Query } from "./query-tree.ts";

/** Something a text must have before a query is looked at: `word:x`, `prefix:x`, `tag:x`, `handle:x`, `lang:x` ... */
export type Anchor =
  `${"word" | "prefix" | "tag" | "handle" | "lang" | "network" | "from" | "url"}:${string}`;

/**
 * Anchors of a query: every text it matches has at least one of them. Null when nothing can be named.
 * @param cost how often an anchor will ring in vain, in any unit: where there is a choice, the cheapest is taken
 */
export function anchorsOf(query: Query, cost: (anchor: Anchor) => number, negated = false): Anchor[] | null {
  switch (query.kind) {
    case "not":
      return anchorsOf(query.part, cost, !negated);
    case "and":
    case "or": {
      const all = query.parts.map((part) => anchorsOf(part, cost, negated));
      if ((query.kind === "and") !== negated) return cheapest(all, cost);
      const named = all.filter((anchors) => anchors !== null);
      return named.length === all.length ? named.flat() : null;
    }
    case "near":
      if (negated) return null;
      return cheapest(
        [query.left, query.right].map((side) => side.flatMap((phrase) => phraseAnchors(phrase, cost))),
        cost,
      );
    case "phrase":
      return negated ? null : phraseAnchors(query, cost);
    case "exact":
      return negated ? null : phraseAnchors({ kind: "phrase", text: query.text, prefix: false }, cost);
    case "tag":
      return negated ? null : [`tag:${fold(query.tag)}`];
    case "handle":
      return negated ? null : [`handle:${fold(query.handle)}`];
    case "filter":
      return negated ? null : [`${query.field}:${query.field === "from" ? fold(query.value) : query.value}`];
  }
}

/** Folded words and prefixes of a query, also those it excludes. */
export function wordsOf(query: Query): string[] {
  switch (query.kind) {
    case "and":
    case "or":
      return query.parts.flatMap(wordsOf);
    case "not":
      return wordsOf(query.part);
    case "near":
      return [...query.left, ...query.right].flatMap(wordsOf);
    case "phrase":
    case "exact":
      return tokensOf(fold(query.text)).map((token) => token.text);
    case "tag":
    case "handle":
    case "filter":
      return [];
  }
}

/** One of its words is enough to call on a phrase. */
function phraseAnchors(phrase: Phrase, cost: (anchor: Anchor) => number): Anchor[] {
  const tokens = tokensOf(fold(phrase.text));
  const anchors = tokens.map(
    ({ text }, index): Anchor =>
      `${phrase.prefix && index === tokens.length - 1 ? "prefix" : "word"}:${text}`,
  );
  return (
    cheapest(
      anchors.map((anchor) => [anchor]),
      cost,
    ) ?? []
  );
}

function cheapest(lists: readonly (Anchor[] | null)[], cost: (anchor: Anchor) => number): Anchor[] | null {
  let best: Anchor[] | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (const list of lists) {
    if (list === null) continue;
    const total = list.reduce((sum, anchor) => sum + cost(anchor), 0);
    if (total < lowest) [best, lowest] = [list, total];
  }
  return best;
}
