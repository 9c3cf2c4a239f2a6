import { createHash } from "node:crypto";

/*
 * What may be kept of words that came from outside: PostgreSQL takes neither NUL nor half of a pair of surrogates, and
 * files only so much under one name.
 */

const maxIdLength = 1000;
/** An entry of a PostgreSQL index holds 2,704 bytes, and an id stands there beside its workspace and network. */
const maxIdBytes = 2400;

/** As one line in NFC, without control characters and lone surrogates. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\p{Surrogate}/gu, "")
    .normalize("NFC")
    .trim();
}

/** One line of at most so many UTF-16 units, never cut through a character. */
export function shortLine(text: string, maxLength: number): string {
  return oneLine(text)
    .slice(0, maxLength)
    .replace(/\p{Surrogate}/gu, "");
}

/** An id as it is kept, told and looked for; one that is too long to be filed is known by its SHA-256. */
export function keptId(id: string): string {
  const line = oneLine(id);
  if (line.length <= maxIdLength && Buffer.byteLength(line) <= maxIdBytes) return line;
  return `sha256:${createHash("sha256").update(line).digest("hex")}`;
}

/** Plain JSON without what `jsonb` refuses. */
export function storableJson<T extends Readonly<Record<string, string | number | boolean | null>>>(
  json: T,
): T {
  const kept = Object.entries(json).map(([name, value]) => [
    name,
    typeof value === "string" ? value.replace(/[\0\p{Surrogate}]/gu, "") : value,
  ]);
  return Object.fromEntries(kept) as T;
}
