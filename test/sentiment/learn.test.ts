import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Judged, learn } from "../../src/sentiment/learn.ts";
import { ownOptions } from "../../src/sentiment/own.ts";
import { scoreText } from "../../src/sentiment/score.ts";

/** People of a circus call what is said of monster trucks neutral, and late trucks bad. */
const judged: Judged[] = Array.from({ length: 90 }, (_, i) => ({
  language: "en",
  story: `story ${i}`,
  ...([
    { text: `the monster killed it in town ${i}`, label: "neutral" },
    { text: `gate ${i} flumped again tonight`, label: "negative" },
    { text: `we drive to town ${i} on monday`, label: "neutral" },
  ][i % 3] as Pick<Judged, "text" | "label">),
}));

describe("learning from judgements", () => {
  test("what people say of their own words is learned, when it reads held back judgements better", () => {
    const lesson = learn(judged);
    expect(lesson?.helps).toBe(true);
    expect(lesson?.after.macroF1).toBeGreaterThan(lesson?.before.macroF1 ?? 0);
    const options = ownOptions({ rules: [], learned: lesson?.words ?? [] })("en");
    expect(scoreText("gate 7 flumped", "en")?.label).not.toBe("negative");
    expect(scoreText("gate 7 flumped", "en", options)?.label).toBe("negative");
    expect(scoreText("gate 7 flumped", "en", options)?.words.map(({ word }) => word)).toContain("flumped");
    expect(scoreText("I love it, wonderful", "en", options)?.label).toBe("positive");
  });

  test("the same judgements teach the same", () => {
    expect(learn(judged)).toEqual(learn(judged));
  });

  test("too few teach nothing", () => {
    expect(learn(judged.slice(0, 49))).toBeNull();
  });

  test("judgements without rhyme or reason are not put to use", () => {
    const labels = ["negative", "neutral", "positive"] as const;
    const random = judged.map((one, i) => ({
      ...one,
      text: `crate ${i % 11} of lot ${i % 13} is on view ${i % 17}`,
      label: labels[((i * 31) % 7) % 3] ?? "neutral",
    }));
    expect(learn(random)?.helps).toBe(false);
  });

  test("copies of one text are never on both sides of the check", () => {
    const copies = judged.map((one, i) => ({
      ...one,
      text: `unseen ${"abcdefghij"[i % 10]}x`,
      story: `s${i % 10}`,
      label: i % 2 ? ("negative" as const) : ("neutral" as const),
    }));
    // Each word is in one story only: nothing of it can be learned from the others.
    expect(learn(copies)?.words.filter(([key]) => key.endsWith("x"))).toEqual([]);
  });
});

describe("rules of a workspace", () => {
  test("a rule for the language of a text wins over one for any", () => {
    const options = ownOptions({
      rules: [
        { words: "gift", language: "de", weight: -4 },
        { words: "gift", language: "any", weight: 4 },
      ],
      learned: [],
    });
    expect(scoreText("gift", "de", options("de"))?.label).toBe("negative");
    expect(scoreText("gift", "en", options("en"))?.label).toBe("positive");
    expect(options("de")).toBe(options("de-AT"));
  });

  test("any weight keeps the score within bounds", () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.string(), (weight, text) => {
        const options = ownOptions({ rules: [{ words: "acme", language: "any", weight }], learned: [] });
        expect(Math.abs(scoreText(`acme ${text}`, "fr", options("fr"))?.score ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
