import { z } from "zod";
import { detectLanguage } from "./language.ts";
import { scoreText } from "./score.ts";
import type { Opinion } from "./transformer.ts";

/** An opinion that goes before the word list's; null: the list's stands. */
export type SecondOpinion = (text: string, language: string) => Promise<Opinion | null>;

const none: SecondOpinion = async () => null;

/**
 * Scores texts line by line, for the command `score`: JSON Lines `{text, language?}` in, one line
 * `{language, label, score}` out for each, in the same order and as soon as it is read. A given language (also under
 * the name `lang`) is taken as it is, else it is detected. `label` and `score` are null where there is no word list
 * for the language and no second opinion. A line that cannot be read answers `{"error": "line 3: …"}`; empty lines too, so that the count
 * of lines stays the same.
 * @param lines without their line ends
 */
export async function* scoreLines(
  lines: AsyncIterable<string>,
  second: SecondOpinion = none,
): AsyncGenerator<string> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    yield JSON.stringify(await scoreLine(line, number, second));
  }
}

const Line = z.object({
  text: z.string(),
  language: z.string().min(1).nullish(),
  lang: z.string().min(1).nullish(),
});

async function scoreLine(line: string, number: number, second: SecondOpinion): Promise<object> {
  const json = parseJson(line);
  if (!json.ok) return { error: `line ${number}: not JSON: ${json.detail}` };
  const parsed = Line.safeParse(json.value);
  if (!parsed.success)
    return { error: `line ${number}: ${z.prettifyError(parsed.error).replace(/\s*\n\s*/g, " ")}` };
  const language = parsed.data.language ?? parsed.data.lang ?? detectLanguage(parsed.data.text);
  const { text } = parsed.data;
  const scored = (await second(text, language)) ?? scoreText(text, language);
  return { language, label: scored?.label ?? null, score: scored?.score ?? null };
}

function parseJson(line: string): { ok: true; value: unknown } | { ok: false; detail: string } {
  try {
    return { ok: true, value: JSON.parse(line) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
