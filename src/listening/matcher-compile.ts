import { fold, tokensOf } from "./fold.ts";
import { handleForms, languageForms } from "./matcher-signs.ts";
import type { ScannedText } from "./matcher-text.ts";
import { areNear, hasExact } from "./query-evaluate.ts";
import type { Phrase, Query } from "./query-tree.ts";

type Condition = (text: ScannedText) => boolean;

/** A query as a function of scanned texts; words are compared by their numbers in the vocabulary. */
export function compileQuery(query: Query, vocabulary: ReadonlyMap<string, number>): Condition {
  switch (query.kind) {
    case "and": {
      const parts = query.parts.map((part) => compileQuery(part, vocabulary));
      return (text) => parts.every((part) => part(text));
    }
    case "or": {
      const parts = query.parts.map((part) => compileQuery(part, vocabulary));
      return (text) => parts.some((part) => part(text));
    }
    case "not": {
      const part = compileQuery(query.part, vocabulary);
      return (text) => !part(text);
    }
    case "near":
      return compileNear(query, vocabulary);
    case "phrase": {
      const next = compilePhrase(query, vocabulary);
      return (text) => next.from(text, 0) !== -1;
    }
    case "exact": {
      const wanted = query.text;
      const next = compilePhrase({ kind: "phrase", text: wanted, prefix: false }, vocabulary);
      return (text) => next.from(text, 0) !== -1 && hasExact(text.exactText, wanted);
    }
    case "tag": {
      const tag = fold(query.tag);
      return (text) => text.tags.has(tag);
    }
    case "handle": {
      const handle = fold(query.handle);
      return (text) => text.handles.has(handle);
    }
    case "filter":
      return compileFilter(query);
  }
}

function compileFilter({ field, value }: Extract<Query, { kind: "filter" }>): Condition {
  switch (field) {
    case "lang":
      return ({ input }) => languageForms(input.language).includes(value);
    case "network":
      return ({ input }) => input.network === value;
    case "from": {
      const handle = fold(value);
      return ({ input }) => input.authorHandle !== null && handleForms(input.authorHandle).includes(handle);
    }
    case "url":
      return (text) => text.addressForms.has(value);
  }
}

interface Places {
  length: number;
  /** Number of the first token of the next occurrence at or after `start`, or -1. */
  from(text: ScannedText, start: number): number;
}

function compilePhrase(phrase: Phrase, vocabulary: ReadonlyMap<string, number>): Places {
  const wanted = tokensOf(fold(phrase.text)).map(({ text, glued }) => ({
    id: vocabulary.get(text) ?? -2,
    text,
    glued,
  }));
  const open = phrase.prefix ? wanted.length - 1 : -1;
  const fits = (text: ScannedText, offset: number, at: number) => {
    const want = wanted[offset];
    if (!want) return false;
    if (offset > 0 && want.glued && text.glued[at] === 0) return false;
    return offset === open ? text.tokenText(at).startsWith(want.text) : text.ids[at] === want.id;
  };
  return {
    length: wanted.length,
    from(text, start) {
      for (let at = start; at + wanted.length <= text.count; at += 1) {
        let offset = 0;
        while (offset < wanted.length && fits(text, offset, at + offset)) offset += 1;
        if (offset === wanted.length) return at;
      }
      return -1;
    },
  };
}

function compileNear(
  near: Extract<Query, { kind: "near" }>,
  vocabulary: ReadonlyMap<string, number>,
): Condition {
  const left = near.left.map((phrase) => compilePhrase(phrase, vocabulary));
  const right = near.right.map((phrase) => compilePhrase(phrase, vocabulary));
  return (text) => {
    const rights = allPlaces(right, text);
    return (
      rights.length > 0 && allPlaces(left, text).some((a) => rights.some((b) => areNear(a, b, near.distance)))
    );
  };
}

function allPlaces(phrases: readonly Places[], text: ScannedText): { first: number; last: number }[] {
  const places: { first: number; last: number }[] = [];
  for (const phrase of phrases)
    for (let first = phrase.from(text, 0); first !== -1; first = phrase.from(text, first + 1))
      places.push({ first, last: first + phrase.length - 1 });
  return places;
}
