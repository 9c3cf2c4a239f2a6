import type { Label } from "../sentiment/label.ts";
import { hasOwnWords } from "../sentiment/score.ts";
import type { Listening } from "./monitors.ts";
import type { Hurry, Transformer } from "./transformer.ts";

/** A text with what Vigie's own scorer said of it. */
export interface Read {
  text: string;
  language: string;
  label: Label | null;
  score: number | null;
  words: readonly { word: string; weight: number }[];
  /** Null: Vigie's own. */
  scorer: string | null;
}

/**
 * What the operator's transformer makes of texts, in their order: its opinion in place of Vigie's own where it has one. A
 * workspace's own words win: a text that holds one of them is read by Vigie's own scorer, which knows them.
 * @returns undefined for a text that the transformer should have read and could not
 */
export async function readAgain<T extends Read>(
  transformer: Transformer,
  { scoring }: Pick<Listening, "scoring">,
  texts: readonly T[],
  hurry: Hurry,
): Promise<(T | undefined)[]> {
  const asked = texts.filter(
    ({ text, language }) =>
      transformer.serves(language) && !hasOwnWords(text, language, scoring(language).overrides),
  );
  const opinions = await transformer.read(
    asked.map(({ text }) => text),
    hurry,
  );
  const opinionOf = new Map(asked.map((one, i) => [one, opinions[i] ?? null]));
  return texts.map((one) => {
    const opinion = opinionOf.get(one);
    if (opinion === undefined) return one;
    // Which words it was is only found where somebody asks: that costs a reading for each of them.
    return opinion ? { ...one, ...opinion, words: [] } : undefined;
  });
}
