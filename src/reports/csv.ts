import type { Language } from "../messages.ts";

export type Cell = string | number | null;

/** What makes a spreadsheet read a file as UTF-8. */
export const byteOrderMark = "\ufeff";

/**
 * A row of CSV: semicolon and decimal comma in French, so that a spreadsheet opens it as it is. What a spreadsheet
 * would run as a formula is kept as text (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvRow(cells: readonly Cell[], language: Language): string {
  const separator = language === "fr" ? ";" : ",";
  const written = (cell: Cell): string => {
    if (cell === null) return "";
    if (typeof cell === "number") return language === "fr" ? String(cell).replace(".", ",") : String(cell);
    const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
    return /["\r\n;,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${cells.map(written).join(separator)}\r\n`;
}
