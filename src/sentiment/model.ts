import { readFileSync } from "node:fs";
import { type Features, featuresOf, numbersCount, places } from "./features.ts";
import type { ScoredLanguage } from "./grammar.ts";
import { labels } from "./label.ts";
import type { ListOpinion } from "./list.ts";
import type { Reading } from "./reading.ts";

/**
 * A multinomial logistic regression over hashed words, pairs and pieces of words, and over what the word list says.
 * Weights lie label by label in the order of `labels`, whole numbers to be multiplied by `scale`.
 */
export interface Model {
  scale: number;
  /** `places` times three. */
  weights: Int8Array;
  /** `numbersCount` times three. */
  numbers: Float32Array;
}

export type Logits = readonly [number, number, number];

export interface ModelOpinion {
  /** Logarithms of how likely each label is, up to one constant. */
  logits: Logits;
  /** By token: how much its word speaks for positive (above 0) or negative, in the same logarithms. */
  byToken: readonly number[];
}

/** What the model makes of a text, given what the list made of it. */
export function modelOpinion(
  model: Model,
  reading: Reading,
  list: ListOpinion,
  language: ScoredLanguage,
): ModelOpinion {
  const features = featuresOf(reading, list, language);
  const factor = model.scale * features.share;
  const sums: [number, number, number] = [0, 0, 0];
  const byToken: number[] = [];
  for (let token = 0; token < features.tokens; token++) {
    const end = features.starts[token + 1] ?? 0;
    let [negative, neutral, positive] = [0, 0, 0];
    for (let i = features.starts[token] ?? end; i < end; i++) {
      const at = (features.places[i] ?? 0) * 3;
      negative += model.weights[at] ?? 0;
      neutral += model.weights[at + 1] ?? 0;
      positive += model.weights[at + 2] ?? 0;
    }
    sums[0] += negative;
    sums[1] += neutral;
    sums[2] += positive;
    byToken.push((positive - negative) * factor);
  }
  return { logits: withNumbers(model, features, sums, factor), byToken };
}

function withNumbers(model: Model, { numbers }: Features, sums: Logits, factor: number): Logits {
  const all: [number, number, number] = [sums[0] * factor, sums[1] * factor, sums[2] * factor];
  for (let i = 0; i < numbersCount; i++)
    for (let label = 0; label < labels.length; label++)
      all[label as 0 | 1 | 2] += (model.numbers[i * 3 + label] ?? 0) * (numbers[i] ?? 0);
  return all;
}

let shipped: Model | undefined;

/** The model in the repository, read at the first use; the build puts it beside the programs. */
export function shippedModel(): Model {
  shipped ??= parseModel(readFileSync(new URL("./model.bin", import.meta.url)));
  return shipped;
}

const magic = "VIGIE1\0\0";

/** A model as a file: its sign, the scale, the weights of the numbers (32-bit floats, little-endian), then one byte a weight. */
export function formatModel({ scale, weights, numbers }: Model): Buffer {
  const head = Buffer.alloc(magic.length + 4 + numbers.length * 4);
  head.write(magic, "latin1");
  head.writeFloatLE(scale, magic.length);
  numbers.forEach((number, i) => {
    head.writeFloatLE(number, magic.length + 4 + i * 4);
  });
  return Buffer.concat([head, new Uint8Array(weights.buffer, weights.byteOffset, weights.length)]);
}

/** @throws when the file is of another kind or of another version of Vigie */
export function parseModel(file: Buffer): Model {
  const headBytes = magic.length + 4 + numbersCount * 12;
  if (file.length !== headBytes + places * 3 || file.toString("latin1", 0, magic.length) !== magic)
    throw new Error(
      "The sentiment model is not of this version of Vigie: train it anew with the command train-sentiment.",
    );
  const numbers = Float32Array.from({ length: numbersCount * 3 }, (_, i) =>
    file.readFloatLE(magic.length + 4 + i * 4),
  );
  const weights = new Int8Array(places * 3);
  weights.set(new Int8Array(file.buffer, file.byteOffset + headBytes, weights.length));
  return { scale: file.readFloatLE(magic.length), weights, numbers };
}
