import { z } from "zod";
import type { Platform } from "../platform/platform.ts";
import { fewestJudged, type Judged, type Lesson, learn } from "../sentiment/learn.ts";
import { isScored } from "../sentiment/score.ts";
import { LearnedWords } from "./store-sentiment.ts";

/** So many of the newest judgements are learned from. */
const mostJudged = 2000;
/** After so many new ones it is worth learning anew. */
const newJudged = 25;

/**
 * Learns from a workspace's judgements and keeps what was found; it counts for new mentions from then on if it reads
 * judgements that were held back better. What helped before and helps no more is switched off.
 * @returns null when there are too few judgements
 */
export async function learnSentiment(
  ctx: Pick<Platform, "db" | "clock">,
  workspaceId: string,
): Promise<Lesson | null> {
  const lesson = learn(await judgedTexts(ctx.db, workspaceId));
  if (!lesson) return null;
  const { judged, before, after, helps, words } = lesson;
  const data = {
    learnedAt: ctx.clock(),
    judged: await standing(ctx.db, workspaceId),
    inUse: helps,
    figures: { texts: judged, before: before.macroF1, after: after.macroF1 },
    words: words.map((word) => [...word]),
  };
  await ctx.db.learnedSentiment.upsert({
    where: { workspaceId },
    create: { workspaceId, ...data },
    update: data,
  });
  return lesson;
}

/** Learns in each workspace where people judged enough since it last did. */
export async function learnWhereWorthwhile(ctx: Pick<Platform, "db" | "clock" | "log">): Promise<void> {
  const due = await ctx.db.$queryRaw<{ workspace_id: string }[]>`
    select j.workspace_id from label_judgement j left join learned_sentiment s using (workspace_id)
    where j.withdrawn_at is null group by j.workspace_id, s.judged
    having count(*) >= ${fewestJudged} and abs(count(*) - coalesce(s.judged, 0)) >= ${newJudged}`;
  for (const { workspace_id: workspaceId } of due) {
    const lesson = await learnSentiment(ctx, workspaceId);
    if (lesson)
      ctx.log.info(
        {
          workspaceId,
          judged: lesson.judged,
          macroF1Before: lesson.before.macroF1,
          macroF1After: lesson.after.macroF1,
          inUse: lesson.helps,
        },
        "learned from corrected sentiment",
      );
  }
}

/** What was learned from a workspace's judgements, its strongest words first, and how many judgements stand by now. */
export async function readLearned(db: Platform["db"], workspaceId: string) {
  const [judged, row] = await Promise.all([
    standing(db, workspaceId),
    db.learnedSentiment.findUnique({ where: { workspaceId } }),
  ]);
  if (!row) return { judged, learned: null };
  const { texts, before, after } = Figures.parse(row.figures);
  const words = LearnedWords.parse(row.words)
    .map(([key, negative, , positive]) => {
      const space = key.indexOf(" ");
      const weight = Math.round((positive - negative) * 100) / 100;
      return { language: key.slice(0, space), word: key.slice(space + 1), weight };
    })
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return {
    judged,
    learned: {
      learnedAt: row.learnedAt,
      inUse: row.inUse,
      texts,
      before,
      after,
      words: words.slice(0, mostWordsShown),
      wordCount: words.length,
    },
  };
}

const mostWordsShown = 60;
/** As `learned_sentiment.figures` is stored. */
const Figures = z.object({ texts: z.int(), before: z.number(), after: z.number() });

async function standing(db: Platform["db"], workspaceId: string): Promise<number> {
  return db.labelJudgement.count({ where: { workspaceId, withdrawnAt: null } });
}

async function judgedTexts(db: Platform["db"], workspaceId: string): Promise<Judged[]> {
  const rows = await db.labelJudgement.findMany({
    where: { workspaceId, withdrawnAt: null },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: mostJudged,
    select: { label: true, mention: { select: { text: true, language: true, story: true } } },
  });
  return rows.flatMap(({ label, mention: { text, language, story } }) =>
    isScored(language) ? [{ label, text, language, story }] : [],
  );
}
