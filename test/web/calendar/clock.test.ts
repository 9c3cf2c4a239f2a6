import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysOf, instantOf, shifted, stepDate, wallTimeOf } from "../../../web/src/rooms/calendar/clock.ts";

const paris = "Europe/Paris";
const wall = (date: string, minute: number, isSecond = false) => ({ date, minute, isSecond });

describe("the days of a view", () => {
  test("are whole weeks from Monday in a month, seven in a week, one in a day", () => {
    const month = daysOf("month", "2026-11-22", paris);
    expect([month[0]?.date, month.at(-1)?.date, month.length]).toEqual(["2026-10-26", "2026-12-06", 42]);
    expect(daysOf("week", "2026-11-22", paris).map(({ date }) => date)[0]).toBe("2026-11-16");
    expect(daysOf("day", "2026-11-22", paris).map(({ date }) => date)).toEqual(["2026-11-22"]);
  });

  test("follow each other without a gap, in every zone", () => {
    const zones = fc.constantFrom(
      paris,
      "America/New_York",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
      "UTC",
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 5000 }), (zone, offset) => {
        const date = new Date(Date.UTC(2024, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
        const days = daysOf("month", date, zone);
        expect(days.slice(1).map(({ from }) => from)).toEqual(days.slice(0, -1).map(({ to }) => to));
        expect(days.map((day) => day.date)).toContain(date);
      }),
      { numRuns: 60 },
    );
  });

  test("say which minutes of a night are missing and which come twice", () => {
    const changeOf = (date: string, zone: string) => daysOf("day", date, zone)[0]?.change;
    expect(changeOf("2026-03-29", paris)).toEqual({ kind: "forward", fromMinute: 120, toMinute: 180 });
    expect(changeOf("2026-10-25", paris)).toEqual({ kind: "back", fromMinute: 120, toMinute: 180 });
    expect(changeOf("2026-10-04", "Australia/Lord_Howe")).toEqual({
      kind: "forward",
      fromMinute: 120,
      toMinute: 150,
    });
    expect(changeOf("2026-11-22", paris)).toBeNull();
  });

  test("step by what is shown; from the 31st a month leads to the next month", () => {
    expect(stepDate("month", "2026-01-31", 1)).toBe("2026-02-01");
    expect(stepDate("week", "2026-11-22", -1)).toBe("2026-11-15");
    expect(stepDate("day", "2026-12-31", 1)).toBe("2027-01-01");
  });
});

describe("the clock of a zone", () => {
  test("has no 02:30 on the night it goes forward, and two on the night it goes back", () => {
    expect(instantOf(wall("2026-03-29", 150), paris)).toBeNull();
    expect(instantOf(wall("2026-10-25", 150), paris)).toBe(Date.parse("2026-10-25T00:30:00Z"));
    expect(instantOf(wall("2026-10-25", 150, true), paris)).toBe(Date.parse("2026-10-25T01:30:00Z"));
  });

  test("leads from an instant to what it shows, and back to the same instant", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 }),
        fc.constantFrom(paris, "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"),
        (minutes, zone) => {
          expect(instantOf(wallTimeOf(minutes * 60_000, zone), zone)).toBe(minutes * 60_000);
        },
      ),
    );
  });

  test("is walked through twice in autumn and stepped over in spring, and back the same way", () => {
    const autumn = [wall("2026-10-25", 165)];
    for (let step = 0; step < 5; step++) autumn.push(shifted(autumn.at(-1) ?? wall("", 0), 0, 15, paris));
    expect(autumn.map(({ minute, isSecond }) => [minute, isSecond])).toEqual([
      [165, false],
      [120, true],
      [135, true],
      [150, true],
      [165, true],
      [180, false],
    ]);
    expect(shifted(wall("2026-10-25", 180), 0, -15, paris)).toEqual(wall("2026-10-25", 165, true));
    expect(shifted(wall("2026-03-29", 105), 0, 15, paris)).toEqual(wall("2026-03-29", 180));
    expect(shifted(wall("2026-11-22", 0), 0, -15, paris)).toEqual(wall("2026-11-21", 1425));
    expect(shifted(wall("2026-03-28", 150), 1, 0, paris)).toEqual(wall("2026-03-29", 150));
  });
});
