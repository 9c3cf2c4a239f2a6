import { createHash } from "node:crypto";
import { fold, tokensOf } from "./fold.ts";

/**
 * The same for copies of one text (reposts, syndication), whatever their capitals, accents, punctuation, links and
 * the users they name. 24 hexadecimal digits, the same in every version of Vigie.
 */
export function fingerprint(text: string): string {
  const words = wordsToCompare(text);
  // A text of nothing but links or names is a copy only of one with the same links and names.
  const essence = words.length > 0 ? words.join(" ") : fold(text).replace(/\s+/gu, " ").trim();
  return createHash("sha256").update(essence).digest("hex").slice(0, 24);
}

/** By what near copies are found again, the same in every version of Vigie. */
export interface Signature {
  /** Near copies have at least one of these in common, other texts seldom. Each fits 64 bits, signed. */
  bands: readonly bigint[];
  /** 64 bits, signed: `similarity` compares them. */
  sketch: bigint;
}

/** Shorter texts are copies or they are not: "love it" and "hate it" differ in one word. */
const fewestWords = 8;
/** What follows says little more of which text it is. */
const mostWords = 400;
const bandCount = 6;
const rowsPerBand = 2;
const sketchBits = 64;

/**
 * MinHash over words and pairs of words (Broder 1997, https://doi.org/10.1109/SEQUEN.1997.666900), with two minima to
 * a band: of texts that share 80 % of these, 998 in 1,000 share a band; of those that share 20 %, one in five.
 * @returns null for a text too short to have near copies
 */
export function signatureOf(text: string): Signature | null {
  const words = wordsToCompare(text).slice(0, mostWords);
  if (words.length < fewestWords) return null;
  const features = featuresOf(words);
  const minima = Array.from({ length: sketchBits }, (_, index) => minimum(features, index));
  const bands = Array.from({ length: bandCount }, (_, band) => {
    const [one = 0, other = 0] = minima.slice(band * rowsPerBand);
    // The band's number goes in, so that equal minima of different bands are not mistaken for one another.
    return BigInt.asIntN(64, (BigInt(one >>> 0) << 32n) | BigInt(mixed(other ^ (band + 1)) >>> 0));
  });
  const sketch = minima.reduce((bits, value, index) => (value & 1 ? bits | (1n << BigInt(index)) : bits), 0n);
  return { bands, sketch: BigInt.asIntN(64, sketch) };
}

/** The share of bits that two sketches have in common: 1 for copies, about 0.5 for texts on different things. */
export function similarity(a: bigint, b: bigint): number {
  const different = BigInt.asUintN(64, a ^ b);
  return 1 - (onesOf(Number(different >> 32n)) + onesOf(Number(different & 0xffffffffn))) / sketchBits;
}

/** How many of 32 bits are set: added up in pairs, then fours, then bytes. */
function onesOf(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** From here on two texts are one story: they share about 60 % of their words and pairs of words (Li and König 2010). */
const nearCopy = 0.8;

/** Whether two texts are near copies, by their sketches. */
export function isNearCopy(a: bigint, b: bigint): boolean {
  return similarity(a, b) >= nearCopy;
}

/** Hashes of all words and of all pairs of neighbours. */
function featuresOf(words: readonly string[]): Int32Array {
  const hashes = words.map(hashOf);
  const pairs = hashes.slice(1).map((hash, index) => mixed((hashes[index] ?? 0) ^ Math.imul(hash, 31)));
  return Int32Array.from([...hashes, ...pairs]);
}

function minimum(features: Int32Array, permutation: number): number {
  const seed = Math.imul(permutation + 1, 0x9e3779b1);
  let least = 0xffffffff;
  for (const feature of features) {
    const value = mixed(feature ^ seed) >>> 0;
    if (value < least) least = value;
  }
  return least | 0;
}

/** FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1)
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return hash;
}

/** The last steps of MurmurHash3, in which every bit comes to depend on every other. */
function mixed(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

function wordsToCompare(text: string): string[] {
  const bare = fold(text)
    .replace(/(?:https?:\/\/|www\.)\S+/gu, " ")
    .replace(/^\s*(?:rt|via|repost)\s+@\S+/gu, " ")
    .replace(/(?<![\p{L}\p{N}])@[\p{L}\p{N}_.@-]+/gu, " ");
  return tokensOf(bare).map((token) => token.text);
}
