import { z } from "zod";
import { detectLanguage } from "./language.ts";
import { scoreText } from "./score.ts";

/**
 * Scores texts line by line, for the command `score`: JSON Lines `{text, language?}` in, one line
 * `{language, label, score}` out for each, in the same order and as soon as it is read. A given language (also under
 * the name `lang`) is taken as it is, else it is detected. `label` and `score` are null where there is no word list
 * for the language. A line that cannot be read answers `{"error": "line 3: …"}`; empty lines too, so that the count
 * of lines stays the same.
 * @param lines without their line ends
 */
export async function* scoreLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    yield JSON.stringify(scoreLine(line, number));
  }
}

const Line = z.object({
  text: z.string(),
  language: z.string().min(1).nullish(),
  lang: z.string().min(1).nullish(),
});

function scoreLine(line: string, number: number): object {
  const json = parseJson(line);
  if (!json.ok) return { error: `line ${number}: not JSON: ${json.detail}` };
  const parsed = Line.safeParse(json.value);
  if (!parsed.success)
    return { error: `line ${number}: ${z.prettifyError(parsed.error).replace(/\s*\n\s*/g, " ")}` };
  const language = parsed.data.language ?? parsed.data.lang ?? detectLanguage(parsed.data.text);
  const scored = scoreText(parsed.data.text, language);
  return { language, label: scored?.label ?? null, score: scored?.score ?? null };
}

function parseJson(line: string): { ok: true; value: unknown } | { ok: false; detail: string } {
  try {
    return { ok: true, value: JSON.parse(line) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
