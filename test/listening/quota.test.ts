import fc from "fast-check";
import { expect, test } from "vitest";
import { callsPerDay, monthlyCostUsd, pauseAfter, Quota, quotaIn } from "../../src/listening/quota.ts";

const now = new Date("2026-11-21T10:00:00Z");
const inFiveMinutes = "2026-11-21T10:05:00.000Z";
const epoch = String(Date.parse(inFiveMinutes) / 1000);
const read = (headers: Record<string, string>) => quotaIn({ status: 200, headers }, now);

test.each([
  ["X", { "x-rate-limit-limit": "300", "x-rate-limit-remaining": "0", "x-rate-limit-reset": epoch }],
  [
    "Mastodon",
    {
      "x-ratelimit-limit": "300",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "2026-11-21T10:05:00.000000Z",
    },
  ],
  ["Bluesky", { "ratelimit-limit": "300", "ratelimit-remaining": "0", "ratelimit-reset": epoch }],
  [
    "a server that counts seconds",
    { "ratelimit-limit": "300, 300;w=300", "ratelimit-remaining": "0", "ratelimit-reset": "300" },
  ],
])("the limits of %s are read, and what is used up waits", (_name, headers) => {
  const quota = read(headers as unknown as Record<string, string>);
  expect(quota).toEqual({ limit: 300, remaining: 0, resetAt: inFiveMinutes, seenAt: now.toISOString() });
  expect(pauseAfter(quota, now)).toEqual(new Date(inFiveMinutes));
});

test("an instant is measured on the server's own clock", () => {
  const headers = {
    "ratelimit-remaining": "0",
    "ratelimit-reset": epoch,
    date: "Sat, 21 Nov 2026 10:03:00 GMT",
  };
  expect(read(headers)?.resetAt).toBe("2026-11-21T10:02:00.000Z");
});

test("whatever a header says, it can be kept and never silences a source for more than a day", () => {
  const text = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
  );
  fc.assert(
    fc.property(text, text, text, (limit, reset, date) => {
      const quota = read({
        "ratelimit-limit": limit,
        "ratelimit-remaining": "0",
        "ratelimit-reset": reset,
        date,
      });
      expect(Quota.safeParse(quota).success).toBe(true);
      const until = pauseAfter(quota, now)?.getTime() ?? 0;
      expect(until).toBeLessThanOrEqual(now.getTime() + 86_400_000);
    }),
  );
});

test("what is not used up, or not stated, does not wait", () => {
  expect(pauseAfter(read({ "ratelimit-remaining": "1", "ratelimit-reset": epoch }), now)).toBeNull();
  expect(pauseAfter(read({ "ratelimit-remaining": "0" }), now)).toBeNull();
  expect(read({})).toBeNull();
});

test("calls and cost are told for a day and a month", () => {
  expect(callsPerDay(300, 3)).toBe(864);
  const yesterday = new Date("2026-11-20T10:00:00Z");
  expect(monthlyCostUsd({ readCount: 100, readSince: yesterday }, 0.005, now)).toBe(15);
  expect(monthlyCostUsd({ readCount: 0, readSince: null }, 0.005, now)).toBe(0);
});
