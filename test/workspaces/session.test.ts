import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/platform/clock.ts";
import { hasEnded, noteOfUse, sessionEndsAt, wantsNewToken } from "../../src/workspaces/session.ts";

const start = new Date("2026-11-22T08:00:00Z");
const used = (lastSeconds: number, over = {}) => ({
  createdAt: start,
  rotatedAt: start,
  lastSeenAt: plusSeconds(start, lastSeconds),
  isCurrent: true,
  ...over,
});
const hours = (count: number) => count * 3600;

describe("a session", () => {
  test.each([
    ["lasts twelve hours without use", used(0), hours(12) - 1, false],
    ["ends after them", used(0), hours(12), true],
    ["goes on while it is used", used(hours(11)), hours(22), false],
    ["ends after thirty days however much it is used", used(hours(30 * 24) - 1), hours(30 * 24), true],
  ])("%s", (_name, session, atSeconds, ended) =>
    expect(hasEnded(session, plusSeconds(start, atSeconds))).toBe(ended),
  );

  test("never ends later than either limit", () => {
    fc.assert(
      fc.property(fc.nat(hours(40 * 24)), (seconds) => {
        const endsAt = sessionEndsAt(used(seconds));
        expect(endsAt <= plusSeconds(start, hours(30 * 24))).toBe(true);
        expect(endsAt <= plusSeconds(start, seconds + hours(12))).toBe(true);
      }),
    );
  });
});

describe("its token", () => {
  test.each([
    ["is kept for an hour", true, hours(1) - 1, false],
    ["is changed after it", true, hours(1), true],
    ["before the present one is not changed at once: the answer may still be on its way", false, 59, false],
    ["before the present one is changed again when the answer seems lost", false, 60, true],
  ])("%s", (_name, isCurrent, atSeconds, wanted) =>
    expect(wantsNewToken(used(0, { isCurrent }), plusSeconds(start, atSeconds))).toBe(wanted),
  );

  test("before the present one is forgotten once the present one has been in use", () => {
    expect(noteOfUse(used(0), plusSeconds(start, 59))).toBeNull();
    expect(noteOfUse(used(0), plusSeconds(start, 60))).toEqual({ forgetPrevious: true });
    expect(noteOfUse(used(0, { isCurrent: false }), plusSeconds(start, 600))).toEqual({
      forgetPrevious: false,
    });
  });
});
