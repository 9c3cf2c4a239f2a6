import fc from "fast-check";
import { expect, test } from "vitest";
import { mentionId } from "../../src/listening/mention-id.ts";

const written = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const time = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });

test("ids stand in the order in which mentions were published", () => {
  fc.assert(
    fc.property(time, time, (a, b) => {
      const [first, second] = [mentionId(a), mentionId(b)];
      expect(first).toMatch(written);
      if (a.getTime() !== b.getTime()) expect(first < second).toBe(a < b);
    }),
  );
});

test("two of one instant differ, and a time before 1970 has an id too", () => {
  const at = new Date("2026-11-22T00:00:00Z");
  expect(mentionId(at)).not.toBe(mentionId(at));
  expect(mentionId(new Date("1969-07-20T20:17:00Z"))).toMatch(written);
});
