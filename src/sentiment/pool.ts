import type { Label } from "./label.ts";
import { neutral } from "./list.ts";
import type { Logits } from "./model.ts";

/**
 * One opinion from two, as logarithms of odds: the word list's and the model's, each asked how likely the three labels
 * are, with equal say (a logarithmic pool: Genest and Zidek, "Combining Probability Distributions", Statistical Science 1(1), 1986).
 */
export function pooled(listScore: number, logits: Logits): Logits {
  const list = listProbabilities(listScore);
  const model = softmax(logits);
  return [
    (Math.log(list[0]) + Math.log(model[0])) / 2,
    (Math.log(list[1]) + Math.log(model[1])) / 2 + neutralSay,
    (Math.log(list[2]) + Math.log(model[2])) / 2,
  ];
}

/** The likeliest label, and how much likelier positive is than negative: its score never contradicts its label. */
export function opinionOf(logits: Logits): { label: Label; score: number } {
  const [negative, even, positive] = softmax(logits);
  const label =
    negative > even && negative > positive ? "negative" : positive > even ? "positive" : "neutral";
  return { label, score: positive - negative };
}

/** Real posts are plainer than the corpus the model learned from. */
const neutralSay = Math.log(1.25);
/** How fast the list grows sure beyond its bounds. */
const steepness = 8;
/** The list is never surer than this that a text is not neutral, nor the model that it cannot be some label. */
const doubt = 0.02;

function listProbabilities(score: number): Logits {
  const negative = 1 / (1 + Math.exp((score - neutral.above) * steepness));
  const positive = 1 / (1 + Math.exp((neutral.below - score) * steepness));
  const even = Math.max(doubt, 1 - negative - positive);
  const total = negative + even + positive;
  return [negative / total, even / total, positive / total];
}

/** Probabilities from their logarithms; none is 0. */
export function softmax(logits: Logits): Logits {
  const highest = Math.max(...logits);
  const odds = logits.map((logit) => Math.max(1e-6, Math.exp(logit - highest)));
  const total = odds.reduce((sum, one) => sum + one, 0);
  return [(odds[0] ?? 0) / total, (odds[1] ?? 0) / total, (odds[2] ?? 0) / total];
}
