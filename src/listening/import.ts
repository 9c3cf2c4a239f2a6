import { type Message, message } from "../messages.ts";
import type { Platform } from "../platform/platform.ts";
import { itemFrom } from "./import-item.ts";
import { type Line, lineSplitter } from "./import-lines.ts";
import { type ReadBatch, readBatch, storeRead } from "./ingest.ts";
import type { MonitorCache } from "./monitors.ts";
import type { RawMention } from "./source.ts";

export type ImportNeeds = Pick<Platform, "db" | "clock"> & { monitors: MonitorCache };

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
 * Stores a history of mentions written as JSON Lines, in memory that does not grow with it: one batch is read while
 * the one before is written. A line that cannot be read is told of, and the rest goes on. The same file twice
 * stores each mention once.
 * @param chunks the bytes of the file; what they throw ends the import, and what was written stays
 * @param onProgress called after each batch that was written
 */
export async function importLines(
  ctx: ImportNeeds,
  workspaceId: string,
  chunks: AsyncIterable<Uint8Array>,
  onProgress: (soFar: Imported) => void = () => undefined,
): Promise<Imported> {
  const report: Imported = { stored: 0, duplicate: 0, unmatched: 0, rejectedCount: 0, rejected: [] };
  const batches = batchesOf(chunks);
  let next = await readNext(ctx, workspaceId, batches);
  while (next) {
    // Both are waited for, also when one fails: nothing goes on behind the back of whoever closes the database.
    const [read, written] = await Promise.allSettled([
      readNext(ctx, workspaceId, batches),
      writeBatch(ctx, workspaceId, next, report),
    ]);
    if (written.status === "rejected") throw written.reason;
    onProgress(report);
    if (read.status === "rejected") throw read.reason;
    next = read.value;
  }
  report.rejected.sort((a, b) => a.line - b.line);
  return report;
}

async function* batchesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[], void> {
  const splitter = lineSplitter();
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
  for await (const chunk of chunks) for (const line of splitter.push(chunk)) if (add(line)) yield take();
  for (const line of splitter.end()) add(line);
  if (batch.length > 0) yield take();
}

/** A batch of lines, ready to be stored. */
interface LinesRead {
  batch: ReadBatch;
  /** The number of the line that each item of the batch stood on. */
  lineNumbers: number[];
  rejected: { line: number; reason: Message }[];
}

/** Null at the end of the file. */
async function readNext(
  ctx: ImportNeeds,
  workspaceId: string,
  batches: AsyncGenerator<Line[], void>,
): Promise<LinesRead | null> {
  const lines = await batches.next();
  if (lines.done) return null;
  const now = ctx.clock();
  const items: { network: string; raw: RawMention }[] = [];
  const lineNumbers: number[] = [];
  const rejected: LinesRead["rejected"] = [];
  for (const line of lines.value) {
    const item = itemFrom(line, now);
    if (item.kind === "item") {
      items.push(item);
      lineNumbers.push(line.number);
    } else rejected.push({ line: line.number, reason: item.reason });
  }
  const listening = await ctx.monitors.get(workspaceId);
  return { batch: await readBatch(listening, { sourceId: null, items }, now), lineNumbers, rejected };
}

async function writeBatch(
  ctx: ImportNeeds,
  workspaceId: string,
  { batch, lineNumbers, rejected }: LinesRead,
  report: Imported,
): Promise<void> {
  const done = await storeRead(ctx.db, workspaceId, batch);
  report.stored += done.stored;
  report.duplicate += done.duplicate;
  report.unmatched += done.unmatched;
  for (const { line, reason } of rejected) reject(report, line, reason);
  for (const { index, reason } of done.rejected)
    reject(report, lineNumbers[index] ?? 0, message("unusable", reason, `inutilisable : ${reason}`));
}

function reject(report: Imported, line: number, reason: Message): void {
  report.rejectedCount += 1;
  if (report.rejected.length < maxListed) report.rejected.push({ line, message: reason });
}
