import fc from "fast-check";
import { expect, test } from "vitest";
import { breakerOpenUntil } from "../../src/publishing/breaker.ts";

const noon = new Date("2026-11-21T12:00:00Z");
const secondsOpen = (failures: number): number | null => {
  const until = breakerOpenUntil(failures, noon);
  return until && (until.getTime() - noon.getTime()) / 1000;
};

test("seven failures in a row leave a server in use", () => {
  for (let failures = 0; failures <= 7; failures += 1) expect(secondsOpen(failures)).toBeNull();
});

test("from the eighth on it is left alone, twice as long each time, up to five minutes", () => {
  expect([8, 9, 10, 11, 12, 13, 14].map(secondsOpen)).toEqual([10, 20, 40, 80, 160, 300, 300]);
});

test("however often it failed, it is tried again within five minutes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 1_000_000 }), (failures) => {
      const seconds = secondsOpen(failures);
      expect(seconds).toBeGreaterThanOrEqual(10);
      expect(seconds).toBeLessThanOrEqual(300);
    }),
  );
});
