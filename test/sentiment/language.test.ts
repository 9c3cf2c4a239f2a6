import fc from "fast-check";
import { expect, test } from "vitest";
import { detectLanguage } from "../../src/sentiment/language.ts";

test.each([
  ["en", "The delivery was late and nobody answered my emails"],
  ["fr", "La livraison était en retard et personne ne répond"],
  ["de", "Die Lieferung kam zu spät und niemand antwortet"],
  ["es", "La entrega llegó tarde y nadie responde"],
  ["it", "La consegna è arrivata tardi e nessuno risponde"],
  ["pt", "A entrega chegou atrasada e ninguém responde"],
  ["nl", "Ik vind dit een heel mooi product, dank je wel"],
  ["pl", "To jest bardzo dobry produkt"],
  ["ru", "Это очень плохо"],
  ["ja", "これはとても良いです"],
  ["ar", "الخدمة سيئة جدا ولن أعود أبدا"],
  ["he", "השירות היה נורא ואני לא אחזור"],
])("%s: %s", (language, text) => {
  expect(detectLanguage(text)).toBe(language);
});

test.each([
  "",
  "   ",
  "12345",
  "😀😀",
  "@vigie https://example.org/une-page-en-francais",
  "ok",
  "lol",
  "Vigie",
  "asdkjh",
])("a text that does not say its language is undetermined: « %s »", (text) => {
  expect(detectLanguage(text)).toBe("und");
});

test.each([
  ["fr", "merci"],
  ["de", "danke!"],
  ["es", "gracias 🙏"],
  ["it", "grazie"],
  ["pt", "obrigada"],
  ["en", "thanks"],
])("one word of one language only is enough (%s: %s)", (language, text) => {
  expect(detectLanguage(text)).toBe(language);
});

test("handles and links do not count, hashtags only where there is little else", () => {
  expect(detectLanguage("@the_best_of_the_world c'est vraiment dommage https://example.org/the-best")).toBe(
    "fr",
  );
  expect(detectLanguage("c'est vraiment dommage #TheBestOfTheWorld")).toBe("fr");
  expect(detectLanguage("#VraimentTropDeRetard")).toBe("fr");
});

test("any string gets an answer, always the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const language = detectLanguage(text);
      expect(language).toMatch(/^[a-z]{2,3}$/);
      expect(detectLanguage(text)).toBe(language);
    }),
  );
});

test("a megabyte costs no more than its beginning", () => {
  expect(detectLanguage("quelle honte ce service, ".repeat(40_000))).toBe("fr");
});
