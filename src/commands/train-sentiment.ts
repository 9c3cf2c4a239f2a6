import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { agreementOf, type Reviewed } from "../sentiment/agreement.ts";
import { type CorpusText, parseCorpusFile } from "../sentiment/corpus.ts";
import { type Checked, crossValidate, scoredLanguages } from "../sentiment/cross-validate.ts";
import { formatModel } from "../sentiment/model.ts";
import { exampleFrom, trainModel } from "../sentiment/train.ts";

/**
 * Trains the shipped model on `data/corpus` and writes it to `src/sentiment/model.bin`, after it printed how well one
 * trained the same way reads texts that it has not seen. The same corpus makes the same model.
 */
export async function trainSentiment(): Promise<void> {
  const texts = await readCorpus(path.join("data", "corpus"));
  const examples = texts.map(exampleFrom);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(
    `${texts.length} texts. Macro-F1 (F1 negative) on files held back, by word list alone and with the model:`,
  );
  const checked = crossValidate(texts, examples);
  for (const language of scoredLanguages)
    print(
      figures(
        language,
        checked.filter((text) => text.language === language),
      ),
    );
  print(figures("all", checked));
  const file = path.join("src", "sentiment", "model.bin");
  await writeFile(file, formatModel(trainModel(examples)));
  print(`Written: ${file}`);
}

async function readCorpus(folder: string): Promise<CorpusText[]> {
  const texts: CorpusText[] = [];
  for (const language of scoredLanguages)
    for (const name of (await readdir(path.join(folder, language))).sort()) {
      const file = path.join(folder, language, name);
      texts.push(...parseCorpusFile(await readFile(file, "utf8"), { file, language }));
    }
  return texts;
}

function figures(name: string, checked: readonly Checked[]): string {
  const percent = (reviewed: readonly Reviewed[]) => {
    const { macroF1, f1 } = agreementOf(reviewed);
    return `${macroF1.toFixed(1)} (${f1.negative.toFixed(1)})`;
  };
  const byList = checked.map(({ label, byList: read }) => ({ label, read }));
  return `${name.padEnd(4)} ${String(checked.length).padStart(6)} texts: ${percent(byList)} -> ${percent(checked)}`;
}
