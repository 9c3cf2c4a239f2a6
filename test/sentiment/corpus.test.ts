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

test("its page counts ten thousand texts or more, each language and label as they are", () => {
  const page = readFileSync(path.join(folder, "README.md"), "utf8");
  const rows = [...page.matchAll(/^\| (\p{L}+) \|((?: [\d,]+ \|){4})$/gmu)].map(([, name, cells = ""]) => ({
    name,
    counts: cells
      .split("|")
      .slice(0, -1)
      .map((cell) => Number(cell.replace(",", ""))),
  }));
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const counted = scoredLanguages.map((language) => {
    const all = texts(language);
    const ofLabels = labels.map((label) => all.filter((text) => text.label === label).length);
    return { name: names.of(language), counts: [...ofLabels, all.length] };
  });
  const total = labels.map((_, i) => counted.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0));
  const whole = { name: "all", counts: [...total, total.reduce((sum, count) => sum + count, 0)] };
  const inOrder = (found: typeof rows) => found.sort((a, b) => `${a.name}`.localeCompare(`${b.name}`));
  expect(inOrder(rows)).toEqual(inOrder([...counted, whole]));
  expect(whole.counts.at(-1)).toBeGreaterThanOrEqual(10_000);
});

test("a line of another form is named by file and line", () => {
  const file = { file: "x.tsv", language: "en" } as const;
  expect(() => parseCorpusFile("positive\tfine\nbad\ttext\n", file)).toThrow("x.tsv, line 2");
  expect(() => parseCorpusFile("positive\ta\tb\n", file)).toThrow("x.tsv, line 1");
  expect(() => parseCorpusFile("positive\t \n", file)).toThrow("x.tsv, line 1");
});
