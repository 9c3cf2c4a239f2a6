import { byteOrderMark, csvRow } from "../../../../src/reports/csv.ts";

/**
 * What happened with an alert, as a table for its debrief: instants beside the local time, in the zone written.
 * @param head the names of the columns
 */
export function timelineCsv(
  entries: readonly { at: string; text: string; detail?: string | null }[],
  head: readonly string[],
  language: "fr" | "en",
  timeZone: string,
): string {
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const rows = entries.map(({ at, text, detail }) => [
    at,
    local.format(new Date(at)),
    timeZone,
    text,
    detail ?? null,
  ]);
  return byteOrderMark + [head, ...rows].map((row) => csvRow(row, language)).join("");
}
