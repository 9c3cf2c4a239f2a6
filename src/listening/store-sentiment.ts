import { z } from "zod";
import type { Database } from "../platform/database.ts";
import type { OwnSentiment } from "../sentiment/own.ts";

/** As `learned_sentiment.words` is stored. */
export const LearnedWords = z.array(z.tuple([z.string(), z.number(), z.number(), z.number()]));

/** A workspace's rules, and what was learned from its judgements where that helps. */
export async function loadOwnSentiment(db: Database, workspaceId: string): Promise<OwnSentiment> {
  const [rules, learned] = await Promise.all([
    db.sentimentRule.findMany({
      where: { workspaceId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { words: true, language: true, weight: true },
    }),
    db.learnedSentiment.findFirst({ where: { workspaceId, inUse: true }, select: { words: true } }),
  ]);
  return { rules, learned: learned ? LearnedWords.parse(learned.words) : [] };
}
