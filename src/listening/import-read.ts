import type { Message } from "../messages.ts";
import { itemFrom } from "./import-item.ts";
import type { Line } from "./import-lines.ts";
import { type Listening, listeningFor, type Queries } from "./monitors.ts";
import { type ReadBatch, readBatch } from "./read.ts";
import type { RawMention } from "./source.ts";

/** Lines of a file, and what they are read for. */
export interface LinesToRead {
  lines: readonly Line[];
  queries: Queries;
  now: Date;
}

/** A batch of lines, ready to be stored. Plain data: it may come from another thread. */
export interface LinesRead {
  batch: ReadBatch;
  /** The number of the line that each item of the batch stood on. */
  lineNumbers: number[];
  rejected: { line: number; reason: Message }[];
}

/** Reads lines, several calls at once where there are processors for it. */
export interface LineReader {
  read(work: LinesToRead): Promise<LinesRead>;
  /** How many calls are worth having under way. */
  atOnce: number;
  close(): Promise<void>;
}

/** Reads on the thread that calls. */
export function readHere(): LineReader {
  const listeningTo = keepNewest();
  return {
    atOnce: 1,
    read: ({ lines, queries, now }) => readLines(lines, listeningTo(queries), now),
    close: async () => undefined,
  };
}

/** Who is erased takes the installation's key to tell: whoever stores leaves them out. */
const nobodyIsErased = () => false;

/** Compiles the monitors' queries once for as long as they stay as they are. */
function keepNewest(): (queries: Queries) => Listening {
  let kept: { signature: string; listening: Listening } | null = null;
  return (queries) => {
    if (kept?.signature !== queries.signature)
      kept = { signature: queries.signature, listening: listeningFor(queries, nobodyIsErased) };
    return kept.listening;
  };
}

async function readLines(lines: readonly Line[], listening: Listening, now: Date): Promise<LinesRead> {
  const items: { network: string; raw: RawMention }[] = [];
  const lineNumbers: number[] = [];
  const rejected: LinesRead["rejected"] = [];
  for (const line of lines) {
    const item = itemFrom(line, now);
    if (item.kind === "item") {
      items.push(item);
      lineNumbers.push(line.number);
    } else rejected.push({ line: line.number, reason: item.reason });
  }
  return { batch: await readBatch(listening, { sourceId: null, items }, now), lineNumbers, rejected };
}
