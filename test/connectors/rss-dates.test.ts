import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseFeedDate } from "../../src/connectors/rss/dates.ts";

describe("the date of an entry", () => {
  test.each([
    ["Tue, 10 Jun 2003 04:00:00 GMT", "2003-06-10T04:00:00.000Z"],
    ["Tue, 10 Jun 2003 04:00:00 EST", "2003-06-10T09:00:00.000Z"],
    ["10 Jun 2003 04:00 +0200", "2003-06-10T02:00:00.000Z"],
    ["Monday, 10 June 2003 04:00:00 PDT", "2003-06-10T11:00:00.000Z"],
    ["Tue, 10 Jun 03 04:00:00 Z", "2003-06-10T04:00:00.000Z"],
    ["Thu, 10 Jun 99 04:00:00 UT", "1999-06-10T04:00:00.000Z"],
    ["Tue, 10 Jun 2003 04:00:00 A", "2003-06-10T04:00:00.000Z"],
    ["Tue, 10 Jun 2003 04:00:00 CEST", "2003-06-10T02:00:00.000Z"],
    ["Tue, 10 Jun 2003 04:00:00 GMT+0200", "2003-06-10T02:00:00.000Z"],
    ["Tue, 10-Jun-2003 04:00:00 GMT", "2003-06-10T04:00:00.000Z"],
    ["Tue, 10 Jun 2003", "2003-06-10T00:00:00.000Z"],
    ["2003-06-10T04:00:00Z", "2003-06-10T04:00:00.000Z"],
    ["2003-06-10T04:00:00.25+02:00", "2003-06-10T02:00:00.250Z"],
    ["2003-06-10 04:00:00", "2003-06-10T04:00:00.000Z"],
    ["2003-06-10", "2003-06-10T00:00:00.000Z"],
    ["2003-06", "2003-06-01T00:00:00.000Z"],
    ["2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z"],
    ["2003-06-10T24:00:00Z", "2003-06-11T00:00:00.000Z"],
  ])("is understood when written %j", (raw, iso) => {
    expect(parseFeedDate(raw)?.toISOString()).toBe(iso);
  });

  test.each(["", "yesterday", "31 Feb 2003 04:00:00 GMT", "2003-13-01", "10 Foo 2003", "25/12/2003"])(
    "is unknown when written %j",
    (raw) => expect(parseFeedDate(raw)).toBeNull(),
  );

  test("comes back unchanged from every way of writing an instant", () => {
    const instants = fc.date({
      min: new Date("1970-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (at) => {
        expect(parseFeedDate(at.toISOString())).toEqual(at);
        expect(parseFeedDate(at.toUTCString())).toEqual(new Date(Math.floor(at.getTime() / 1000) * 1000));
      }),
    );
  });

  test("never throws, whatever is written there", () => {
    fc.assert(fc.property(fc.string(), (raw) => void parseFeedDate(raw)));
  });
});
