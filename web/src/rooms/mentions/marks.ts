import { CharacterClass, classOf, fold } from "../../../../src/listening/fold.ts";
import type { Query } from "../../../../src/listening/query.ts";

/** A stretch of a text. `weight`: what it added to the sentiment; `isFound`: what was searched for stands there. */
export interface Stretch {
  /** Of its first character in the text. */
  at: number;
  text: string;
  weight: number | null;
  isFound: boolean;
}

interface Sought {
  text: string;
  prefix: boolean;
}

/** A text cut where words that were searched for, or that weighed in its sentiment, begin and end. */
export function stretchesOf(
  text: string,
  weighing: readonly { word: string; weight: number }[],
  query: Query | null,
): Stretch[] {
  const folded = foldedWithPlaces(text);
  const weights = new Array<number | null>(text.length).fill(null);
  const found = new Array<boolean>(text.length).fill(false);
  for (const { word, weight } of weighing)
    for (const { from, to } of placesOf(folded, { text: word, prefix: false }))
      weights.fill(weight, from, to);
  for (const sought of query ? soughtIn(query) : [])
    for (const { from, to } of placesOf(folded, sought)) found.fill(true, from, to);
  const stretches: Stretch[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const last = stretches.at(-1);
    const weight = weights[at] ?? null;
    const isFound = found[at] ?? false;
    if (last && last.weight === weight && last.isFound === isFound) last.text += text.charAt(at);
    else stretches.push({ at, text: text.charAt(at), weight, isFound });
  }
  return stretches;
}

interface Folded {
  text: string;
  /** Where each character of the folded text stands in the text as written. */
  places: number[];
  length: number;
}

function foldedWithPlaces(written: string): Folded {
  let text = "";
  const places: number[] = [];
  let at = 0;
  for (const character of written) {
    const folded = fold(character);
    text += folded;
    for (let n = 0; n < folded.length; n += 1) places.push(at);
    at += character.length;
  }
  return { text, places, length: written.length };
}

function placesOf(folded: Folded, sought: Sought): { from: number; to: number }[] {
  const wanted = fold(sought.text);
  if (wanted.trim() === "") return [];
  const places: { from: number; to: number }[] = [];
  for (let at = folded.text.indexOf(wanted); at !== -1; at = folded.text.indexOf(wanted, at + 1)) {
    let end = at + wanted.length;
    const continues = (from: number, to: number) =>
      isLetter(folded.text.charAt(from)) && isLetter(folded.text.charAt(to));
    if (continues(at - 1, at)) continue;
    if (sought.prefix) while (isLetter(folded.text.charAt(end))) end += 1;
    else if (continues(end - 1, end)) continue;
    places.push({ from: folded.places[at] ?? 0, to: folded.places[end] ?? folded.length });
  }
  return places;
}

function isLetter(character: string): boolean {
  return character !== "" && classOf(character) === CharacterClass.letter;
}

/** What a text must contain, as far as it stands there in so many words. */
function soughtIn(query: Query): Sought[] {
  switch (query.kind) {
    case "and":
    case "or":
      return query.parts.flatMap(soughtIn);
    case "near":
      return [...query.left, ...query.right];
    case "phrase":
      return [query];
    case "exact":
      return [{ text: query.text, prefix: false }];
    case "tag":
      return [{ text: `#${query.tag}`, prefix: false }];
    case "handle":
      return [{ text: `@${query.handle}`, prefix: false }];
    case "not":
    case "filter":
      return [];
  }
}
