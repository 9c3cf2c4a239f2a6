import fc from "fast-check";
import { expect, test } from "vitest";
import { cutOf } from "../../web/src/rooms/composer/ratios.ts";

test("a cut is whole pixels inside the picture, at least one each way", () => {
  const share = fc.double({ min: 0, max: 100, noNaN: true });
  const size = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(share, share, share, share, size, size, (x, y, width, height, wide, high) => {
      const cut = cutOf({ x, y, width, height }, wide, high);
      expect(Object.values(cut).every(Number.isInteger)).toBe(true);
      expect(Math.min(cut.x, cut.y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(cut.width, cut.height)).toBeGreaterThanOrEqual(1);
      expect(cut.x + cut.width).toBeLessThanOrEqual(wide);
      expect(cut.y + cut.height).toBeLessThanOrEqual(high);
    }),
  );
  expect(cutOf({ x: 0, y: 12.5, width: 100, height: 75 }, 1200, 800)).toEqual({
    x: 0,
    y: 100,
    width: 1200,
    height: 600,
  });
});
