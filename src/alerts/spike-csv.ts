import { invalid } from "../errors.ts";
import { message } from "../messages.ts";
import { scoreSeries } from "./spike-series.ts";

export const scoredHeader = "timestamp,value,anomaly_score";

/**
 * Scores a CSV of `timestamp,value` line by line: one line out for each row in, before the next is read. Times without
 * offset are UTC. Columns may stand in any order, others are ignored; empty lines are passed over.
 * @throws Invalid for a line that cannot be read, with its number
 */
export async function* scoreCsv(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  const score = scoreSeries();
  let columns: { timestamp: number; value: number } | null = null;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const cells = line
      .replace(/^\ufeff/u, "")
      .split(",")
      .map((cell) => cell.trim());
    if (cells.join("") === "") continue;
    if (columns === null) {
      columns = columnsOf(cells, number);
      yield scoredHeader;
      continue;
    }
    const timestamp = cells[columns.timestamp] ?? "";
    const value = cells[columns.value] ?? "";
    const row = { at: instantOf(timestamp, number), value: countOf(value, number) };
    yield `${timestamp},${value},${rounded(score(row))}`;
  }
}

function columnsOf(cells: readonly string[], line: number): { timestamp: number; value: number } {
  const names = cells.map((cell) => cell.toLowerCase());
  const columns = { timestamp: names.indexOf("timestamp"), value: names.indexOf("value") };
  if (columns.timestamp >= 0 && columns.value >= 0) return columns;
  throw badLine(line, cells.join(","), "timestamp,value");
}

/** `2026-03-01 12:00:00`, with `T`, fractions or offset or without. */
function instantOf(timestamp: string, line: number): Date {
  const iso = timestamp.replace(" ", "T");
  const at = new Date(/(?:Z|[+-]\d{2}:?\d{2})$/iu.test(iso) ? iso : `${iso}Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/u.test(iso) || Number.isNaN(at.getTime()))
    throw badLine(line, timestamp, "2026-03-01 12:00:00");
  return at;
}

function countOf(value: string, line: number): number {
  const count = value === "" ? Number.NaN : Number(value);
  if (!Number.isFinite(count) || count < 0) throw badLine(line, value, "12");
  return count;
}

/** The scores that matter lie close to 1, so they keep many digits. */
function rounded(score: number): string {
  return score === 0 ? "0" : score.toFixed(9);
}

function badLine(line: number, given: string, wanted: string): Error {
  return invalid(
    `/${line}`,
    message(
      "spikes-line",
      `line ${line}: got "${given}", wanted something like "${wanted}"`,
      `ligne ${line}\u202f: reçu «\u202f${given}\u202f», attendu par exemple «\u202f${wanted}\u202f»`,
    ),
  );
}
