import type { ScoredLanguage } from "./grammar.ts";
import { type ListOpinion, labelOfList } from "./list.ts";
import type { Reading } from "./reading.ts";

/** Weights are looked up by hash: so many places, a power of two. Two features in one place are rare and do little harm. */
export const places = 1 << 17;

/**
 * What the model sees of a text: words, pairs of words and pieces of words as places in its table, and a few numbers.
 * The arrays are used again for the next text: copy what shall stay.
 */
export interface Features {
  places: Int32Array;
  /** How many of `places` there are. */
  count: number;
  /** Token `i` has the places from `starts[i]` up to `starts[i + 1]`. */
  starts: Int32Array;
  /** How many tokens were read. */
  tokens: number;
  /** What each place counts: long texts have more of everything. */
  share: number;
  /** What the word list says, and a few plain counts; the first is 1. */
  numbers: Float64Array;
}

export const numbersCount = 14;

/** Reads a text for the model. Words that a person weighed are left out: the list has their weight. */
export function featuresOf(
  { tokens, ownTokens, exclamations, questions, wordCount }: Reading,
  list: ListOpinion,
  language: ScoredLanguage,
): Features {
  const read = Math.min(tokens.length, mostTokens);
  const salt = salts[language];
  let at = 0;
  let before = 0;
  let emoji = 0;
  for (let i = 0; i < read; i++) {
    features.starts[i] = at;
    const token = tokens[i];
    if (token === undefined || !("key" in token) || ownTokens.has(i)) {
      before = 0;
      continue;
    }
    const word = hashOf(token.key, salt);
    table[at++] = placeOf(word);
    if (before !== 0) table[at++] = placeOf(Math.imul(before, 31) ^ Math.imul(word, 0x2c1b3c6d));
    before = word;
    if (token.kind === "word") at = addPieces(token.key, at);
    else if (token.kind === "emoji") emoji = 1;
  }
  features.starts[read] = at;
  features.tokens = read;
  features.count = at;
  features.share = 1 / Math.sqrt(Math.max(fewest, at));
  setNumbers(list, [
    Math.min(exclamations, 3) / 3,
    Math.min(questions, 1),
    emoji,
    Math.log(1 + wordCount) / 4,
  ]);
  return features;
}

/** What stands behind so many words says no more about the tone of a text. */
const mostTokens = 300;
const longestWord = 24;
/** A text with fewer features is no surer than this. */
const fewest = 10;
const salts: Readonly<Record<ScoredLanguage, number>> = { en: 11, fr: 23, de: 37, es: 41, it: 53, pt: 67 };

const table = new Int32Array(mostTokens * (2 + 3 * (longestWord + 2)));
const features: Features = {
  places: table,
  count: 0,
  starts: new Int32Array(mostTokens + 1),
  tokens: 0,
  share: 0,
  numbers: new Float64Array(numbersCount),
};

/** Three to five letters in a row, the edges of the word among them; shared by all languages, since many words are kin. */
function addPieces(key: string, from: number): number {
  let at = from;
  const last = Math.min(key.length, longestWord) + 1;
  for (let first = 0; first + 2 <= last; first++) {
    let hash = 0x811c9dc5;
    for (let i = first; i <= last && i < first + 5; i++) {
      const code = i === 0 || i === last ? edge : key.charCodeAt(i - 1);
      hash = Math.imul(hash ^ code, 0x01000193);
      if (i >= first + 2) table[at++] = placeOf(hash + i - first);
    }
  }
  return at;
}

const edge = 32;

/** FNV-1a, never 0. */
function hashOf(key: string, salt: number): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash === 0 ? 1 : hash;
}

/** Spreads a hash over the table: the low bits of FNV-1a alone are not even. */
function placeOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (mixed ^ (mixed >>> 15)) & (places - 1);
}

function setNumbers({ score, words }: ListOpinion, counts: readonly number[]): void {
  let praise = 0;
  let blame = 0;
  let best = 0;
  let worst = 0;
  for (const { weight } of words) {
    if (weight > 0) praise += weight;
    else blame -= weight;
    best = Math.max(best, weight);
    worst = Math.min(worst, weight);
  }
  const label = labelOfList(score);
  features.numbers.set([
    1,
    score,
    Math.abs(score),
    Number(label === "negative"),
    Number(label === "positive"),
    Math.tanh(praise / 4),
    Math.tanh(blame / 4),
    Number(words.length === 0),
    best / 5,
    worst / 5,
    ...counts,
  ]);
}
