import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftFrom } from "../../web/src/rooms/composer/draft.ts";
import { dayFrom, localTimeOf, readTime, writtenTime } from "../../web/src/shared/local-times.ts";

const timeZone = "Europe/Paris";

describe("times as a person says them", () => {
  test("read what a clock shows back as the instant it showed it at, also in the hour that comes twice", () => {
    const zones = fc.constantFrom(
      "Europe/Paris",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "UTC",
    );
    const minutes = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2028, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        expect(readTime(localTimeOf(minute * 60_000, zone))?.instant.getTime()).toBe(minute * 60_000);
      }),
    );
    const second = Date.parse("2026-10-25T01:30:00Z");
    expect(localTimeOf(second, timeZone)).toEqual({ local: "2026-10-25T02:30", timeZone, second: true });
  });

  test("are written as they were meant, and as an instant only where that says too little", () => {
    const local = "2026-10-25T02:30";
    expect(writtenTime({ local, timeZone })).toEqual({ local, timeZone });
    expect(writtenTime({ local, timeZone, second: true })).toBe("2026-10-25T01:30:00.000Z");
  });

  test("of a post that is opened again are those it has, in the second of two equal hours as well", () => {
    const stored = { text: "", thread: [], media: [], variants: {}, options: {} };
    const at = { scheduledAt: "2026-10-25T01:30:00Z", localTime: "2026-10-25T02:30", timeZone };
    const post = { ...stored, publications: [{ ...at, state: "scheduled", profile: "p" }] };
    const { when } = draftFrom(post as unknown as Parameters<typeof draftFrom>[0], "UTC");
    expect(when?.kind === "at" && writtenTime(when)).toBe("2026-10-25T01:30:00.000Z");
  });

  test.each([
    ["17/03/2027", "2027-03-17"],
    ["mer. 17/3/2027", "2027-03-17"],
    [" 17.03.2027 ", "2027-03-17"],
    ["2027-03-17", "2027-03-17"],
    ["30/02/2027", null],
    ["03/17/2027", null],
    ["17/03", null],
    ["demain", null],
  ])("a day typed as %s is %s", (typed, day) => {
    expect(dayFrom(typed)).toBe(day);
  });
});
