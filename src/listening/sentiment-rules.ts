import { Invalid } from "../errors.ts";
import type { SentimentRule } from "../generated/prisma/client.ts";
import { message } from "../messages.ts";
import { mayBeId } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { detectLanguage } from "../sentiment/language.ts";
import { type OwnSentiment, ownOptions, type ScoreOptions } from "../sentiment/own.ts";
import { isScored, scoreText } from "../sentiment/score.ts";
import { tokensOf } from "../sentiment/tokens.ts";
import { type Read, readAgain } from "./second-reading.ts";
import type { Transformer } from "./transformer.ts";

export interface NewSentimentRule {
  words: string;
  /** ISO 639-1, or `any`. */
  language: string;
  weight: number;
}

/** A workspace's list is looked through with every change of it, and read by every listener. */
const mostRules = 2000;
const mostWords = 8;

/** Weighs words for a workspace; the same words in the same language again get the new weight. */
export async function weighWords(
  ctx: Pick<Platform, "db" | "clock">,
  workspaceId: string,
  rule: NewSentimentRule,
  { id, by }: { id: string; by: string },
): Promise<SentimentRule> {
  const words = rule.words.normalize("NFC").toLowerCase().replace(/\s+/gu, " ").trim();
  await refuseUnreadable(ctx, workspaceId, { ...rule, words });
  const { language, weight } = rule;
  const said = { weight, createdBy: by, createdAt: ctx.clock() };
  return ctx.db.sentimentRule.upsert({
    where: { workspaceId_language_words: { workspaceId, language, words } },
    create: { id, workspaceId, language, words, ...said },
    update: said,
  });
}

async function refuseUnreadable(
  { db }: Pick<Platform, "db">,
  workspaceId: string,
  { words, language }: NewSentimentRule,
): Promise<void> {
  if (language !== "any" && !isScored(language))
    throw new Invalid([
      {
        pointer: "/language",
        message: message(
          "language_not_scored",
          `"${language}" is not a language whose sentiment is read; en, fr, de, es, it, pt or any is wanted`,
          `«\u202f${language}\u202f» n’est pas une langue dont le sentiment est lu\u202f; il faut en, fr, de, es, it, pt ou any`,
        ),
      },
    ]);
  const count = tokensOf(words, language).filter((token) => "key" in token).length;
  if (count === 0 || count > mostWords)
    throw new Invalid([
      {
        pointer: "/words",
        message: message(
          "words_count",
          `"${words}" holds ${count} words that can be found in a text; 1 to ${mostWords} are wanted`,
          `«\u202f${words}\u202f» contient ${count} mots que l’on puisse trouver dans un texte\u202f; il en faut de 1 à ${mostWords}`,
        ),
      },
    ]);
  if ((await db.sentimentRule.count({ where: { workspaceId } })) >= mostRules)
    throw new Invalid([
      {
        pointer: "",
        message: message(
          "too_many_rules",
          `there are ${mostRules} rules already, which is the most; remove one first`,
          `il y a déjà ${mostRules} règles, c’est le maximum\u202f; supprimez-en une d’abord`,
        ),
      },
    ]);
}

/**
 * How a text would read if it came in now, with a workspace's own words and without: by the same scorer, so that what is
 * tried is what happens.
 * @param language as told; undefined: as found in it
 */
export async function readPreview(
  { transformer }: { transformer: Transformer | null },
  own: OwnSentiment,
  text: string,
  language: string = detectLanguage(text),
) {
  const reading = async (scoring: (language: string) => ScoreOptions): Promise<Reading> => {
    const scored = scoreText(text, language, scoring(language)) ?? { label: null, score: null, words: [] };
    const read: Read = { text, language, ...scored, scorer: null };
    const [again = read] = transformer ? await readAgain(transformer, { scoring }, [read], "live") : [];
    const { label, score, words, scorer } = again;
    return { label, score, words: [...words], scorer: scorer ?? "vigie" };
  };
  const nothing: ScoreOptions = {};
  return { language, ...(await reading(ownOptions(own))), withoutOwn: await reading(() => nothing) };
}

type Reading = Pick<Read, "label" | "score"> & { words: Read["words"][number][]; scorer: string };

/** @returns false when there is none with this id in the workspace */
export async function removeSentimentRule(
  { db }: Pick<Platform, "db">,
  workspaceId: string,
  id: string,
): Promise<boolean> {
  if (!mayBeId(id)) return false;
  const { count } = await db.sentimentRule.deleteMany({ where: { id, workspaceId } });
  return count === 1;
}
