import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countTail, shareTail } from "../../src/alerts/spike-statistics.ts";

describe("the chance of so many or more", () => {
  test("of ten where five are expected, as a table of the Poisson distribution says", () =>
    expect(countTail(10, 5, 1e9)).toBeCloseTo(0.03183, 5));

  test("of three among ten where the share is a third, as a table of the binomial distribution says", () =>
    expect(shareTail(3, 10, 1e9, 2e9)).toBeCloseTo(0.70086, 4));

  // A viral day: the chance is smaller than any number there is, and its sum must still come to an end.
  test.each([
    [30_000, 40, 4.6],
    [1_000_000, 1, 20],
    [1_000_000, 0.001, 0.5],
  ])("of %i where %f are expected is none", (seen, mean, shape) =>
    expect(countTail(seen, mean, shape)).toBeLessThan(1e-200),
  );

  test("lies between 0 and 1 and falls with the number, whatever is counted", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.double({ min: 1e-3, max: 5_000, noNaN: true }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        (seen, mean, shape) => {
          const chance = countTail(seen, mean, shape);
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
          expect(countTail(seen + 1, mean, shape)).toBeLessThanOrEqual(chance + 1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("of a share lies between 0 and 1 and falls with the number", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 3_000, noNaN: true }),
        fc.double({ min: 0.5, max: 3_000, noNaN: true }),
        (total, part, alpha, beta) => {
          const seen = Math.floor(part * total);
          const chance = shareTail(seen, total, alpha, beta);
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
          expect(shareTail(seen + 1, total, alpha, beta)).toBeLessThanOrEqual(chance + 1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });
});
