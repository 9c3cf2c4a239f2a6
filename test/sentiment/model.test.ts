import { describe, expect, test } from "vitest";
import { agreementOf } from "../../src/sentiment/agreement.ts";
import { crossValidate } from "../../src/sentiment/cross-validate.ts";
import { listOpinion } from "../../src/sentiment/list.ts";
import { formatModel, modelOpinion, parseModel, shippedModel } from "../../src/sentiment/model.ts";
import { opinionOf, pooled } from "../../src/sentiment/pool.ts";
import { read } from "../../src/sentiment/reading.ts";
import { scoreText } from "../../src/sentiment/score.ts";
import { exampleFrom, trainModel } from "../../src/sentiment/train.ts";

const texts = Array.from({ length: 60 }, (_, i) => ({
  file: `${i % 6}.tsv`,
  language: "en" as const,
  // No word of these is in the word list.
  text: ["the parcel flumped again", "the parcel left on monday", "the parcel wondered us"][i % 3] ?? "",
  label: (["negative", "neutral", "positive"] as const)[i % 3] ?? "neutral",
}));

const logits = (text: string, model = shippedModel()) => {
  const reading = read(text, "en", undefined);
  return modelOpinion(model, reading, listOpinion(reading, "en"), "en");
};

describe("the model", () => {
  test("learns words that the list does not know", () => {
    const model = trainModel(texts.map(exampleFrom));
    const [negative, , positive] = logits("it flumped", model).logits;
    expect(negative).toBeGreaterThan(positive);
    const heldBack = crossValidate(texts, texts.map(exampleFrom));
    expect(heldBack).toHaveLength(texts.length);
    expect(agreementOf(heldBack).macroF1).toBeGreaterThan(
      agreementOf(heldBack.map(({ label, byList }) => ({ label, read: byList }))).macroF1,
    );
  });

  test("the same texts make the same model, also through its file", () => {
    const model = trainModel(texts.map(exampleFrom));
    expect(trainModel(texts.map(exampleFrom))).toEqual(model);
    expect(parseModel(formatModel(model))).toEqual(model);
  });

  test("a file of another kind is refused with what to do", () => {
    expect(() => parseModel(Buffer.from("not a model"))).toThrow("train-sentiment");
  });

  test("says of each word what it adds", () => {
    const { byToken } = logits("it never arrived");
    expect(byToken).toHaveLength(3);
    expect(scoreText("sehr schön, danke", "de")?.words.length).toBeGreaterThan(0);
  });

  test("has no say on words that a person weighed", () => {
    const overrides = new Map([["monster truck", 0]]);
    const reading = read("monster truck", "en", overrides);
    expect(modelOpinion(shippedModel(), reading, listOpinion(reading, "en"), "en").byToken).toEqual([0, 0]);
    expect(scoreText("monster truck", "en", { overrides })?.words).toEqual([]);
  });
});

test("where list and model agree, so does their common opinion, and its score has the sign of its label", () => {
  expect(opinionOf(pooled(-0.8, [2, 0, 0]))).toMatchObject({ label: "negative" });
  expect(opinionOf(pooled(0.9, [0, 0, 2])).score).toBeGreaterThan(0.5);
  expect(opinionOf(pooled(0.1, [0, 2, 0])).label).toBe("neutral");
  for (const list of [-0.9, -0.1, 0, 0.3, 0.9])
    for (const [a, b, c] of [
      [3, 0, 0],
      [0, 3, 0],
      [0, 0, 3],
    ] as const) {
      const { label, score } = opinionOf(pooled(list, [a, b, c]));
      if (label !== "neutral") expect(Math.sign(score)).toBe(label === "positive" ? 1 : -1);
    }
});

test("agreement is the mean F1 of the three labels", () => {
  const said = (label: "negative" | "neutral" | "positive", read = label) => ({ label, read });
  expect(agreementOf([said("negative"), said("neutral"), said("positive")]).macroF1).toBe(100);
  expect(agreementOf([said("negative", "positive"), said("positive")])).toMatchObject({
    texts: 2,
    f1: { negative: 0, neutral: 0, positive: (200 * 1) / 3 },
  });
});
