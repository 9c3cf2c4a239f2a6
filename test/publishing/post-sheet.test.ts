import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Invalid } from "../../src/errors.ts";
import { readSheet, type SheetNames } from "../../src/publishing/post-sheet.ts";

const names: SheetNames = {
  timeZone: "Europe/Paris",
  profiles: new Map([
    ["lumen", ["p1"]],
    ["lumen us", ["p2"]],
    ["double", ["p3", "p4"]],
  ]),
  campaigns: new Map([["soldes", ["c1"]]]),
};

function faultsOf(text: string) {
  try {
    readSheet(text, names);
  } catch (error) {
    if (error instanceof Invalid)
      return error.problems.map(({ pointer, message }) => [pointer, message.code, message.en]);
    throw error;
  }
  return [];
}

describe("a sheet of posts", () => {
  test("in French, with semicolons, as a spreadsheet saves it", () => {
    const rows = readSheet(
      '\uFEFFTexte;Profils;Date;Heure;Campagne\r\n"Bonjour ;\nà tous";Lumen | lumen US;17/03/2026;14h05;Soldes\r\n',
      names,
    );
    expect(rows).toMatchObject([
      {
        row: 2,
        draft: {
          text: "Bonjour ;\nà tous",
          profiles: ["p1", "p2"],
          status: "scheduled",
          time: { kind: "local", local: "2026-03-17T14:05", timeZone: "Europe/Paris" },
          campaign: "c1",
        },
      },
    ]);
  });

  test("a row without a date is a draft; a zone of its own is kept", () => {
    const [draft, own] = readSheet(
      "text,profiles,date,time,timezone\nlater,lumen,,,\nnow,lumen,2026-03-17,9:00,America/New_York\n",
      names,
    );
    expect(draft?.draft).toMatchObject({ status: "draft", time: null });
    expect(own?.draft.time).toMatchObject({ local: "2026-03-17T09:00", timeZone: "America/New_York" });
  });

  test("every fault is named by row and column, none hides another", () => {
    const faults = faultsOf(
      "text,profiles,date,time,status\n\na,nobody,31/02/2026,10:00,\nb,double,tomorrow,25:00,maybe\n",
    );
    expect(faults.map(([pointer, code]) => [pointer, code])).toEqual([
      ["/3/date", "no_such_date"],
      ["/3/profiles", "unknown_name"],
      ["/4/date", "bad_date"],
      ["/4/time", "bad_time"],
      ["/4/status", "unknown_status"],
      ["/4/profiles", "ambiguous_name"],
    ]);
    expect(faults[0]?.[2]).toBe('Row 3, column "date": "31/02/2026" does not exist');
  });

  test.each([
    ["", "sheet_empty"],
    ["text,profiles\n", "sheet_empty"],
    ["text,profiles,colour\nx,lumen,red\n", "unknown_column"],
    ["text,date\nx,2026-01-01\n", "column_missing"],
    ['text,profiles\n"open,lumen\n', "not_csv"],
    [`text,profiles\n${"x,lumen\n".repeat(501)}`, "sheet_too_long"],
  ])("%j is refused as %s", (text, code) => {
    expect(faultsOf(text)[0]?.[1]).toBe(code);
  });

  test("whatever is given, it is read or refused with a reason", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, headed) => {
        const sheet = headed ? `text,profiles,date,time\n${text}` : text;
        for (const [pointer, code] of faultsOf(sheet)) expect(`${pointer}${code}`).not.toBe("");
      }),
    );
  });

  test("what is written is what is read, commas, quotes and line breaks included", () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 }), (texts) => {
        const sheet = `text,profiles\n${texts.map((text) => `${quoted(text)},lumen`).join("\n")}\n`;
        expect(readSheet(sheet, names).map(({ draft }) => draft.text)).toEqual(
          texts.map((text) => text.trim()),
        );
      }),
    );
  });
});
