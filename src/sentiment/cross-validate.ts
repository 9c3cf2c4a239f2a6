import type { Reviewed } from "./agreement.ts";
import type { CorpusText } from "./corpus.ts";
import { grammars } from "./grammar.ts";
import { labelOfList, listOpinion } from "./list.ts";
import { type Model, modelOpinion } from "./model.ts";
import { opinionOf, pooled } from "./pool.ts";
import { read } from "./reading.ts";
import { type Example, trainModel } from "./train.ts";

/** How texts are read by a model that has not seen them. */
export interface Checked extends Reviewed {
  language: CorpusText["language"];
  /** What the word list alone says. */
  byList: Reviewed["label"];
}

const folds = 5;

/** Holds back one file in five, five times: texts of one file are too much alike to be on both sides. */
export function crossValidate(texts: readonly CorpusText[], examples: readonly Example[]): Checked[] {
  const files = [...new Set(texts.map(({ file }) => file))];
  const checked: Checked[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const held = new Set(files.filter((_, i) => i % folds === fold));
    const model = trainModel(examples.filter((_, i) => !held.has(texts[i]?.file ?? "")));
    for (const text of texts) if (held.has(text.file)) checked.push(check(model, text));
  }
  return checked;
}

function check(model: Model, { text, language, label }: CorpusText): Checked {
  const reading = read(text, language, undefined);
  const list = listOpinion(reading, language);
  const { logits } = modelOpinion(model, reading, list, language);
  return {
    language,
    label,
    read: opinionOf(pooled(list.score, logits)).label,
    byList: labelOfList(list.score),
  };
}

/** The languages that are scored, in the order of their lists. */
export const scoredLanguages = Object.keys(grammars) as (keyof typeof grammars)[];
