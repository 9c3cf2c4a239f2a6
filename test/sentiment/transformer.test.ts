import fc from "fast-check";
import { expect, test } from "vitest";
import { labelsOf, leftOut, opinionFrom, wordsFrom } from "../../src/sentiment/transformer.ts";

const three = ["negative", "neutral", "positive"] as const;

test("a model's own names for its answers are understood", () => {
  expect(labelsOf(["negative", "neutral", "positive"])).toEqual(three);
  expect(labelsOf(["POS", "NEU", "NEG"])).toEqual(["positive", "neutral", "negative"]);
  expect(labelsOf(["Négatif", "neutre", "Positif"])).toEqual(three);
  expect(labelsOf(["LABEL_0", "LABEL_1", "LABEL_2"])).toEqual(three);
  expect(labelsOf(["Very Negative", "Negative", "Neutral", "Positive", "Very Positive"])).toEqual([
    "negative",
    "negative",
    "neutral",
    "positive",
    "positive",
  ]);
  expect(labelsOf(["1 star", "2 stars", "3 stars", "4 stars", "5 stars"])).toEqual([
    "negative",
    "negative",
    "neutral",
    "positive",
    "positive",
  ]);
});

test("a model that knows no neutral, or answers something else, is not taken", () => {
  expect(labelsOf(["NEGATIVE", "POSITIVE"])).toBeNull();
  expect(labelsOf(["joy", "anger", "fear"])).toBeNull();
  expect(labelsOf(["negative", "neutral", "positive", "irony"])).toBeNull();
  expect(labelsOf(["LABEL_0", "LABEL_1"])).toBeNull();
  expect(labelsOf([])).toBeNull();
});

test("the likeliest label wins, and stars of one side count together", () => {
  expect(opinionFrom([0, 0, Math.log(2)], three)).toEqual({ label: "positive", score: 0.25 });
  const stars = ["negative", "negative", "neutral", "positive", "positive"] as const;
  // Three stars is the likeliest answer, but one and two together are likelier.
  expect(opinionFrom([1, 1, 1.2, 0, 0], stars)?.label).toBe("negative");
});

test("answers that are no numbers, or too few, are no opinion", () => {
  expect(opinionFrom([Number.NaN, 0, 1], three)).toBeNull();
  expect(opinionFrom([0, 1], three)).toBeNull();
  expect(opinionFrom([0, 1, Number.POSITIVE_INFINITY], three)).toBeNull();
});

test("a score lies between -1 and 1 and never contradicts its label", () => {
  const logit = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(logit, logit, logit), (logits) => {
      const opinion = opinionFrom(logits, three);
      expect(opinion).not.toBeNull();
      const { label, score } = opinion ?? { label: "neutral", score: 2 };
      expect(Math.abs(score)).toBeLessThanOrEqual(1);
      if (label === "negative") expect(score).toBeLessThanOrEqual(0);
      if (label === "positive") expect(score).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("each word is left out once, and weighs what the score loses without it", () => {
  const without = leftOut("l’été fut bad 🙂!");
  expect(without.map(({ word }) => word)).toEqual(["l’été", "fut", "bad", "🙂"]);
  expect(without[2]?.text).toBe("l’été fut  🙂!");
  expect(wordsFrom(-0.9, without, [-0.88, -0.9, 0.1, -0.96])).toEqual([
    { word: "bad", weight: -1 },
    { word: "🙂", weight: 0.06 },
  ]);
  expect(leftOut("word ".repeat(1000))).toHaveLength(60);
  expect(leftOut("")).toEqual([]);
});
