import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparedWith, weeksBefore } from "../../src/reputation/period.ts";
import { boundsOf, counterOf, type Stretch, usualOf, wasHeard } from "../../src/reputation/usual.ts";

const at = (instant: string) => new Date(instant);

describe("what is usual", () => {
  test("is told from three weeks at least", () => {
    expect(usualOf([4, 5])).toBeNull();
    expect(usualOf([4, 6, 5])).toEqual({ low: 4.2, middle: 5, high: 5.8 });
  });
  test("is not moved far by one week that was wild", () =>
    expect(usualOf([5, 5, 5, 5, 5, 5, 5, 500])?.middle).toBe(5));
  test("lies between the least and the most that was counted, its middle between its ends", () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 10_000 }), { minLength: 3, maxLength: 8 }), (counts) => {
        const usual = usualOf(counts);
        if (!usual) return false;
        const { low, middle, high } = usual;
        return Math.min(...counts) <= low && low <= middle && middle <= high && high <= Math.max(...counts);
      }),
    ));
});

describe("a week says something", () => {
  const week = { from: at("2026-11-02T10:00:00Z"), to: at("2026-11-02T12:00:00Z") };
  const long = at("2026-01-01T00:00:00Z");
  const gap = (from: string, to: string | null) => ({
    source: "s",
    name: "News",
    network: "rss",
    from: at(from),
    to: to === null ? null : at(to),
  });
  test("only since there was something to count", () => {
    expect(wasHeard(week, long, { sources: 1, gaps: [] })).toBe(true);
    expect(wasHeard(week, at("2026-11-02T11:00:00Z"), { sources: 1, gaps: [] })).toBe(false);
  });
  test.each([
    [1, "2026-11-02T10:30:00Z", true],
    [1, "2026-11-02T11:30:00Z", false],
    [3, "2026-11-02T11:30:00Z", true],
    [1, null, false],
  ])("only where half of the sources were heard: one of %i silent until %s", (sources, to, isHeard) =>
    expect(wasHeard(week, long, { sources, gaps: [gap("2026-11-01T00:00:00Z", to)] })).toBe(isHeard),
  );
});

test("a stretch counts what its parts count, however stretches overlap", () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 50 }), fc.integer({ min: 1, max: 20 })), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.array(fc.nat({ max: 80 }), { maxLength: 40 }),
      (given, events) => {
        const stretches = given.map(
          ([from, length]): Stretch => ({ from: new Date(from), to: new Date(from + length) }),
        );
        const inside = ({ from, to }: Stretch) =>
          events.filter((event) => event >= from.getTime() && event < to.getTime()).length;
        const bounds = boundsOf(stretches);
        const counts = bounds
          .slice(0, -1)
          .map((from, index) => inside({ from, to: bounds[index + 1] ?? from }));
        const countIn = counterOf(bounds, counts);
        expect(stretches.map(countIn)).toEqual(stretches.map(inside));
      },
    ),
  ));

describe("another time as long", () => {
  const period = { from: at("2026-11-02T08:00:00Z"), to: at("2026-11-04T08:00:00Z") };
  test.each([
    ["previous", "2026-10-31T08:00:00.000Z", "2026-11-02T08:00:00.000Z"],
    ["last-week", "2026-10-26T08:00:00.000Z", "2026-10-28T08:00:00.000Z"],
    // 52 weeks: a Monday stands beside a Monday.
    ["last-year", "2025-11-03T08:00:00.000Z", "2025-11-05T08:00:00.000Z"],
  ] as const)("%s", (comparison, from, to) => {
    const found = comparedWith(period, comparison, "Europe/Paris");
    expect([found.from.toISOString(), found.to.toISOString()]).toEqual([from, to]);
  });
  test("a week before is the same time of the clock, also across the night of the change", () =>
    expect(weeksBefore(at("2026-10-26T08:00:00Z"), 1, "Europe/Paris").toISOString()).toBe(
      "2026-10-19T07:00:00.000Z",
    ));
});
