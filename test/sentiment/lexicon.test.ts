import { describe, expect, test } from "vitest";
import { grammars, type ScoredLanguage } from "../../src/sentiment/grammar.ts";
import { inflect } from "../../src/sentiment/inflect.ts";
import { lexiconOf, parseWordList } from "../../src/sentiment/lexicon.ts";

const languages = Object.keys(grammars) as ScoredLanguage[];

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

  test("French knows thousands of forms", () => {
    expect(lexiconOf("fr").weights.size).toBeGreaterThan(2_500);
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
