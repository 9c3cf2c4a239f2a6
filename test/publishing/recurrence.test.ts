import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  occurrencesBefore,
  occurrencesBetween,
  type Recurrence,
  recurrenceProblem,
  ruleAfter,
  ruleUntil,
} from "../../src/publishing/recurrence.ts";

const zones = [
  "Europe/Paris",
  "Australia/Lord_Howe", // half an hour
  "Asia/Kathmandu", // UTC+5:45
  "America/St_Johns", // UTC-3:30
  "Africa/Casablanca", // back and forth for a month
  "Pacific/Apia", // lost a day in 2011
] as const;
const rule = (text: string, localStart: string, timeZone = "Europe/Paris"): Recurrence => ({
  rule: text,
  localStart,
  timeZone,
});
const shown = (recurrence: Recurrence, limit: number, after: string | null = null) =>
  occurrencesBetween(recurrence, after, null, limit).map(({ local, at, adjustment }) => [
    local,
    at.toISOString(),
    adjustment,
  ]);

describe("a rule", () => {
  test("keeps the hour of the clock over the spring night, and says what it did that night", () => {
    expect(shown(rule("FREQ=DAILY", "2026-03-28T02:30"), 3)).toEqual([
      ["2026-03-28T02:30", "2026-03-28T01:30:00.000Z", "none"],
      ["2026-03-29T02:30", "2026-03-29T01:30:00.000Z", "gap"],
      ["2026-03-30T02:30", "2026-03-30T00:30:00.000Z", "none"],
    ]);
  });

  test("takes the first of two hours in the autumn night", () => {
    expect(shown(rule("FREQ=WEEKLY;BYDAY=SU", "2026-10-18T02:30"), 3)).toEqual([
      ["2026-10-18T02:30", "2026-10-18T00:30:00.000Z", "none"],
      ["2026-10-25T02:30", "2026-10-25T00:30:00.000Z", "overlap"],
      ["2026-11-01T02:30", "2026-11-01T01:30:00.000Z", "none"],
    ]);
  });

  test.each<[string, string, string[]]>([
    ["FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3", "2026-11-23T09:30", ["2026-11-23", "2026-11-26", "2026-11-30"]],
    ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-11-27T09:30", ["2026-11-27", "2026-12-25", "2027-01-29"]],
    ["FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "2026-12-31T09:30", ["2026-12-31", "2027-01-31", "2027-03-31"]],
    ["FREQ=YEARLY;COUNT=2", "2028-02-29T09:30", ["2028-02-29", "2032-02-29"]],
    ["FREQ=DAILY;INTERVAL=2;UNTIL=20261127", "2026-11-23T09:30", ["2026-11-23", "2026-11-25", "2026-11-27"]],
    ["FREQ=DAILY;UNTIL=20261124T083000Z", "2026-11-23T09:30", ["2026-11-23", "2026-11-24"]],
    ["FREQ=DAILY;UNTIL=20261124T082959Z", "2026-11-23T09:30", ["2026-11-23"]],
    ["RRULE:FREQ=DAILY;COUNT=2", "2026-11-23T09:30", ["2026-11-23", "2026-11-24"]],
  ])("%s from %s comes on %j", (text, start, days) => {
    const found = occurrencesBetween(rule(text, start), null, null, 10);
    expect(found.map(({ local }) => local)).toEqual(days.map((day) => `${day}T09:30`));
  });

  test.each([
    ["", 'FREQ is ""'],
    ["FREQ=HOURLY", 'FREQ is "HOURLY"'],
    ["FREQ=DAILY;BYHOUR=9,10", "BYHOUR"],
    ["FREQ=DAILY;COUNT=2;UNTIL=20270101", "exclude each other"],
    ["FREQ=DAILY;INTERVAL=zero", 'INTERVAL is "ZERO"'],
    ["FREQ=MONTHLY;BYMONTHDAY=32", 'BYMONTHDAY is "32"'],
    ["FREQ=DAILY;UNTIL=20200101", "no occurrence"],
  ])("%j is refused", (text, why) => {
    expect(recurrenceProblem(rule(text, "2026-11-23T09:30"))?.en).toContain(why);
  });

  test("is cut in two without losing or doubling an occurrence", () => {
    const whole = rule("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=9", "2026-11-23T09:30");
    const all = occurrencesBetween(whole, null, null, 100).map(({ local }) => local);
    for (const cut of all.slice(1)) {
      const before = { ...whole, rule: ruleUntil(whole.rule, cut) };
      const after = { ...whole, rule: ruleAfter(whole.rule, occurrencesBefore(whole, cut)), localStart: cut };
      const parts = [before, after].flatMap((part) => occurrencesBetween(part, null, null, 100));
      expect(parts.map(({ local }) => local)).toEqual(all);
    }
  });
});

describe.each(zones)("in %s", (timeZone) => {
  const starts = fc
    .date({
      min: new Date("2010-01-01T00:00:00Z"),
      max: new Date("2037-12-31T00:00:00Z"),
      noInvalidDate: true,
    })
    .map((at) => `${at.toISOString().slice(0, 14)}${at.getUTCMinutes() < 30 ? "00" : "30"}`);

  test("every day at one hour is that hour on the clock, but where the clock jumps over it", () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 15 }), (localStart, limit) => {
        const found = occurrencesBetween(rule("FREQ=DAILY", localStart, timeZone), null, null, limit);
        expect(found).toHaveLength(limit);
        found.forEach(({ local, at, shown: clock, adjustment }, index) => {
          const expected = Temporal.PlainDateTime.from(localStart).add({ days: index });
          expect(local).toBe(expected.toString({ smallestUnit: "minute" }));
          const seen = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
          expect(seen.toPlainDateTime().toString({ smallestUnit: "minute" })).toBe(clock);
          expect(clock === local).toBe(adjustment !== "gap");
        });
      }),
      { numRuns: 20 },
    );
  });

  test("weekly occurrences go forward in time, whatever the nights do, and a page follows the one before", () => {
    fc.assert(
      fc.property(starts, (localStart) => {
        const weekly = rule("FREQ=WEEKLY;BYDAY=SA,SU,MO", localStart, timeZone);
        const found = occurrencesBetween(weekly, null, null, 30);
        for (const [index, one] of found.entries()) {
          const before = found[index - 1];
          if (before) expect(one.at.getTime()).toBeGreaterThan(before.at.getTime());
        }
        const middle = found[14]?.local ?? null;
        expect(occurrencesBetween(weekly, middle, null, 15)).toEqual(found.slice(15));
      }),
      { numRuns: 20 },
    );
  });
});
