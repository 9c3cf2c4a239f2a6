import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery } from "../../src/listening/query.ts";
import { periodWords, searchCondition, searchWindows, searchWords } from "../../src/listening/search.ts";

const workspace = "0198c0de-0000-7000-8000-0123456789ab";
const noon = new Date("2026-11-21T12:00:00Z");

function conditionOf(source: string) {
  const parsed = parseQuery(source);
  if (parsed.kind !== "query") throw new Error(parsed.message.en);
  return searchCondition(parsed.query);
}

describe("the words a mention is filed under", () => {
  test("are folded, each once, with tags, handles, and its day and month", () => {
    expect(searchWords("Grève à Lyon, grève ! #Soldes @Lumen", workspace, noon)).toEqual([
      "greve",
      "a",
      "lyon",
      "soldes",
      "lumen",
      "#soldes",
      "@lumen",
      "~2026-11-21~0123456789ab",
      "~2026-11~0123456789ab",
    ]);
  });

  test("are never too long for the database, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5000 }), (text) => {
        for (const word of searchWords(text, workspace, noon)) {
          expect(Buffer.byteLength(word)).toBeLessThan(2046);
          expect(word).not.toBe("");
        }
      }),
    );
  });
});

describe("what the database is asked for", () => {
  test.each([
    ["panne", "'panne'", true],
    ["Pann* OR bug", "('pann':*) | ('bug')", true],
    ["panne -soldes", "('panne') & (!('soldes'))", true],
    ['"service client"', "'service' & 'client'", false],
    ["#Soldes @lumen", "('#soldes') & ('@lumen')", true],
    ["panne lang:fr", "('panne')", false],
    ["panne OR lang:fr", null, false],
    ["(panne OR bug) NEAR/3 paiement", "(('panne') | ('bug')) & (('paiement'))", false],
    ["panne -lang:fr", "('panne')", false],
    ["=Grève", "'greve'", false],
  ])("for %s", (source, words, decides) => {
    expect(conditionOf(source)).toEqual({ words, decides });
  });
});

describe("the windows of a search", () => {
  const instant = fc.date({
    min: new Date("2020-01-01T00:00:00Z"),
    max: new Date("2027-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  test("cover the period without gap or overlap, in the order asked for, each under words of its own time", () => {
    fc.assert(
      fc.property(instant, instant, fc.constantFrom("asc", "desc"), (a, b, order) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const windows = searchWindows(workspace, from, to, order);
        const inTime = order === "asc" ? windows : [...windows].reverse();
        let at = from.getTime();
        for (const window of inTime) {
          expect(window.from.getTime()).toBe(at);
          at = window.to.getTime();
          const middle = new Date((window.from.getTime() + window.to.getTime()) / 2);
          expect(searchWords("", workspace, middle).some((word) => window.words.includes(`'${word}'`))).toBe(
            true,
          );
        }
        expect(at).toBe(to.getTime());
      }),
    );
  });

  test("begin near and grow", () => {
    const days = searchWindows(workspace, new Date("2026-01-01T00:00:00Z"), noon, "desc").map(
      ({ from, to }) => Math.ceil((to.getTime() - from.getTime()) / 86_400_000),
    );
    expect(days.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(days.length).toBeLessThan(10);
  });

  test("no words for a period that is years long: they would narrow nothing", () => {
    expect(periodWords(workspace, new Date("2020-01-01T00:00:00Z"), noon)).toBeNull();
    expect(periodWords(workspace, new Date("2026-11-20T00:00:00Z"), noon)).toBe(
      "'~2026-11-20~0123456789ab' | '~2026-11-21~0123456789ab'",
    );
  });
});
