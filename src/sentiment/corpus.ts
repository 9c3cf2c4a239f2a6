import { isLabel } from "./label.ts";
import type { Labelled } from "./train.ts";

/** A text of the corpus, and the file it is from: texts of one file answer each other. */
export interface CorpusText extends Labelled {
  file: string;
}

/**
 * Reads one file of the corpus: `label<TAB>text` a line.
 * @throws with file and line when a line is of another form
 */
export function parseCorpusFile(
  content: string,
  { file, language }: Pick<CorpusText, "file" | "language">,
): CorpusText[] {
  const lines = content.endsWith("\n") ? content.slice(0, -1).split("\n") : content.split("\n");
  return lines.map((line, i) => {
    const [label = "", text = "", ...rest] = line.split("\t");
    if (!isLabel(label) || text.trim() === "" || rest.length > 0)
      throw new Error(`${file}, line ${i + 1}: not of the form label<TAB>text: ${line.slice(0, 80)}`);
    return { file, language, label, text };
  });
}
