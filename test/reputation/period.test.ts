import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bucketBounds,
  cutHours,
  type Interval,
  intervals,
  lastWhole,
  maxBuckets,
} from "../../src/reputation/period.ts";

const bounds = (from: string, to: string, interval: Interval, zone: string) =>
  bucketBounds(new Date(from), new Date(to), interval, zone).map((at) => at.toISOString());
const hours = (found: string[]) =>
  found.slice(1).map((at, index) => (Date.parse(at) - Date.parse(found[index] ?? "")) / 3_600_000);

describe("days in Europe/Paris", () => {
  test("begin at midnight there", () => {
    expect(bounds("2026-11-20T23:00:00Z", "2026-11-22T23:00:00Z", "day", "Europe/Paris")).toEqual([
      "2026-11-20T23:00:00.000Z",
      "2026-11-21T23:00:00.000Z",
      "2026-11-22T23:00:00.000Z",
    ]);
  });

  test("of the change have 23 hours in spring and 25 in autumn", () => {
    const spring = bounds("2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z", "day", "Europe/Paris");
    expect(hours(spring)).toEqual([24, 23, 24]);
    const autumn = bounds("2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z", "day", "Europe/Paris");
    expect(hours(autumn)).toEqual([24, 25, 24]);
  });

  test("hours of the night of the change are each an hour long, and none is missing or doubled", () => {
    const spring = bounds("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "hour", "Europe/Paris");
    expect(hours(spring)).toEqual(Array(23).fill(1));
    const autumn = bounds("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "hour", "Europe/Paris");
    expect(hours(autumn)).toEqual(Array(25).fill(1));
  });

  test("a period that begins or ends within a day begins and ends there", () => {
    expect(bounds("2026-11-21T10:20:00Z", "2026-11-22T15:40:00Z", "day", "Europe/Paris")).toEqual([
      "2026-11-21T10:20:00.000Z",
      "2026-11-21T23:00:00.000Z",
      "2026-11-22T15:40:00.000Z",
    ]);
  });
});

test("weeks begin on Monday", () => {
  // 21 November 2026 is a Saturday.
  expect(bounds("2026-11-20T23:00:00Z", "2026-12-01T23:00:00Z", "week", "Europe/Paris")).toEqual([
    "2026-11-20T23:00:00.000Z",
    "2026-11-22T23:00:00.000Z",
    "2026-11-29T23:00:00.000Z",
    "2026-12-01T23:00:00.000Z",
  ]);
});

test("months are as long as they are", () => {
  const found = bounds("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "month", "UTC");
  expect(hours(found).map((count) => count / 24)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
});

test("a midnight that does not exist is replaced by the first moment of that day", () => {
  // Chile's clocks jump from 24:00 to 01:00: https://www.timeanddate.com/time/change/chile/santiago
  const found = bounds("2026-09-05T04:00:00Z", "2026-09-08T03:00:00Z", "day", "America/Santiago");
  expect(found[1]).toBe("2026-09-06T04:00:00.000Z");
  expect(hours(found)).toEqual([24, 23, 24]);
});

test.each<[Interval, string, string, string, string]>([
  // Clocks jumped at midnight on these days, so that they begin at one o'clock: the weeks and months before do not.
  [
    "week",
    "America/Santiago",
    "2026-09-06T18:00:00Z",
    "2026-08-24T04:00:00.000Z",
    "2026-08-31T04:00:00.000Z",
  ],
  ["week", "Asia/Beirut", "2026-03-29T18:00:00Z", "2026-03-15T22:00:00.000Z", "2026-03-22T22:00:00.000Z"],
  ["month", "Africa/Cairo", "2026-04-24T18:00:00Z", "2026-02-28T22:00:00.000Z", "2026-03-31T22:00:00.000Z"],
])(
  "the last whole %s in %s ends at a midnight, also on a day without one",
  (interval, zone, at, from, to) => {
    const found = lastWhole(interval, new Date(at), zone);
    expect([found.from.toISOString(), found.to.toISOString()]).toEqual([from, to]);
  },
);

test.each([
  // https://www.timeanddate.com/time/zone/australia/lord-howe-island
  ["2026-10-03T14:30:00Z", "2026-10-03T18:00:00Z", [60, 30, 60, 60]],
  ["2026-04-04T13:00:00Z", "2026-04-04T17:30:00Z", [60, 60, 30, 60, 60]],
])("hours are full hours of the clock again after it was set by half an hour", (from, to, minutes) => {
  const found = bounds(from, to, "hour", "Australia/Lord_Howe").map((at) => Date.parse(at));
  expect(found.slice(1).map((at, index) => (at - (found[index] ?? 0)) / 60_000)).toEqual(minutes);
});

test("more buckets than anybody can read are refused before they are made", () => {
  expect(() => bounds("1900-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "hour", "UTC")).toThrow(RangeError);
  expect(maxBuckets).toBe(5000);
});

describe("whatever the period, interval and zone", () => {
  const zones = [
    "Europe/Paris",
    "Asia/Kolkata",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "America/Santiago",
    "UTC",
  ];
  const period = fc.tuple(
    fc.integer({ min: 0, max: 5 * 366 * 1440 }),
    fc.integer({ min: 1, max: 90 * 1440 }),
    fc.constantFrom<Interval>(...intervals),
    fc.constantFrom(...zones),
  );

  test("buckets follow each other without gap or overlap, from the first instant to the last", () => {
    fc.assert(
      fc.property(period, ([start, length, interval, zone]) => {
        const from = new Date(Date.UTC(2024, 0, 1) + start * 60_000);
        const to = new Date(from.getTime() + length * 60_000);
        const found = bucketBounds(from, to, interval, zone);
        expect(found[0]).toEqual(from);
        expect(found.at(-1)).toEqual(to);
        found.slice(1).forEach((at, index) => {
          expect(at.getTime()).toBeGreaterThan(found[index]?.getTime() ?? Infinity);
        });
      }),
    );
  });

  test("the hours that are cut are those within which a bound lies, and no others", () => {
    fc.assert(
      fc.property(period, ([start, length, interval, zone]) => {
        const from = new Date(Date.UTC(2024, 0, 1) + start * 60_000);
        const found = bucketBounds(from, new Date(from.getTime() + length * 60_000), interval, zone);
        const hourOf = (at: Date) => Math.floor(at.getTime() / 3_600_000) * 3_600_000;
        const expected = found.filter((at) => at.getTime() !== hourOf(at)).map(hourOf);
        expect(new Set(cutHours(found).map((at) => at.getTime()))).toEqual(new Set(expected));
      }),
    );
  });
});

describe("hours that a bound cuts in two", () => {
  test("are none where zone and period are whole hours", () => {
    const found = bucketBounds(
      new Date("2026-11-20T23:00:00Z"),
      new Date("2026-11-22T23:00:00Z"),
      "day",
      "Europe/Paris",
    );
    expect(cutHours(found)).toEqual([]);
  });

  test("are those of midnight in Asia/Kolkata, half past the hour", () => {
    const found = bucketBounds(
      new Date("2026-11-20T18:30:00Z"),
      new Date("2026-11-22T18:30:00Z"),
      "day",
      "Asia/Kolkata",
    );
    expect(cutHours(found).map((at) => at.toISOString())).toEqual([
      "2026-11-20T18:00:00.000Z",
      "2026-11-21T18:00:00.000Z",
      "2026-11-22T18:00:00.000Z",
    ]);
  });

  test("are named once, also when both bounds of a short period cut the same hour", () => {
    const found = bucketBounds(
      new Date("2026-11-20T10:10:00Z"),
      new Date("2026-11-20T10:50:00Z"),
      "hour",
      "UTC",
    );
    expect(cutHours(found)).toEqual([new Date("2026-11-20T10:00:00Z")]);
  });

  test("before 1970 are those hours, not the next ones", () => {
    expect(cutHours([new Date("1969-12-31T22:30:00Z")])).toEqual([new Date("1969-12-31T22:00:00Z")]);
  });
});
