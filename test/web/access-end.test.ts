import { expect, test } from "vitest";
import { accessEnd } from "../../web/src/rooms/profiles/access-end.ts";

test("an access is told of two weeks before it ends, and never where it does not end", () => {
  const now = Date.parse("2026-11-22T10:00:00Z");
  expect(accessEnd(null, now)).toBeNull();
  expect(accessEnd("2026-12-06T10:00:00Z", now)).toBeNull();
  expect(accessEnd("2026-12-06T09:59:59Z", now)).toBe("soon");
  expect(accessEnd("2026-11-22T10:00:00Z", now)).toBe("ended");
});
