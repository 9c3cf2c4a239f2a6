import { featuresOf, numbersCount, places } from "./features.ts";
import type { ScoredLanguage } from "./grammar.ts";
import { type Label, labels } from "./label.ts";
import { listOpinion } from "./list.ts";
import type { Model } from "./model.ts";
import { read } from "./reading.ts";

/** A text someone labelled. */
export interface Labelled {
  text: string;
  language: ScoredLanguage;
  label: Label;
}

/** The same as the model sees it. */
export interface Example {
  places: Int32Array;
  share: number;
  numbers: Float64Array;
  /** Place in `labels`. */
  label: number;
}

export function exampleFrom({ text, language, label }: Labelled): Example {
  const reading = read(text, language, undefined);
  const features = featuresOf(reading, listOpinion(reading, language), language);
  return {
    places: features.places.slice(0, features.count),
    share: features.share,
    numbers: features.numbers.slice(),
    label: labels.indexOf(label),
  };
}

/** Few rounds and small steps: what is special to the corpus is hardly learned, and nothing else holds the weights small. */
const rounds = 4;
const stepOfPlaces = 0.03;
const stepOfNumbers = 0.05;
/** First sum of squared slopes, so that the first steps are no leap. */
const start = 0.01;

/**
 * Multinomial logistic regression by stochastic gradient descent with a step size of its own for each weight (AdaGrad:
 * Duchi, Hazan and Singer, JMLR 12, 2011). The same examples in the same order make the same model.
 */
export function trainModel(examples: readonly Example[]): Model {
  const weights = new Float32Array(places * 3);
  const slopes = new Float32Array(places * 3).fill(start);
  const numbers = new Float32Array(numbersCount * 3);
  const numberSlopes = new Float32Array(numbersCount * 3).fill(start);
  const random = seededRandom(seed);
  const order = examples.map((_, i) => i);
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (const i of order) {
      const example = examples[i];
      if (!example) continue;
      const likely = probabilities(example, weights, numbers);
      for (let label = 0; label < labels.length; label++) {
        const error = (likely[label] ?? 0) - Number(label === example.label);
        step(weights, slopes, example.places, label, error * example.share);
        for (let n = 0; n < numbersCount; n++)
          move(numbers, numberSlopes, n * 3 + label, error * (example.numbers[n] ?? 0), stepOfNumbers);
      }
    }
  }
  return { ...inBytes(weights), numbers };
}

const seed = 7;

function probabilities(example: Example, weights: Float32Array, numbers: Float32Array): number[] {
  const logits = labels.map((_, label) => {
    let sum = 0;
    for (const place of example.places) sum += weights[place * 3 + label] ?? 0;
    sum *= example.share;
    for (let n = 0; n < numbersCount; n++) sum += (numbers[n * 3 + label] ?? 0) * (example.numbers[n] ?? 0);
    return sum;
  });
  const highest = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - highest));
  const total = odds.reduce((sum, one) => sum + one, 0);
  return odds.map((one) => one / total);
}

function step(
  weights: Float32Array,
  slopes: Float32Array,
  at: Int32Array,
  label: number,
  slope: number,
): void {
  for (const place of at) move(weights, slopes, place * 3 + label, slope, stepOfPlaces);
}

function move(values: Float32Array, slopes: Float32Array, at: number, slope: number, size: number): void {
  const squares = (slopes[at] ?? 0) + slope * slope;
  slopes[at] = squares;
  values[at] = (values[at] ?? 0) - (size * slope) / Math.sqrt(squares);
}

/** One byte a weight: what it loses is below what the seed changes. */
function inBytes(weights: Float32Array): Pick<Model, "scale" | "weights"> {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const scale = Math.fround(largest / 127) || 1;
  return { scale, weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)) };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
}

/** Mulberry32 by Tommy Ettinger (public domain). */
function seededRandom(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
