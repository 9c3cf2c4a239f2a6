import { expect, test } from "vitest";
import { countTerms } from "../../src/listening/terms.ts";

const said = (...texts: string[]) => texts.map((text) => ({ text, label: null }));
const shown = (...texts: string[]) =>
  countTerms(said(...texts), new Set(), 20).map(({ term, written, mentions }) => [term, written, mentions]);

test("a word is counted in every way of writing it, and shown as most people do", () => {
  expect(
    shown("Le décaféiné du port", "DÉCAFÉINÉ", "décaféiné", "decafeine", "Œufs", "œufs", "oeufs"),
  ).toEqual([
    ["decafeine", "décaféiné", 4],
    ["oeufs", "œufs", 3],
    ["port", "port", 1],
  ]);
});

test("names keep their capitals, hashtags their accents, and where it is even small letters are shown", () => {
  expect(shown("Guji", "guji", "Guji #Équipe", "#équipe")).toEqual([
    ["guji", "Guji", 3],
    ["#equipe", "#équipe", 2],
    ["equipe", "équipe", 2],
  ]);
});

test("accents that are characters of their own are the same letters", () => {
  expect(shown("caf\u0065\u0301", "café")).toEqual([["cafe", "café", 2]]);
});

test("greetings, thanks, praise, times and numbers are no topics, in six languages; what is broken is one", () => {
  const hollow = [
    "Bonjour, merci, c’était vraiment excellent hier soir, deux fois !",
    "Thanks, good morning, really lovely, back next week",
    "Danke, heute Abend war es wirklich wunderbar",
    "Gracias, muy bueno, mañana vuelvo otra vez",
    "Grazie, molto buono, domani mattina",
    "Obrigado, muito bom, amanhã de manhã",
  ];
  expect(shown(...hollow).map(([term]) => term)).toEqual([]);
  expect(shown("Merci, mais la panne et les prix").map(([term]) => term)).toEqual(["panne", "prix"]);
});
