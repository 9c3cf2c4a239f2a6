import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { isTimeZone, type ResolvedTime, resolveLocalTime } from "../../src/publishing/local-time.ts";

type Resolved = Extract<ResolvedTime, { kind: "resolved" }>;

function resolved(local: string, timeZone: string): Resolved {
  const answer = resolveLocalTime(local, timeZone);
  if (answer.kind !== "resolved") throw new Error(answer.message.en);
  return answer;
}
const at = (local: string, timeZone: string) => {
  const { instant, adjustment, local: shown } = resolved(local, timeZone);
  return [instant.toISOString(), adjustment, shown];
};

describe("a local time in Europe/Paris", () => {
  test("in winter is an hour ahead of UTC, in summer two", () => {
    expect(at("2026-01-15T09:30", "Europe/Paris")).toEqual([
      "2026-01-15T08:30:00.000Z",
      "none",
      "2026-01-15T09:30",
    ]);
    expect(at("2026-07-15T09:30", "Europe/Paris")).toEqual([
      "2026-07-15T07:30:00.000Z",
      "none",
      "2026-07-15T09:30",
    ]);
  });

  test("that the spring night jumps over goes out an hour later by the clock, and this is said", () => {
    expect(at("2026-03-29T02:30", "Europe/Paris")).toEqual([
      "2026-03-29T01:30:00.000Z",
      "gap",
      "2026-03-29T03:30",
    ]);
    expect(at("2026-03-29T01:59", "Europe/Paris")[1]).toBe("none");
    expect(at("2026-03-29T02:00", "Europe/Paris")[1]).toBe("gap");
    expect(at("2026-03-29T03:00", "Europe/Paris")[1]).toBe("none");
  });

  test("that the autumn night shows twice is taken the first time, and this is said", () => {
    expect(at("2026-10-25T02:30", "Europe/Paris")).toEqual([
      "2026-10-25T00:30:00.000Z",
      "overlap",
      "2026-10-25T02:30",
    ]);
    expect(at("2026-10-25T01:59", "Europe/Paris")[1]).toBe("none");
    expect(at("2026-10-25T02:00", "Europe/Paris")[1]).toBe("overlap");
    expect(at("2026-10-25T03:00", "Europe/Paris")[1]).toBe("none");
  });
});

describe("zones that are not whole hours away", () => {
  test.each([
    ["2026-06-01T12:00", "Asia/Kathmandu", "2026-06-01T06:15:00.000Z", "none"],
    // Lord Howe moves its clock by half an hour: https://www.timeanddate.com/time/zone/australia/lord-howe-island
    ["2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z", "gap"],
    ["2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z", "overlap"],
    ["2026-03-08T02:30", "America/St_Johns", "2026-03-08T06:00:00.000Z", "gap"],
    ["2026-11-01T01:30", "America/St_Johns", "2026-11-01T04:00:00.000Z", "overlap"],
  ])("%s in %s is %s (%s)", (local, zone, instant, adjustment) => {
    expect(at(local, zone).slice(0, 2)).toEqual([instant, adjustment]);
  });

  test("a time half an hour long gap moves on by half an hour", () => {
    expect(resolved("2026-10-04T02:15", "Australia/Lord_Howe").local).toBe("2026-10-04T02:45");
  });

  test("a day that a zone left out altogether goes out on the day after", () => {
    // Samoa crossed the date line: there was no 30 December 2011.
    expect(at("2011-12-30T10:00", "Pacific/Apia")).toEqual([
      "2011-12-30T20:00:00.000Z",
      "gap",
      "2011-12-31T10:00",
    ]);
  });
});

describe("whatever the zone and the time", () => {
  const zones = [
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Santiago",
    "Pacific/Chatham",
    "UTC",
  ];
  const minutes = fc.integer({ min: 0, max: 15 * 366 * 24 * 60 });
  const local = minutes.map((since) =>
    Temporal.PlainDateTime.from("2020-01-01T00:00")
      .add({ minutes: since })
      .toString({ smallestUnit: "minute" }),
  );
  const shownIn = (instant: Date, zone: string) =>
    Temporal.Instant.fromEpochMilliseconds(instant.getTime())
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" });

  test("the clock there shows the time that was asked for, unless the answer says that it does not exist", () => {
    fc.assert(
      fc.property(local, fc.constantFrom(...zones), (wanted, zone) => {
        const answer = resolved(wanted, zone);
        expect(shownIn(answer.instant, zone)).toBe(answer.local);
        if (answer.adjustment === "gap") expect(answer.local > wanted).toBe(true);
        else expect(answer.local).toBe(wanted);
      }),
      { numRuns: 300 },
    );
  });

  test("of two instants that show the same time the first is taken", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("2026-10-25T02:00", "2027-10-31T02:00", "2030-10-27T02:00"),
        fc.integer({ min: 0, max: 59 }),
        (hour, minute) => {
          const wanted = hour.slice(0, -2) + String(minute).padStart(2, "0");
          const { instant, adjustment } = resolved(wanted, "Europe/Paris");
          expect(adjustment).toBe("overlap");
          expect(shownIn(new Date(instant.getTime() + 3_600_000), "Europe/Paris")).toBe(wanted);
          expect(shownIn(new Date(instant.getTime() - 3_600_000), "Europe/Paris")).not.toBe(wanted);
        },
      ),
    );
  });

  test("an instant written as its local time comes back, but for the second pass of an autumn hour", () => {
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (since, zone) => {
        const instant = new Date(Date.UTC(2020, 0, 1) + since * 60_000);
        const answer = resolved(shownIn(instant, zone), zone);
        expect(answer.adjustment).not.toBe("gap");
        if (answer.adjustment === "none") expect(answer.instant).toEqual(instant);
        else expect(answer.instant.getTime()).toBeLessThanOrEqual(instant.getTime());
      }),
      { numRuns: 300 },
    );
  });
});

describe("what is no local time in a zone", () => {
  test.each([
    ["2026-02-30T10:00"],
    ["2026-13-01T10:00"],
    ["2026-10-25T24:00"],
    ["2026-10-25 10:00"],
    ["2026-10-25T10:00Z"],
    ["2026-10-25T10:00+02:00"],
    ["tomorrow"],
    [""],
  ])("%j is refused with what it got and wants", (local) => {
    const answer = resolveLocalTime(local, "Europe/Paris");
    expect(answer).toMatchObject({ kind: "refused", field: "local", message: { code: "not_a_local_time" } });
    if (answer.kind === "refused") expect(answer.message.en).toContain(`"${local}"`);
  });

  test.each(["Paris", "Mars/Olympus", "+02:00", "", "Europe/Paris; drop table"])(
    "the zone %j is refused",
    (zone) => {
      expect(resolveLocalTime("2026-10-25T10:00", zone)).toMatchObject({
        kind: "refused",
        field: "timeZone",
      });
      expect(isTimeZone(zone)).toBe(false);
    },
  );
});
