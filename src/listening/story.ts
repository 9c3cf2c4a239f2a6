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

/**
 * How alike two texts are by their words in a row, from 0 to 1, from their 64-bit sketches: copies have 1, copies
 * with a few words changed about 0.9, texts on different things about 0.5.
 */
export function similarity(a: bigint, b: bigint): number {
  let different = 0;
  for (let bits = a ^ b; bits > 0n; bits &= bits - 1n) different += 1;
  return 1 - different / 64;
}

/**
 * A 64-bit sketch that differs in few bits between near copies: SimHash over three words in a row.
 * Charikar 2002, https://doi.org/10.1145/509907.509965
 */
export function sketch(text: string): bigint {
  const words = wordsToCompare(text);
  const weights = new Int32Array(64);
  for (let from = 0; from === 0 || from + 3 <= words.length; from += 1) {
    const hash = createHash("md5")
      .update(words.slice(from, from + 3).join(" "))
      .digest()
      .readBigUInt64BE();
    for (let bit = 0; bit < 64; bit += 1)
      weights[bit] = (weights[bit] ?? 0) + ((hash >> BigInt(bit)) & 1n ? 1 : -1);
  }
  return weights.reduce((bits, weight, bit) => (weight > 0 ? bits | (1n << BigInt(bit)) : bits), 0n);
}

function wordsToCompare(text: string): string[] {
  const bare = fold(text)
    .replace(/(?:https?:\/\/|www\.)\S+/gu, " ")
    .replace(/^\s*(?:rt|via|repost)\s+@\S+/gu, " ")
    .replace(/(?<![\p{L}\p{N}])@[\p{L}\p{N}_.@-]+/gu, " ");
  return tokensOf(bare).map((token) => token.text);
}
