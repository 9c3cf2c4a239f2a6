import { type Message, message } from "../messages.ts";
import type { Platform } from "../platform/platform.ts";
import { itemFrom } from "./import-item.ts";
import { type Line, lineSplitter } from "./import-lines.ts";
import { ingest } from "./ingest.ts";
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
  let read = await batches.next();
  while (!read.done) {
    const batch = read.value;
    // Both are waited for, also when one fails: nothing goes on behind the back of whoever closes the database.
    const [next, written] = await Promise.allSettled([
      batches.next(),
      writeBatch(ctx, workspaceId, batch, report),
    ]);
    if (written.status === "rejected") throw written.reason;
    onProgress(report);
    if (next.status === "rejected") throw next.reason;
    read = next.value;
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

async function writeBatch(
  ctx: ImportNeeds,
  workspaceId: string,
  lines: readonly Line[],
  report: Imported,
): Promise<void> {
  const now = ctx.clock();
  const items: { network: string; raw: RawMention; line: number }[] = [];
  for (const line of lines) {
    const item = itemFrom(line, now);
    if (item.kind === "item") items.push({ network: item.network, raw: item.raw, line: line.number });
    else reject(report, line.number, item.reason);
  }
  if (items.length === 0) return;
  const listening = await ctx.monitors.get(workspaceId);
  const done = await ingest(ctx, listening, { workspaceId, sourceId: null, items });
  report.stored += done.stored;
  report.duplicate += done.duplicate;
  report.unmatched += done.unmatched;
  for (const { index, reason } of done.rejected)
    reject(report, items[index]?.line ?? 0, message("unusable", reason, `inutilisable : ${reason}`));
}

function reject(report: Imported, line: number, reason: Message): void {
  report.rejectedCount += 1;
  if (report.rejected.length < maxListed) report.rejected.push({ line, message: reason });
}
