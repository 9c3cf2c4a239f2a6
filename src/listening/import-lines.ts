import { TextDecoder } from "node:util";
import type { Message } from "../messages.ts";

/** One line of a file: its text, or why it has none. Lines count from 1; empty ones count but are not handed over. */
export type Line =
  | { kind: "text"; number: number; text: string }
  | { kind: "too-long"; number: number }
  /** Not UTF-8. */
  | { kind: "unreadable"; number: number }
  /** Not of the form of its file. */
  | { kind: "refused"; number: number; reason: Message };

export const maxLineBytes = 1024 * 1024;

/** Cuts bytes into lines. Keeps at most one line of `maxBytes`, however long the file and its lines are. */
export interface LineSplitter {
  /** The lines that this chunk completes. */
  push(chunk: Uint8Array): Line[];
  /** The last line, where the file does not end with a line feed. */
  end(): Line[];
}

const lineFeed = 0x0a;

/** @param maxBytes what a line may hold; a longer one is told of and skipped to its end */
export function lineSplitter(maxBytes: number = maxLineBytes): LineSplitter {
  const decoder = new TextDecoder("utf-8", { fatal: true }); // drops a byte order mark
  let pieces: Uint8Array[] = [];
  let size = 0;
  let number = 1;

  const keep = (piece: Uint8Array): void => {
    size += piece.length;
    if (size > maxBytes) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  };
  const complete = (): Line[] => {
    const line = lineFrom(number, pieces, size > maxBytes, decoder);
    pieces = [];
    size = 0;
    number += 1;
    return line ? [line] : [];
  };

  return {
    push(chunk) {
      const lines: Line[] = [];
      let from = 0;
      for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
        keep(chunk.subarray(from, at));
        lines.push(...complete());
        from = at + 1;
      }
      // A copy: the chunk may be reused by whoever read it, and a piece of it would keep all of it.
      keep(new Uint8Array(chunk.subarray(from)));
      return lines;
    },
    end: () => (size === 0 ? [] : complete()),
  };
}

function lineFrom(
  number: number,
  pieces: readonly Uint8Array[],
  isTooLong: boolean,
  decoder: TextDecoder,
): Line | null {
  if (isTooLong) return { kind: "too-long", number };
  try {
    const text = decoder.decode(Buffer.concat(pieces)).trim();
    return text === "" ? null : { kind: "text", number, text };
  } catch {
    return { kind: "unreadable", number }; // a fatal decoder throws on what is not UTF-8
  }
}

/** The lines of a file as its bytes come in. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[], void> {
  const splitter = lineSplitter();
  for await (const chunk of chunks) yield splitter.push(chunk);
  yield splitter.end();
}
