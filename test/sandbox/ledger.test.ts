import { expect, test } from "vitest";
import { snowflakes } from "../../src/sandbox/ids.ts";
import { BoundedLog } from "../../src/sandbox/ledger.ts";
import { compareIds } from "../../src/sandbox/paging.ts";

test("a log that is written to for ever keeps its newest items and no more than twice its size", () => {
  const log = new BoundedLog<number>(100);
  for (let item = 0; item < 12_345; item += 1) {
    log.push(item);
    expect(log.items.length).toBeLessThan(200);
  }
  expect(log.items.slice(-100)).toEqual(Array.from({ length: 100 }, (_, index) => 12_245 + index));
});

test("ids rise within one millisecond and when the clock is set back", () => {
  const ids = snowflakes(0, 16);
  const noon = new Date("2026-11-21T12:00:00Z");
  const made = [noon, noon, new Date(noon.getTime() - 1000), noon].map((now) => ids.next(now));
  expect([...made].sort(compareIds)).toEqual(made);
  expect(new Set(made).size).toBe(4);
});
