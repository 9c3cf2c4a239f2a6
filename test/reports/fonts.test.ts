import fc from "fast-check";
import { expect, test } from "vitest";
import { facesOf, runsOf } from "../../src/reports/fonts.ts";

const drawn = (text: string) => runsOf(text, facesOf("regular"));
const together = (text: string) =>
  drawn(text)
    .map((run) => run.text)
    .join("");

test("each character is drawn by the first face that knows it", () => {
  expect(drawn("Été à Łódź")).toEqual([
    { face: "inter-latin-400-normal", text: "Été à " },
    { face: "inter-latin-ext-400-normal", text: "Ł" },
    { face: "inter-latin-400-normal", text: "ód" },
    { face: "inter-latin-ext-400-normal", text: "ź" },
  ]);
  expect(drawn("Жук").map(({ face }) => face)).toEqual(["inter-cyrillic-400-normal"]);
  expect(drawn("👩‍👩‍👧").map(({ face }) => face)).toEqual(["noto-emoji-emoji-400-normal"]);
});

test("the narrow space of French numbers becomes one that the face has", () => {
  expect(together("12\u202f345,6\u00a0%")).toBe("12\u00a0345,6\u00a0%");
});

test("words of a script that runs to the left change places, others do not", () => {
  const [one, two, three] = ["شركة", "خدمة", "العملاء"];
  expect(together(`${one} ${two} ${three}`)).toBe(`${three} ${two} ${one}`);
  expect(together(`Vu ${one} ${two} hier soir`)).toBe(`Vu ${two} ${one} hier soir`);
  expect(together(`${one} Vigie Lumen ${two}`)).toBe(`${two} Vigie Lumen ${one}`);
});

test("what no face knows is a question mark, and nothing makes it fail", () => {
  expect(together("東京")).toBe("??");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      for (const run of drawn(text)) {
        expect(run.text).not.toBe("");
        expect(run.text).not.toMatch(/\p{Surrogate}/u);
      }
    }),
  );
});
