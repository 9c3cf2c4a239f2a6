import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery } from "../../src/listening/query.ts";
import {
  daysToRead,
  isSparser,
  nothingSeen,
  periodWords,
  searchCondition,
  searchVector,
  searchWindow,
} from "../../src/listening/search.ts";

const workspace = "0198c0de-0000-7000-8000-0123456789ab";
const noon = new Date("2026-11-21T12:00:00Z");

function conditionOf(source: string) {
  const parsed = parseQuery(source);
  if (parsed.kind !== "query") throw new Error(parsed.message.en);
  return searchCondition(parsed.query);
}

/** The words of a vector, each with its places. */
function filed(text: string, at = noon): string[] {
  return searchVector(text, workspace, at).split(" ");
}

describe("what a mention is filed under", () => {
  test("is its folded words with their places, its tags and handles, its day and month", () => {
    expect(filed("Grève à Lyon, l'autre grève ! #Soldes @Lumen")).toEqual([
      "'greve':1,6",
      "'a':2",
      "'lyon':3",
      "'l':4",
      "'autre':5",
      "'soldes':7",
      "'lumen':8",
      "'#soldes'",
      "'@lumen'",
      "'~2026-11-21~0123456789ab'",
      "'~2026-11~0123456789ab'",
    ]);
  });

  test("has no places where a text has more of them than a vector keeps, and says so", () => {
    expect(filed("non ".repeat(255))[0]).toBe(
      `'non':${Array.from({ length: 255 }, (_, n) => n + 1).join(",")}`,
    );
    expect(filed(`oui ${"non ".repeat(256)}`)).toEqual([
      "'oui'",
      "'non'",
      "'~2026-11-21~0123456789ab'",
      "'~2026-11~0123456789ab'",
      "'~long'",
    ]);
    const words = Array.from({ length: 16_384 }, (_, n) => `w${n % 8000}`);
    expect(filed(words.slice(1).join(" "))).not.toContain("'~long'");
    expect(filed(words.join(" "))).toContain("'~long'");
  });

  test("is never too long for the database, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5000 }), (text) => {
        for (const word of filed(text)) {
          const [, lexeme = ""] = /^'(.+)'(?::[\d,]+)?$/su.exec(word) ?? [];
          expect(lexeme).not.toBe("");
          expect(Buffer.byteLength(lexeme)).toBeLessThan(2046);
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
    ["#Soldes @lumen", "('#soldes') & ('@lumen')", true],
    ["panne lang:fr", "('panne')", false],
    ["panne OR lang:fr", null, false],
    ["panne -lang:fr", "('panne')", false],
    ["=Grève", "'greve'", false],
    ["(panne OR bug) NEAR/51 paiement", "(('panne') | ('bug')) & (('paiement'))", false],
  ])("for %s", (source, words, decides) => {
    expect(conditionOf(source)).toEqual({ words, inOrder: words, decides });
  });

  test.each([
    ['"service client"', "'service' & 'client'", "'service' <-> 'client'"],
    [
      'panne -soldes "l\'appl*"',
      "('panne') & (!('soldes')) & ('l' & 'appl':*)",
      "('panne') & (!('soldes')) & ('l' <-> 'appl':*)",
    ],
    [
      "(panne OR bug) NEAR/1 paiement",
      "(('panne') | ('bug')) & (('paiement'))",
      "('panne') <1> ('paiement') | ('paiement') <1> ('panne') | ('bug') <1> ('paiement') | ('paiement') <1> ('bug')",
    ],
  ])("for the order in %s", (source, words, inOrder) => {
    expect(conditionOf(source)).toEqual({
      words,
      inOrder: `(${inOrder}) | (${words}) & '~long'`,
      decides: false,
    });
  });
});

describe("the windows of a search", () => {
  const instant = fc.date({
    min: new Date("2020-01-01T00:00:00Z"),
    max: new Date("2027-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  const day = 86_400_000;
  const order = fc.constantFrom("asc", "desc");
  const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 });
  test("cover the period without gap or overlap, in the order asked for, each under words of its own time", () => {
    fc.assert(
      fc.property(instant, instant, order, lengths, (a, b, order, days) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const rest = { from, to };
        let next = 0;
        while (rest.from < rest.to) {
          const window = searchWindow(workspace, rest, order, days[next++ % days.length] ?? 1);
          expect(order === "asc" ? window.from : window.to).toEqual(order === "asc" ? rest.from : rest.to);
          expect(window.from.getTime()).toBeLessThan(window.to.getTime());
          const span = Math.ceil(window.to.getTime() / day) - Math.floor(window.from.getTime() / day);
          expect(window.days).toBe(span);
          const middle = new Date((window.from.getTime() + window.to.getTime()) / 2);
          for (const at of [window.from, middle, new Date(window.to.getTime() - 1)])
            expect(filed("", at).some((word) => window.words.includes(word))).toBe(true);
          if (order === "asc") rest.from = window.to;
          else rest.to = window.from;
        }
        expect(rest.from).toEqual(rest.to);
      }),
    );
  });

  test("begin with a day, and are then as long as what was seen lets expect the rest to be", () => {
    expect(daysToRead({ days: 0, rows: 0, matches: 0 }, 51)).toBe(1);
    expect(daysToRead({ days: 1, rows: 100, matches: 100 }, 40)).toBe(1);
    expect(daysToRead({ days: 1, rows: 20, matches: 20 }, 41)).toBe(3);
    expect(daysToRead({ days: 4, rows: 400, matches: 2 }, 40)).toBe(79);
    expect(daysToRead({ days: 1, rows: 0, matches: 0 }, 51)).toBe(153);
    expect(daysToRead({ days: 1, rows: 30_000, matches: 0 }, 51)).toBe(1);
  });

  test("go along the way that meets fewer mentions a day, once both were tried", () => {
    const [few, many] = [
      { days: 0.5, rows: 250, matches: 3 },
      { days: 1, rows: 600, matches: 1 },
    ];
    expect(isSparser(few, many)).toBe(true);
    expect(isSparser(many, few)).toBe(false);
    expect(isSparser(few, nothingSeen)).toBe(false);
    expect(isSparser(nothingSeen, few)).toBe(false);
  });

  test("no words for a period that is years long: they would narrow nothing", () => {
    expect(periodWords(workspace, new Date("2020-01-01T00:00:00Z"), noon)).toBeNull();
    expect(periodWords(workspace, new Date("2026-11-20T00:00:00Z"), noon)).toBe(
      "'~2026-11-20~0123456789ab' | '~2026-11-21~0123456789ab'",
    );
  });
});
