import Sentiment from "sentiment";
import { weightInPlace } from "./context.ts";
import { grammars, type ScoredLanguage } from "./grammar.ts";
import type { Label } from "./label.ts";
import { lexiconOf } from "./lexicon.ts";
import { type Reading, read, type Sign, weightKey } from "./reading.ts";

/** How a text was read, and why. */
export interface Scored {
  label: Label;
  /** From -1 (worst) to 1 (best). */
  score: number;
  /** The words that made the score, as they stand in the text, in its order, each with its weight in its place. */
  words: { word: string; weight: number }[];
}

/**
 * The feeling of a text by word lists: the same text always gets the same answer.
 * @param language as `detectLanguage` gives it; a region (`fr-CA`) is allowed
 * @param options.overrides a workspace's own words, each from -5 to 5; kept ready as long as the same map is handed in,
 *   so hand in a new map when a word changes
 * @returns `null` when there is no word list for the language
 */
export function scoreText(
  text: string,
  language: string,
  options: { overrides?: ReadonlyMap<string, number> } = {},
): Scored | null {
  const code = language.toLowerCase().split(/[-_]/)[0] ?? "";
  if (!isScored(code)) return null;
  const reading = read(text.slice(0, maxCharacters), code, options.overrides);
  const words = unmaskIrony(weigh(reading.signs, code), code);
  const score = scoreOf(words, reading);
  return {
    label: labelOf(score),
    score,
    words: words.map(({ word, weight }) => ({ word, weight: round(weight) })),
  };
}

/** Whether Vigie has a word list for this language (ISO 639-1). */
export function isScored(language: string): language is ScoredLanguage {
  return Object.hasOwn(grammars, language);
}

/** What stands behind it is not read: a book says no more about a brand than its first 200 pages. */
const maxCharacters = 400_000;
/** Between these two scores a text is neutral. One weak word of praise (1) is not yet an opinion. */
const neutral = { above: -0.1, below: 0.35 };
/** People are polite in public and write more words of praise than they mean: a word of blame says more. */
const blame = 1.5;
/** Weights add up to a score that nears 1 slowly: one strong word of praise (3) makes 0.6, two make 0.84. */
const saturation = 15;

interface Weighed {
  key: string;
  word: string;
  weight: number;
}

const analyzer = new Sentiment();
const registered = new Set<ScoredLanguage>();

/** Adds our word list to `sentiment`, which finds the words; our strategy says what each is worth in its place. */
function register(language: ScoredLanguage): void {
  if (registered.has(language)) return;
  const labels: Record<string, number> = {};
  analyzer.registerLanguage(language, {
    labels,
    scoringStrategy: {
      apply: (tokens, cursor, weight) => weightInPlace(grammars[language], tokens, cursor, weight),
    },
  });
  // After the registration, which adds the emoji of the package: ours say what they mean today.
  Object.assign(labels, Object.fromEntries(lexiconOf(language).weights));
  for (let tenths = -50; tenths <= 50; tenths++) labels[weightKey(tenths / 10)] = tenths / 10;
  registered.add(language);
}

function weigh(signs: readonly Sign[], language: ScoredLanguage): Weighed[] {
  register(language);
  const analysis = analyzer.analyze(signs.map((sign) => sign.key).join(" "), { language });
  const known = analysis.calculation.flatMap((entry) => Object.entries(entry)).reverse();
  const weighed: Weighed[] = [];
  let at = 0;
  for (const [key, weight] of known) {
    while (at < signs.length && signs[at]?.key !== key) at += 1;
    const word = signs[at]?.surface ?? key;
    at += 1;
    if (weight !== 0) weighed.push({ key, word, weight });
  }
  return weighed;
}

/** "Merci pour le retard, bravo": thanks and praise beside a plain complaint are meant the other way round. */
function unmaskIrony(words: Weighed[], language: ScoredLanguage): Weighed[] {
  const polite = ({ key, weight }: Weighed) =>
    weight > 0 && grammars[language].politeWords.has(key.split("+")[0] ?? "");
  const rest = words.filter((word) => !polite(word));
  const complaint = sum(rest.map((word) => word.weight));
  if (complaint > -1 || rest.some((word) => word.weight > 0)) return words;
  return words.map((word) => (polite(word) ? { ...word, weight: -word.weight / 2 } : word));
}

function scoreOf(words: readonly Weighed[], { wordCount, exclamations, questions }: Reading): number {
  const weights = words.map(({ weight }) => (weight < 0 ? weight * blame : weight));
  // A long text has more of every word: what counts is how dense they are. Short ones are taken as they are.
  const length = Math.max(1, Math.sqrt(wordCount / 40));
  const tone = (1 + 0.08 * Math.min(exclamations, 3)) * (questions > 0 ? 0.9 : 1);
  const total = (sum(weights) * tone) / length;
  return round(total / Math.sqrt(total * total + saturation));
}

function labelOf(score: number): Label {
  if (score < neutral.above) return "negative";
  return score > neutral.below ? "positive" : "neutral";
}

function sum(weights: readonly number[]): number {
  return weights.reduce((total, weight) => total + weight, 0);
}

/** To four digits, so that a stored score reads the same everywhere. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000 || 0;
}
