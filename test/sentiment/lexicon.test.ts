import { describe, expect, test } from "vitest";
import { grammars, type ScoredLanguage } from "../../src/sentiment/grammar.ts";
import { inflect } from "../../src/sentiment/inflect.ts";
import { lexiconOf, parseWordList, wordLists } from "../../src/sentiment/lexicon.ts";

const languages = Object.keys(grammars) as ScoredLanguage[];

/** The lines of a word list that are entries, each with the weight of its group and all its forms. */
function entriesOf(language: ScoredLanguage): { entry: string; key: string; forms: string[] }[] {
  let weight = "";
  return wordLists[language].split("\n").flatMap((entry) => {
    if (/^-?\d(\.\d+)?$/.test(entry)) weight = entry;
    if (entry === "" || entry === weight) return [];
    const keys = (line: string) => [...parseWordList(`${weight}\n${line}`, language).keys()];
    return [
      {
        entry,
        key: keys(entry.split("/")[0] ?? "").join(),
        forms: keys(entry).map((form) => `${form} ${weight}`),
      },
    ];
  });
}

describe("the word lists", () => {
  test.each(languages)(
    "every entry of %s has a weight from -5 to 5 and a key that sentiment keeps whole",
    (language) => {
      for (const [key, weight] of lexiconOf(language).weights) {
        expect(Math.abs(weight), key).toBeLessThanOrEqual(5);
        expect(key, "the tokenizer of sentiment would cut it").not.toMatch(/[\s.,/#!?$%^&*;:{}=_`"~()]/);
      }
    },
  );

  test("French lists thousands of entries and knows thousands of forms", () => {
    expect(entriesOf("fr").length).toBeGreaterThan(4_000);
    expect(lexiconOf("fr").weights.size).toBeGreaterThan(10_000);
  });

  test.each(languages)("no two entries of %s are the same word", (language) => {
    const keys = entriesOf(language).map(({ key }) => key);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  test.each(languages)("no entry of %s is only a form of others of the same weight", (language) => {
    const entries = entriesOf(language);
    const makers = new Map<string, number>();
    for (const { forms } of entries) for (const form of forms) makers.set(form, (makers.get(form) ?? 0) + 1);
    const needless = entries.filter(({ forms }) => forms.every((form) => (makers.get(form) ?? 0) > 1));
    expect(needless.map(({ entry }) => entry)).toEqual([]);
  });

  test("a form that is listed wins over one that is inflected", () => {
    expect(parseWordList("2\nfin/a\n\n-1\nfine", "fr").get("fine")).toBe(-1);
  });

  test("a tag that a language does not have is refused", () => {
    expect(() => parseWordList("1\nbon/q", "fr")).toThrow('"bon/q"');
  });
});

describe("inflection", () => {
  test.each([
    ["fr", "génial", "a", ["génial", "géniaux", "géniale", "géniales"]],
    ["fr", "heureux", "a", ["heureux", "heureuse", "heureuses"]],
    ["fr", "trompeur", "a", ["trompeurs", "trompeuse"]],
    ["fr", "gagner", "v", ["gagne", "gagnons", "gagné", "gagnées", "gagnait"]],
    ["fr", "partager", "v", ["partageons", "partageait"]],
    ["fr", "ravir", "v", ["ravit", "ravie", "ravissant"]],
    ["en", "happy", "a", ["happier", "happiest", "happily"]],
    ["en", "enjoy", "v", ["enjoys", "enjoyed", "enjoying"]],
    ["de", "schön", "a", ["schöne", "schöner", "schönste"]],
    ["es", "feliz", "n", ["felices"]],
    ["it", "stanco", "a", ["stanca", "stanchi"]],
    ["pt", "campeão", "n", ["campeões"]],
  ])("%s %s/%s", (language, lemma, tag, forms) => {
    expect(inflect(lemma, tag, language)).toEqual(expect.arrayContaining(forms));
  });
});
