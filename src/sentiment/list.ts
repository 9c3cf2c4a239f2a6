import Sentiment from "sentiment";
import { weightInPlace } from "./context.ts";
import { grammars, type ScoredLanguage } from "./grammar.ts";
import type { Label } from "./label.ts";
import { lexiconOf } from "./lexicon.ts";
import { type Reading, type Sign, weightKey } from "./reading.ts";

/** What the word list alone says of a text. */
export interface ListOpinion {
  /** From -1 (worst) to 1 (best). */
  score: number;
  /** The words of the list, in the order of the text. */
  words: readonly Weighed[];
}

export interface Weighed {
  key: string;
  /** As it stands in the text. */
  word: string;
  /** In its place: turned by a negation, made stronger or weaker. */
  weight: number;
  /** The tokens of the text that it takes. */
  token: number;
  length: number;
}

/** What the words of a text weigh in their places, and what that makes of the whole. */
export function listOpinion(reading: Reading, language: ScoredLanguage): ListOpinion {
  const words = unmaskIrony(weigh(reading.signs, language), language);
  return { words, score: scoreOf(words, reading) };
}

/** Between these two scores the list calls a text neutral: one weak word of praise (1) is not yet an opinion. */
export const neutral = { above: -0.1, below: 0.35 };

export function labelOfList(score: number): Label {
  if (score < neutral.above) return "negative";
  return score > neutral.below ? "positive" : "neutral";
}

/** People are polite in public and write more words of praise than they mean: a word of blame says more. */
const blame = 1.5;
/** Weights add up to a score that nears 1 slowly: one strong word of praise (3) makes 0.6, two make 0.84. */
const saturation = 15;

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
    const { surface = key, token = 0, length = 0 } = signs[at] ?? {};
    at += 1;
    if (weight !== 0) weighed.push({ key, word: surface, weight, token, length });
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
  return total / Math.sqrt(total * total + saturation);
}

function sum(weights: readonly number[]): number {
  return weights.reduce((total, weight) => total + weight, 0);
}
