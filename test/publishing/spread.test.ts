import fc from "fast-check";
import { expect, test } from "vitest";
import { firstApart } from "../../src/publishing/spread.ts";

const at = (clock: string) => new Date(`2026-11-22T${clock}:00Z`);

test("what is spread goes out at the next quarter of an hour that leaves a quarter to either side", () => {
  expect(firstApart(at("14:02"), [])).toEqual(at("14:15"));
  expect(firstApart(at("14:15"), [])).toEqual(at("14:30"));
  // 14:10 is too near to 14:15, and 14:50 to 14:45 and 15:00.
  expect(firstApart(at("14:02"), [at("14:10"), at("14:50")])).toEqual(at("14:30"));
});

test("however much is spread, no two are nearer than a quarter of an hour, nor in the past", () =>
  fc.assert(
    fc.property(
      fc.nat({ max: 3600 }),
      fc.array(fc.nat({ max: 6 * 3600 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 10 }),
      (second, taken, count) => {
        const start = at("14:00").getTime();
        const now = new Date(start + second * 1000);
        const others = taken.map((offset) => new Date(start + offset * 1000));
        for (let made = 0; made < count; made += 1) {
          const next = firstApart(now, others);
          expect(next > now).toBe(true);
          expect(
            Math.min(...others.map((other) => Math.abs(other.getTime() - next.getTime()))),
          ).toBeGreaterThanOrEqual(900_000);
          others.push(next);
        }
      },
    ),
  ));
