import fc from "fast-check";
import { expect, test } from "vitest";
import { comingOf, dueAt, periodOf, startAfter } from "../../src/reports/schedule.ts";

const paris = "Europe/Paris";
const iso = (at: Date | null | undefined) => at?.toISOString();
const monday = { rule: "FREQ=WEEKLY;BYDAY=MO", localStart: "2026-11-02T08:00", timeZone: paris };

test("a weekly report on Monday morning is about the week before, in its zone", () => {
  const at = new Date("2026-11-23T07:00:00Z");
  const { from, to } = periodOf({ covers: "week", timeZone: paris }, at);
  expect([iso(from), iso(to)]).toEqual(["2026-11-15T23:00:00.000Z", "2026-11-22T23:00:00.000Z"]);
});

test("a day of the change has 23 or 25 hours, and its report covers them all", () => {
  const hours = (at: string) => {
    const { from, to } = periodOf({ covers: "day", timeZone: paris }, new Date(at));
    return (to.getTime() - from.getTime()) / 3_600_000;
  };
  expect(hours("2026-03-30T06:00:00Z")).toBe(23);
  expect(hours("2026-10-26T07:00:00Z")).toBe(25);
});

test("a time that the clock jumps over, or shows twice, comes once", () => {
  const nightly = { rule: "FREQ=DAILY", localStart: "2026-01-01T02:30", timeZone: paris };
  const spring = comingOf(nightly, new Date("2026-03-28T12:00:00Z"), 2);
  expect(spring.map(({ at, shown, adjustment }) => [iso(at), shown, adjustment])).toEqual([
    ["2026-03-29T01:30:00.000Z", "2026-03-29T03:30", "gap"],
    ["2026-03-30T00:30:00.000Z", "2026-03-30T02:30", "none"],
  ]);
  const autumn = comingOf(nightly, new Date("2026-10-24T12:00:00Z"), 2);
  expect(autumn.map(({ at, adjustment }) => [iso(at), adjustment])).toEqual([
    ["2026-10-25T00:30:00.000Z", "overlap"],
    ["2026-10-26T01:30:00.000Z", "none"],
  ]);
});

test("what passed while nothing ran is owed, oldest first, and nothing twice", () => {
  const start = startAfter(monday, new Date("2026-11-01T12:00:00Z"));
  expect(iso(start.dueAt)).toBe("2026-11-02T07:00:00.000Z");
  const due = dueAt({ ...monday, madeUntil: start.madeUntil }, new Date("2026-11-17T12:00:00Z"));
  expect(due.occurrences.map(({ local }) => local)).toEqual([
    "2026-11-02T08:00",
    "2026-11-09T08:00",
    "2026-11-16T08:00",
  ]);
  expect(iso(due.nextAt)).toBe("2026-11-23T07:00:00.000Z");
  const again = dueAt({ ...monday, madeUntil: "2026-11-16T08:00" }, new Date("2026-11-17T12:00:00Z"));
  expect(again.occurrences).toEqual([]);
});

test("however often one looks, each occurrence is owed once, and none is lost", () => {
  const nightly = { rule: "FREQ=DAILY", localStart: "2026-10-01T02:30", timeZone: paris };
  const begin = Date.parse("2026-10-01T00:00:00Z");
  const looks = fc.array(fc.integer({ min: 1, max: 40 * 24 * 60 }), { minLength: 1, maxLength: 12 });
  const whole = dueAt({ ...nightly, madeUntil: null }, new Date(begin)).nextAt;
  expect(iso(whole)).toBe("2026-10-01T00:30:00.000Z");
  fc.assert(
    fc.property(looks, (minutes) => {
      const seen: string[] = [];
      let madeUntil: string | null = "2026-09-30T23:00";
      for (const minute of [...minutes].sort((a, b) => a - b)) {
        const now = new Date(begin + minute * 60_000);
        const { occurrences, nextAt } = dueAt({ ...nightly, madeUntil }, now);
        for (const { local } of occurrences) {
          expect(seen).not.toContain(local);
          seen.push(local);
        }
        madeUntil = occurrences.at(-1)?.local ?? madeUntil;
        expect(nextAt && nextAt > now).toBe(true);
      }
    }),
    { numRuns: 10 },
  );
});
