import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergedText } from "../../web/src/rooms/composer/merging.ts";

const text = fc
  .array(fc.constantFrom("les", "soldes", "vendredi", "jeudi", "#promo", "à", "\n"))
  .map((words) => words.join(" "));

describe("a change of the common text, offered to an adapted one", () => {
  test("is taken over beside what was adapted", () => {
    expect(
      mergedText(
        "Les soldes commencent vendredi à 9 h.",
        "Les soldes commencent jeudi à 9 h.",
        "Les soldes commencent vendredi à 9 h. #soldes",
      ),
    ).toBe("Les soldes commencent jeudi à 9 h. #soldes");
  });

  test("is not taken over where both changed the same words", () => {
    expect(mergedText("Rendez-vous vendredi", "Rendez-vous jeudi", "Rendez-vous demain")).toBeNull();
  });

  test("changes nothing where nothing changed, and brings all of it where nothing was adapted", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(mergedText(one, one, other)).toBe(other);
        expect(mergedText(one, other, one)).toBe(other);
        expect(mergedText(one, other, other)).toBe(other);
      }),
    );
  });
});
