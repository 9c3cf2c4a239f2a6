import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRow } from "../../src/reports/csv.ts";

test("French spreadsheets get semicolons and decimal commas, others commas and points", () => {
  expect(csvRow(["Élan", 12.5, null, -3], "fr")).toBe("Élan;12,5;;-3\r\n");
  expect(csvRow(["Élan", 12.5, null, -3], "en")).toBe("Élan,12.5,,-3\r\n");
});

test.each(["=1+1", "+33", "-2", "@sum", "\tx", "\rx", "\n=1", "＝1"])(
  "%j is not run as a formula",
  (text) => {
    const [[cell]] = parse(csvRow([text], "fr"), { delimiter: ";" }) as [[string]];
    expect(cell).toBe(`'${text}`);
  },
);

test("any text comes back as it was", () => {
  const text = fc
    .string({ unit: "grapheme" })
    .filter((one) => !/^[=+\-@\t\r\n＝＋－＠]/.test(one) && one !== "");
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 2, maxLength: 5 }),
      fc.constantFrom("fr", "en"),
      (cells, language) => {
        const delimiter = language === "fr" ? ";" : ",";
        expect(parse(csvRow(cells, language), { delimiter, record_delimiter: "\r\n" })).toEqual([cells]);
      },
    ),
  );
});
