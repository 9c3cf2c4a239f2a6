import { readConfig } from "../../config/config.ts";
import { createApp } from "../app.ts";
import { learnSentiment } from "../listening/learn-sentiment.ts";
import { fewestJudged } from "../sentiment/learn.ts";

/** Learns from the judgements of each workspace now, and says what it brings; Vigie does the same by itself. */
export async function learnFromJudgements(): Promise<void> {
  const app = await createApp(readConfig({ LOG_LEVEL: "warn", ...process.env }));
  try {
    for (const { id, name } of await app.db.workspace.findMany({ select: { id: true, name: true } })) {
      const lesson = await learnSentiment(app, id);
      const said = lesson
        ? `${lesson.judged} judgements; macro-F1 on those held back ${lesson.before.macroF1.toFixed(1)} -> ${lesson.after.macroF1.toFixed(1)}: ${lesson.helps ? "in use" : "not in use, it does not help"}`
        : `fewer than ${fewestJudged} judgements, too few to learn from`;
      process.stdout.write(`${id} ${name}: ${said}\n`);
    }
  } finally {
    await app.close();
  }
}
