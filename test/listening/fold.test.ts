import fc from "fast-check";
import { expect, test } from "vitest";
import { exactForm, fold, tokensOf } from "../../src/listening/fold.ts";

test("folding twice changes nothing more", () =>
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
    { numRuns: 2000 },
  ));

test("a text folds the same composed and taken apart", () =>
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(fold(text.normalize("NFD"))).toBe(fold(text.normalize("NFC")));
    }),
    { numRuns: 2000 },
  ));

test("marks that make another word stay", () => {
  expect(fold("が")).not.toBe(fold("か"));
  expect(fold("ก่า")).not.toBe(fold("กา"));
  expect(fold("हिन्दी")).not.toBe(fold("हनद"));
});

test("the exact form keeps capitals and accents, and takes out what cannot be seen or is the same key", () =>
  expect(exactForm(" L’E\u0301te\u0301\n\u200d Porte\u2011Clé 2026 ")).toBe("L'Été Porte-Clé 2026"));

test("a text is cut into words, and into characters where words are not separated", () =>
  expect(
    tokensOf(fold("L'été, iPhone手机 🔥!")).map(({ text, glued }) => (glued ? `+${text}` : text)),
  ).toEqual(["l", "ete", "iphone", "+手", "+机", "🔥"]));

test("two letters of a flag are one character, and a third alone is one too", () =>
  expect(tokensOf("🇺🇸🇪🇸 🇫🇷🇪").map(({ text }) => text)).toEqual(["🇺🇸", "🇪🇸", "🇫🇷", "🇪"]));
