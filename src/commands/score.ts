import { createInterface } from "node:readline";
import { readConfig } from "../../config/config.ts";
import { openTransformer } from "../listening/transformer.ts";
import { systemClock } from "../platform/clock.ts";
import { createLog } from "../platform/log.ts";
import { type SecondOpinion, scoreLines } from "../sentiment/score-lines.ts";
import { printLines } from "./print-lines.ts";

/** One line of JSON in, one out, as they come. The operator's transformer reads the languages it serves. */
export async function score(): Promise<void> {
  const { sentimentModel } = readConfig(process.env);
  const ground = { clock: systemClock, log: createLog("warn") };
  const transformer = sentimentModel && (await openTransformer(sentimentModel, ground));
  const byModel: SecondOpinion = async (text, language) => {
    if (!transformer?.serves(language)) return null;
    const [opinion] = await transformer.read([text], "patient");
    return opinion ?? null;
  };
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    await printLines(transformer ? scoreLines(lines, byModel) : scoreLines(lines));
  } finally {
    await transformer?.close();
  }
}
