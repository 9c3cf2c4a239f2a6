import { type Agreement, agreementOf, type Reviewed } from "./agreement.ts";
import { labels } from "./label.ts";
import { learnableKeys, learnedOpinion, shareOf } from "./learned.ts";
import type { Logits } from "./model.ts";
import type { LearnedWords } from "./own.ts";
import { opinionOf, softmax } from "./pool.ts";
import { type Reading, read } from "./reading.ts";
import { general } from "./score.ts";
import type { Labelled } from "./train.ts";

/** A text whose label a person corrected or confirmed. */
export interface Judged extends Labelled {
  /** Copies of one text share it: they are never on both sides of a check. */
  story: string;
}

/** What judgements taught, and whether it helps on judgements that were held back. */
export interface Lesson {
  words: LearnedWords;
  judged: number;
  before: Agreement;
  after: Agreement;
  helps: boolean;
}

/** With fewer, a difference says nothing. */
export const fewestJudged = 50;
/** Points of macro-F1: what helps less is not worth another reading. */
const worthwhile = 1;
/** Chi square of one degree of freedom that chance passes once in twenty times. */
const beyondChance = 3.84;
const folds = 5;
/** A word in fewer judged stories is chance. */
const fewestStories = 3;

/**
 * Learns from a workspace's judgements what its words say there, on top of word list and model, and checks it on one
 * story in five held back, five times.
 * @returns null when there are too few
 */
export function learn(judged: readonly Judged[]): Lesson | null {
  if (judged.length < fewestJudged) return null;
  const examples = judged.map(exampleFrom);
  const stories = [...new Set(judged.map(({ story }) => story))].sort();
  const foldOf = new Map(stories.map((story, i) => [story, i % folds]));
  const without: Reviewed[] = [];
  const withIt: Reviewed[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const held = (example: Example) => foldOf.get(example.story) === fold;
    const words = wordsFrom(examples.filter((example) => !held(example)));
    for (const example of examples.filter(held)) {
      const label = labels[example.label] ?? "neutral";
      without.push({ label, read: opinionOf(example.logits).label });
      withIt.push({ label, read: opinionOf(add(example.logits, taught(words, example))).label });
    }
  }
  const [before, after] = [agreementOf(without), agreementOf(withIt)];
  const helps = after.macroF1 >= before.macroF1 + worthwhile && isBeyondChance(without, withIt);
  return {
    words: [...wordsFrom(examples)].map(([key, logits]) => [key, ...logits]),
    judged: judged.length,
    before,
    after,
    helps,
  };
}

interface Example {
  story: string;
  reading: Reading;
  language: Labelled["language"];
  /** Distinct keys. */
  keys: readonly string[];
  /** What list and model say. */
  logits: Logits;
  /** Place in `labels`. */
  label: number;
}

function exampleFrom({ text, language, label, story }: Judged): Example {
  const reading = read(text, language, undefined);
  const keys = [...new Set(learnableKeys(reading, language).filter((key) => key !== undefined))];
  const { logits } = general(reading, language);
  return { story, reading, language, keys, logits, label: labels.indexOf(label) };
}

const rounds = 40;
const step = 0.2;
/** Pulls weights to nothing: what few judgements say stays small. */
const pull = 0.05;

/**
 * Logistic regression by gradient descent over all examples, starting from what list and model say. No label is likelier
 * for its own sake: which mentions people judge says nothing of how many there are.
 */
function wordsFrom(examples: readonly Example[]): Map<string, Logits> {
  const keys = frequent(examples);
  const places = new Map(keys.map((key, place) => [key, place]));
  const inputs = examples.map((example) => {
    const found = example.keys.flatMap((key) => places.get(key) ?? []);
    return { found, share: shareOf(found.length), logits: example.logits, label: example.label };
  });
  const weights = new Float64Array(keys.length * 3);
  const slopes = new Float64Array(keys.length * 3);
  for (let round = 0; round < rounds; round++) {
    slopes.fill(0);
    for (const { found, share, logits, label } of inputs) {
      const sums: [number, number, number] = [...logits];
      for (const place of found) for (const of of three) sums[of] += (weights[place * 3 + of] ?? 0) * share;
      const likely = softmax(sums);
      for (const of of three) {
        const slope = (likely[of] - Number(of === label)) * share;
        for (const place of found) slopes[place * 3 + of] = (slopes[place * 3 + of] ?? 0) + slope;
      }
    }
    const size = step / Math.sqrt(Math.max(1, examples.length));
    for (const [i, weight] of weights.entries())
      weights[i] = weight - size * (slopes[i] ?? 0) - step * pull * weight;
  }
  const rounded = (i: number) => Math.round((weights[i] ?? 0) * 1000) / 1000 || 0;
  return new Map(keys.map((key, i) => [key, [rounded(i * 3), rounded(i * 3 + 1), rounded(i * 3 + 2)]]));
}

const three = [0, 1, 2] as const;

function frequent(examples: readonly Example[]): string[] {
  const stories = new Map<string, Set<string>>();
  for (const { keys, story } of examples)
    for (const key of keys) stories.set(key, (stories.get(key) ?? new Set()).add(story));
  return [...stories].filter(([, seen]) => seen.size >= fewestStories).map(([key]) => key);
}

function taught(words: ReadonlyMap<string, Logits>, { reading, language }: Example): Logits {
  return learnedOpinion(words, reading, language).logits;
}

function add(some: Logits, more: Logits): Logits {
  return [some[0] + more[0], some[1] + more[1], some[2] + more[2]];
}

/** More is mended than broken, by McNemar's test: Psychometrika 12(2), 1947. */
function isBeyondChance(before: readonly Reviewed[], after: readonly Reviewed[]): boolean {
  const right = (reviewed: Reviewed | undefined) => reviewed?.label === reviewed?.read;
  const mended = before.filter((text, i) => !right(text) && right(after[i])).length;
  const broken = before.filter((text, i) => right(text) && !right(after[i])).length;
  return mended > broken && (mended - broken) ** 2 / (mended + broken) >= beyondChance;
}
