import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { QuietHours, quietUntil } from "../../src/alerts/quiet-hours.ts";

const night: QuietHours = { from: "22:00", to: "07:30", timeZone: "Europe/Paris" };

describe("quiet hours", () => {
  test.each([
    ["2026-11-22T20:59:00Z", null],
    ["2026-11-22T21:00:00Z", "2026-11-23T06:30:00.000Z"],
    ["2026-11-23T03:00:00Z", "2026-11-23T06:30:00.000Z"],
    ["2026-11-23T06:30:00Z", null],
    // The clock goes forward that night: an hour earlier in UTC.
    ["2026-03-28T23:00:00Z", "2026-03-29T05:30:00.000Z"],
  ])("over midnight in Paris: at %s until %s", (now, until) =>
    expect(quietUntil(night, new Date(now))?.toISOString() ?? null).toBe(until),
  );

  test("end within a day, at their end, whatever the zone and the night", () => {
    const time = fc.integer({ min: 0, max: 1439 }).map((minutes) => {
      const two = (value: number) => String(value).padStart(2, "0");
      return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
    });
    const zone = fc.constantFrom(
      "Europe/Paris",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "America/St_Johns",
      "Africa/Casablanca",
      "Pacific/Apia",
    );
    const instant = fc.date({
      min: new Date("2026-01-01"),
      max: new Date("2027-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(time, time, zone, instant, (from, to, timeZone, now) => {
        fc.pre(from !== to);
        const until = quietUntil({ from, to, timeZone }, now);
        if (until === null) return;
        expect(until.getTime()).toBeGreaterThan(now.getTime());
        expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        // What waited is told, not put off once more.
        expect(quietUntil({ from, to, timeZone }, until)).toBeNull();
      }),
    );
  });

  test.each([
    { from: "24:00", to: "07:00", timeZone: "Europe/Paris" },
    { from: "22:00", to: "22:00", timeZone: "Europe/Paris" },
    { from: "22:00", to: "07:00", timeZone: "Paris" },
  ])("that make no sense are refused: %j", (wrong) =>
    expect(QuietHours.safeParse(wrong).success).toBe(false),
  );
});
