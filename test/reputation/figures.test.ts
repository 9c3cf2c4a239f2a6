import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { figuresFrom } from "../../src/reputation/figures.ts";

const labels = ["negative", "neutral", "positive", "none"] as const;
const count = fc.record({
  label: fc.constantFrom(...labels),
  mentions: fc.nat({ max: 100_000 }),
  reach: fc.nat({ max: 1_000_000 }),
  engagement: fc.nat({ max: 1_000_000 }),
});

describe("figures", () => {
  test("of nothing are zero, and net sentiment is not known", () => {
    expect(figuresFrom([], 0)).toEqual({
      mentions: 0,
      negative: 0,
      neutral: 0,
      positive: 0,
      unscored: 0,
      netSentiment: null,
      reach: 0,
      engagement: 0,
      authors: 0,
    });
  });

  test("net sentiment weighs positive against negative alone", () => {
    const row = (label: string, mentions: number) => ({ label, mentions, reach: 0, engagement: 0 });
    expect(figuresFrom([row("positive", 3), row("negative", 1), row("neutral", 96)], 5).netSentiment).toBe(
      0.5,
    );
    expect(figuresFrom([row("negative", 4)], 1).netSentiment).toBe(-1);
    expect(figuresFrom([row("neutral", 4), row("none", 2)], 1).netSentiment).toBeNull();
  });

  test("add up, however many rows they come from", () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 20 }), (counts) => {
        const figures = figuresFrom(counts, 0);
        const { negative, neutral, positive, unscored } = figures;
        expect(negative + neutral + positive + unscored).toBe(figures.mentions);
        expect(figures.reach).toBe(counts.reduce((sum, { reach }) => sum + reach, 0));
        if (figures.netSentiment !== null) expect(Math.abs(figures.netSentiment)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
