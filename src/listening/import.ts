import { type Message, message } from "../messages.ts";
import type { Line } from "./import-lines.ts";
import type { LineReader, LinesRead } from "./import-read.ts";
import { type IngestNeeds, storeRead } from "./ingest.ts";
import type { IsErased, MonitorCache } from "./monitors.ts";

export type ImportNeeds = IngestNeeds & {
  monitors: MonitorCache;
  lineReader: LineReader;
};

/** What became of a file so far. Lines without anything on them are in no count. */
export interface Imported {
  stored: number;
  /** Already there, by network and remote id. */
  duplicate: number;
  /** No monitor asked for it. */
  unmatched: number;
  rejectedCount: number;
  /** The first `maxListed` of them, by line. */
  rejected: { line: number; message: Message }[];
}

const maxListed = 1000;
/** Matching and scoring them keeps this process from anything else for about a tenth of a second. */
const batchLines = 500;
/** A batch of long lines is cut earlier, for the same reason and for memory. */
const batchCharacters = 512 * 1024;

/**
 * Stores a history of mentions, in memory that does not grow with it: the next batches are read
 * while one is written. A line that cannot be read is told of, and the rest goes on. The same file twice
 * stores each mention once.
 * @param lines as `linesOf` or `csvLinesOf` read them from a file; what they throw ends the import, and what was written stays
 * @param onProgress called after each batch that was written
 */
export async function importLines(
  ctx: ImportNeeds,
  workspaceId: string,
  lines: AsyncIterable<Line[]>,
  onProgress: (soFar: Imported) => void = () => undefined,
): Promise<Imported> {
  const report: Imported = { stored: 0, duplicate: 0, unmatched: 0, rejectedCount: 0, rejected: [] };
  for await (const ahead of readAhead(ctx, workspaceId, batchesOf(lines))) {
    await writeBatch(ctx, workspaceId, ahead, report);
    onProgress(report);
  }
  report.rejected.sort((a, b) => a.line - b.line);
  return report;
}

async function* batchesOf(pieces: AsyncIterable<Line[]>): AsyncGenerator<Line[], void> {
  let batch: Line[] = [];
  let characters = 0;
  const add = (line: Line): boolean => {
    batch.push(line);
    characters += line.kind === "text" ? line.text.length : 0;
    return batch.length >= batchLines || characters >= batchCharacters;
  };
  const take = (): Line[] => {
    const full = batch;
    batch = [];
    characters = 0;
    return full;
  };
  for await (const lines of pieces) for (const line of lines) if (add(line)) yield take();
  if (batch.length > 0) yield take();
}

/** Lines that were read, for the monitors of that moment. */
interface ReadAhead {
  lines: Line[];
  signature: string;
  read: LinesRead;
}

/**
 * Batches in the order of the file, each as soon as it is read, with some more already being read: a file that comes
 * in slowly is not held back until more of it is there.
 */
async function* readAhead(
  ctx: ImportNeeds,
  workspaceId: string,
  batches: AsyncGenerator<Line[], void>,
): AsyncGenerator<ReadAhead, void> {
  const ahead: Promise<ReadAhead>[] = [];
  const begin = (lines: Line[]) => readLines(ctx, workspaceId, lines);
  let coming: Promise<IteratorResult<Line[], void>> | null = watched(batches.next());
  try {
    while (coming || ahead.length > 0) {
      const oldest = ahead[0];
      const mayBegin = coming !== null && ahead.length < ctx.lineReader.atOnce;
      const next: "lines" | "read" = await Promise.race([
        ...(mayBegin && coming ? [coming.then(() => "lines" as const)] : []),
        ...(oldest ? [oldest.then(() => "read" as const)] : []),
      ]);
      if (next === "read") {
        yield await (ahead.shift() as Promise<ReadAhead>);
        continue;
      }
      const lines: IteratorResult<Line[], void> | null = await coming;
      coming = lines && !lines.done ? watched(batches.next()) : null;
      if (lines && !lines.done) ahead.push(watched(begin(lines.value)));
    }
  } finally {
    // Nothing goes on behind the back of whoever ends the import.
    await Promise.allSettled(ahead);
  }
}

async function readLines(ctx: ImportNeeds, workspaceId: string, lines: Line[]): Promise<ReadAhead> {
  const { queries, isErased } = await ctx.monitors.get(workspaceId);
  const read = await ctx.lineReader.read({ lines, queries, now: ctx.clock() });
  return { lines, signature: queries.signature, read: withoutErased(read, isErased) };
}

/** Is waited for in its turn, which may be later than it fails. */
function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined); // not lost: whoever waits for it in its turn is told
  return promise;
}

function withoutErased(read: LinesRead, isErased: IsErased): LinesRead {
  const { mentions, unmatched } = read.batch;
  const kept = mentions.filter(({ network, author }) => !author || !isErased(network, author.handle));
  return {
    ...read,
    batch: { ...read.batch, mentions: kept, unmatched: unmatched + mentions.length - kept.length },
  };
}

async function writeBatch(
  ctx: ImportNeeds,
  workspaceId: string,
  ahead: ReadAhead,
  report: Imported,
): Promise<void> {
  const listening = await ctx.monitors.get(workspaceId);
  // A monitor that was changed meanwhile asks for other texts: what is stored is what it asks for now.
  const isStale = listening.queries.signature !== ahead.signature;
  const { read } = isStale ? await readLines(ctx, workspaceId, ahead.lines) : ahead;
  const { batch, lineNumbers, rejected } = read;
  const done = await storeRead(ctx, listening, { workspaceId, read: batch, hurry: "patient" });
  report.stored += done.stored;
  report.duplicate += done.duplicate;
  report.unmatched += done.unmatched;
  for (const { line, reason } of rejected) reject(report, line, reason);
  for (const { index, reason } of done.rejected)
    reject(report, lineNumbers[index] ?? 0, message("unusable", reason, `inutilisable\u202f: ${reason}`));
}

function reject(report: Imported, line: number, reason: Message): void {
  report.rejectedCount += 1;
  if (report.rejected.length < maxListed) report.rejected.push({ line, message: reason });
}
