import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreCsv, scoredHeader } from "../../src/alerts/spike-csv.ts";
import { type Row, scoreSeries } from "../../src/alerts/spike-series.ts";
import { Invalid } from "../../src/errors.ts";

const start = Date.UTC(2026, 2, 1);
const fiveMinutes = 300_000;
const perDay = 288;

/** Ten days at 5 minutes, busier by day than by night, with chance that is the same in every run. */
function series(days: number, change: (value: number, index: number) => number = (value) => value): Row[] {
  let state = 7;
  return Array.from({ length: days * perDay }, (_, index) => {
    state = (state * 48271) % 2147483647;
    const usual = 20 + 15 * Math.sin((2 * Math.PI * index) / perDay);
    const value = Math.round(usual * (0.7 + (0.6 * state) / 2147483647));
    return { at: new Date(start + index * fiveMinutes), value: change(value, index) };
  });
}

function scores(rows: readonly Row[]): number[] {
  const score = scoreSeries();
  return rows.map((row) => score(row));
}

describe("a series of counts", () => {
  const at = 8 * perDay + 100;
  const withSpike = series(10, (value, index) => (index >= at && index < at + 24 ? value * 8 : value));

  test("is told of a spike within a quarter of an hour, and near to certainty", () => {
    const found = scores(withSpike);
    expect(Math.max(...found.slice(at, at + 3))).toBeGreaterThan(0.99);
    expect(found.slice(3 * perDay, at).filter((score) => score > 0.99)).toEqual([]);
  });

  test("is told once of an event that lasts", () =>
    expect(
      scores(withSpike)
        .slice(at, at + 200)
        .filter((score) => score > 0.99).length,
    ).toBeLessThanOrEqual(3));

  test("is not told anything in its first three days", () =>
    expect(
      scores(series(3, (value, index) => (index % 50 === 0 ? 5000 : value))).every((score) => score === 0),
    ).toBe(true));

  test("of zeros is silent", () =>
    expect(scores(series(10, () => 0)).every((score) => score === 0)).toBe(true));
});

test("every score lies between 0 and 1 and depends on no later row", () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 7200 }), fc.nat({ max: 1_000_000 })), { maxLength: 300 }),
      fc.nat({ max: 300 }),
      (steps, cut) => {
        let at = start;
        const rows = steps.map(([seconds, value]) => {
          at += seconds * 1000;
          return { at: new Date(at), value };
        });
        const all = scores(rows);
        expect(all.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(scores(rows.slice(0, cut))).toEqual(all.slice(0, cut));
      },
    ),
  ));

async function scored(lines: string[]): Promise<string[]> {
  const out: string[] = [];
  for await (const line of scoreCsv(lines)) out.push(line);
  return out;
}

describe("a CSV of counts", () => {
  test("comes back line by line with a score", async () =>
    expect(
      await scored(["\ufefftimestamp,value", "2026-03-01 00:00:00,12", "", "2026-03-01T00:05:00+01:00,7"]),
    ).toEqual([scoredHeader, "2026-03-01 00:00:00,12,0", "2026-03-01T00:05:00+01:00,7,0"]));

  test.each([
    [["time,value"], "line 1"],
    [["timestamp,value", "yesterday,3"], "line 2"],
    [["timestamp,value", "2026-03-01 00:00:00,many"], "line 2"],
    [["timestamp,value", "2026-03-01 00:00:00,"], "line 2"],
  ])("%j is refused with the line", async (lines, where) => {
    const failure = await scored(lines).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Invalid);
    expect(String(failure)).toContain(where);
  });
});
