import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type CorpusText, parseCorpusFile } from "../../src/sentiment/corpus.ts";
import { scoredLanguages } from "../../src/sentiment/cross-validate.ts";
import { labels } from "../../src/sentiment/label.ts";

const folder = path.join(import.meta.dirname, "../../data/corpus");
const texts = (language: CorpusText["language"]) =>
  readdirSync(path.join(folder, language)).flatMap((file) =>
    parseCorpusFile(readFileSync(path.join(folder, language, file), "utf8"), { file, language }),
  );

describe.each(scoredLanguages)("the corpus in %s", (language) => {
  test("is labels and texts, and tells each text once", () => {
    const known = texts(language).map(({ text }) => text.toLowerCase().replace(/[^\p{L}\p{N}\p{S}]+/gu, " "));
    expect(known.filter((text, i) => known.indexOf(text) !== i)).toEqual([]);
  });

  test("holds a fair share of every label", () => {
    const all = texts(language);
    for (const label of labels)
      expect(all.filter((text) => text.label === label).length / all.length).toBeGreaterThan(0.25);
  });
});

test("a line of another form is named by file and line", () => {
  const file = { file: "x.tsv", language: "en" } as const;
  expect(() => parseCorpusFile("positive\tfine\nbad\ttext\n", file)).toThrow("x.tsv, line 2");
  expect(() => parseCorpusFile("positive\ta\tb\n", file)).toThrow("x.tsv, line 1");
  expect(() => parseCorpusFile("positive\t \n", file)).toThrow("x.tsv, line 1");
});
