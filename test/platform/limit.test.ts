import { expect, test } from "vitest";
import { limitTo } from "../../src/platform/limit.ts";

test("at most so many run at once, in the order they came, and a failure frees its place", async () => {
  const limited = limitTo(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const runs = [0, 1, 2, 3].map(
    (number) =>
      limited(async () => {
        begun.push(number);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (number === 0) throw new Error("broke");
        return number;
      }).catch(() => "failed"), // the one that is meant to break, and is expected below
  );
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1]);
  ends[0]?.();
  await runs[0];
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1, 2]);
  ends[1]?.();
  ends[2]?.();
  await new Promise(setImmediate);
  ends[3]?.();
  expect(await Promise.all(runs)).toEqual(["failed", 1, 2, 3]);
});
