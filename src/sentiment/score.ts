import { grammars, type ScoredLanguage } from "./grammar.ts";
import type { Label } from "./label.ts";
import { learnedOpinion } from "./learned.ts";
import { listOpinion, type Weighed } from "./list.ts";
import { type Logits, modelOpinion, shippedModel } from "./model.ts";
import type { ScoreOptions } from "./own.ts";
import { opinionOf, pooled } from "./pool.ts";
import { type Reading, read } from "./reading.ts";

/** How a text was read, and why. */
export interface Scored {
  label: Label;
  /** From -1 (worst) to 1 (best): how much likelier positive is than negative. */
  score: number;
  /** The words that made the score, as they stand in the text, in its order, each with its weight in its place. */
  words: { word: string; weight: number }[];
}

/**
 * The feeling of a text, by word list and model together: the same text always gets the same answer.
 * @param language as `detectLanguage` gives it; a region (`fr-CA`) is allowed
 * @param options what is a workspace's own; kept ready as long as the same maps are handed in, so hand in a new map
 *   when a word changes
 * @returns `null` when there is no word list for the language
 */
export function scoreText(text: string, language: string, options: ScoreOptions = {}): Scored | null {
  const code = language.toLowerCase().split(/[-_]/)[0] ?? "";
  if (!isScored(code)) return null;
  const reading = read(text.slice(0, maxCharacters), code, options.overrides);
  if (reading.wordCount === 0) return { label: "neutral", score: 0, words: [] };
  const { words, logits, byToken } = general(reading, code);
  const learned = options.learned && learnedOpinion(options.learned, reading, code);
  const { label, score } = opinionOf(learned ? sum(logits, learned.logits) : logits);
  const weights = learned ? byToken.map((weight, i) => weight + (learned.byToken[i] ?? 0)) : byToken;
  return { label, score: round(score), words: named(reading, words, weights) };
}

/** What word list and model make of a text together, before anything learned from a workspace's judgements. */
export function general(
  reading: Reading,
  language: ScoredLanguage,
): { words: readonly Weighed[]; logits: Logits; byToken: readonly number[] } {
  const list = listOpinion(reading, language);
  const model = modelOpinion(shippedModel(), reading, list, language);
  return { words: list.words, logits: pooled(list.score, model.logits), byToken: model.byToken };
}

/** Whether Vigie has a word list for this language (ISO 639-1). */
export function isScored(language: string): language is ScoredLanguage {
  return Object.hasOwn(grammars, language);
}

/** Whether a text holds words that a workspace weighed itself: on those nobody else has a say. */
export function hasOwnWords(text: string, language: string, overrides: ScoreOptions["overrides"]): boolean {
  const code = language.toLowerCase().split(/[-_]/)[0] ?? "";
  if (!overrides || !isScored(code)) return false;
  return read(text.slice(0, maxCharacters), code, overrides).ownTokens.size > 0;
}

/** What stands behind it is not read: a book says no more about a brand than its first 200 pages. */
const maxCharacters = 400_000;

function sum(some: Logits, more: Logits): Logits {
  return [some[0] + more[0], some[1] + more[1], some[2] + more[2]];
}

/** A word that the list does not know is named when it moves the odds by so much (in natural logarithms). */
const worthNaming = 0.5;

/** Words of the list and words that the model weighed, in the order of the text. */
function named({ tokens }: Reading, words: readonly Weighed[], byToken: readonly number[]): Scored["words"] {
  const taken = new Set<number>();
  for (const { token, length } of words) for (let i = 0; i < length; i++) taken.add(token + i);
  const found = words.map(({ word, weight, token }) => ({ word, weight: round(weight), token }));
  for (const [token, weight] of byToken.entries()) {
    if (Math.abs(weight) < worthNaming || taken.has(token)) continue;
    const piece = tokens[token];
    if (piece && "surface" in piece) found.push({ word: piece.surface, weight: round(weight), token });
  }
  if (found.length > words.length) found.sort((a, b) => a.token - b.token);
  return found.map(({ word, weight }) => ({ word, weight }));
}

/** To four digits, so that a stored score reads the same everywhere. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000 || 0;
}
