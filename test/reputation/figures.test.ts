import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distinctCount } from "../../src/reputation/distinct.ts";
import { type Count, changeOf, sayableOf, tallyOf, wilsonInterval } from "../../src/reputation/figures.ts";

const number = fc.nat({ max: 100_000 });
const count = fc.record({
  negative: number,
  neutral: number,
  positive: number,
  unscored: number,
  reach: number,
  engagement: number,
});
const none: Count = { negative: 0, neutral: 0, positive: 0, unscored: 0, reach: 0, engagement: 0 };

describe("figures", () => {
  test("of nothing are zero, and net sentiment is not known", () => {
    expect(tallyOf([])).toEqual({ ...none, mentions: 0, netSentiment: null });
  });

  test("net sentiment weighs positive against negative alone", () => {
    expect(tallyOf([{ ...none, positive: 3, negative: 1, neutral: 96 }]).netSentiment).toBe(0.5);
    expect(tallyOf([{ ...none, negative: 4 }]).netSentiment).toBe(-1);
    expect(tallyOf([{ ...none, neutral: 4, unscored: 2 }]).netSentiment).toBeNull();
  });

  test("add up, however many rows they come from", () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 20 }), (counts) => {
        const tally = tallyOf(counts);
        const { negative, neutral, positive, unscored } = tally;
        expect(negative + neutral + positive + unscored).toBe(tally.mentions);
        expect(tally.reach).toBe(counts.reduce((sum, { reach }) => sum + reach, 0));
        if (tally.netSentiment !== null) expect(Math.abs(tally.netSentiment)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("a change is not known where one of the two figures is not", () => {
    const before = tallyOf([{ ...none, neutral: 4 }]);
    const now = tallyOf([{ ...none, positive: 3, neutral: 2 }]);
    expect(changeOf(now, before)).toMatchObject({
      mentions: 1,
      neutral: -2,
      positive: 3,
      netSentiment: null,
    });
  });
});

describe("the interval of a share", () => {
  test("is the one of the textbook", () => {
    // Newcombe 1998, table I: 81 of 263 and 15 of 148. https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C857::AID-SIM777%3E3.0.CO;2-E
    const first = wilsonInterval(81, 263);
    expect(first?.low).toBeCloseTo(0.2553, 4);
    expect(first?.high).toBeCloseTo(0.3662, 4);
    const second = wilsonInterval(15, 148);
    expect(second?.low).toBeCloseTo(0.0624, 4);
    expect(second?.high).toBeCloseTo(0.1605, 4);
  });

  test("is told from twenty judgements on", () => {
    expect([0, 1, 19, 20, 500].map(sayableOf)).toEqual(["nothing", "count", "count", "rate", "rate"]);
  });

  test("of nothing is not known, and it always holds the share", () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.nat({ max: 500 }), (k, more) => {
        fc.pre(k + more > 0);
        const { low, high } = wilsonInterval(k, k + more) ?? { low: 1, high: 0 };
        const share = k / (k + more);
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
      }),
    );
  });
});

test("different numbers are counted as a set counts them", () => {
  const few = fc.bigInt({ min: -3n, max: 3n });
  const any = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  fc.assert(
    fc.property(fc.array(fc.array(fc.oneof(few, any), { maxLength: 40 }), { maxLength: 5 }), (lists) => {
      const buffers = lists.map((list) => {
        const buffer = Buffer.alloc(list.length * 8);
        list.forEach((value, index) => {
          buffer.writeBigInt64BE(value, index * 8);
        });
        return buffer;
      });
      expect(distinctCount(buffers)).toBe(new Set(lists.flat()).size);
    }),
  );
});
