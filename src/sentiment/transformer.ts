import type { Label } from "./label.ts";

/** What a transformer made of a text. It names no words by itself: see `leftOut`. */
export interface Opinion {
  label: Label;
  /** From -1 to 1: how much likelier positive is than negative; it never contradicts its label. */
  score: number;
}

const stars: readonly Label[] = ["negative", "negative", "neutral", "positive", "positive"];

/**
 * What each answer of a model means, in its order, from the names that its `config.json` gives them: words that begin
 * with "neg", "neu" or "pos" (after "very", say), stars from one to five, or no names at all (`LABEL_0` …), which by
 * custom are the three labels from worst to best.
 * @returns null when some answer cannot be told, or one of the three labels is missing: a model that knows no neutral
 *   would find an opinion in every timetable
 */
export function labelsOf(names: readonly string[]): readonly Label[] | null {
  const unnamed = names.length === 3 && names.every((name, i) => name.toUpperCase() === `LABEL_${i}`);
  const labels = unnamed ? (["negative", "neutral", "positive"] as const) : names.map(labelOf);
  const known = labels.filter((label) => label !== null);
  return known.length === names.length && new Set(known).size === 3 ? known : null;
}

function labelOf(name: string): Label | null {
  const star = /^([1-5])(?:[ _-]?stars?)?$/i.exec(name.trim());
  if (star) return stars[Number(star[1]) - 1] ?? null;
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const word = /(?:^|[^a-z])(neg|neu|pos)/.exec(plain)?.[1];
  if (word === "neg") return "negative";
  if (word === "neu") return "neutral";
  return word === "pos" ? "positive" : null;
}

/**
 * From a model's raw answers (logits) to one opinion.
 * @param labels what each answer means (`labelsOf`)
 * @returns null when the answers are not as many finite numbers as there are labels: such a model is broken
 */
export function opinionFrom(logits: readonly number[], labels: readonly Label[]): Opinion | null {
  if (logits.length !== labels.length || !logits.every(Number.isFinite)) return null;
  const highest = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - highest));
  const total = odds.reduce((sum, one) => sum + one, 0);
  const likely = { negative: 0, neutral: 0, positive: 0 };
  for (const [i, label] of labels.entries()) likely[label] += (odds[i] ?? 0) / total;
  const { negative, neutral, positive } = likely;
  const label =
    negative > neutral && negative > positive ? "negative" : positive > neutral ? "positive" : "neutral";
  return { label, score: Math.round((positive - negative) * 10_000) / 10_000 || 0 };
}

/** More words than this are not tried one by one: each costs as much as reading the text. */
const mostWords = 60;
/** A word that moves the score by less made no difference. */
const worthNaming = 0.05;

/** Which words made an opinion is found by reading the text again without each of them ("occlusion"). */
export interface LeftOut {
  word: string;
  /** The text without it. */
  text: string;
}

/** The first words of a text, each with the text without it. */
export function leftOut(text: string): LeftOut[] {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*|\p{Extended_Pictographic}/gu)]
    .slice(0, mostWords)
    .map(({ 0: word, index }) => ({ word, text: text.slice(0, index) + text.slice(index + word.length) }));
}

/**
 * The words that made a score, in the order of the text: each weighs what the text loses in score without it.
 * @param scores those of the texts without a word, in the order of `without`
 */
export function wordsFrom(
  score: number,
  without: readonly LeftOut[],
  scores: readonly number[],
): { word: string; weight: number }[] {
  return without.flatMap(({ word }, i) => {
    const weight = Math.round((score - (scores[i] ?? score)) * 10_000) / 10_000;
    return Math.abs(weight) < worthNaming ? [] : [{ word, weight }];
  });
}
