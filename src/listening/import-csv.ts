import { TextDecoder } from "node:util";
import { CsvError, parse } from "csv-parse";
import { type Message, message } from "../messages.ts";
import { type Line, maxLineBytes } from "./import-lines.ts";

/** The columns of a history, by every name they may have in its first line, and where JSON Lines has them. */
const columns = {
  network: ["network"],
  remoteid: ["remoteId"],
  text: ["text"],
  publishedat: ["publishedAt"],
  url: ["url"],
  language: ["language"],
  author: ["author", "handle"],
  "author.handle": ["author", "handle"],
  "author.name": ["author", "name"],
  "author.followers": ["author", "followers"],
  likes: ["engagement", "likes"],
  shares: ["engagement", "shares"],
  replies: ["engagement", "replies"],
  "engagement.likes": ["engagement", "likes"],
  "engagement.shares": ["engagement", "shares"],
  "engagement.replies": ["engagement", "replies"],
} as const;
type Column = (typeof columns)[keyof typeof columns];

const known =
  "network, remoteId, text, publishedAt, url, language, author, author.name, author.followers, likes, shares, replies";
const required = ["network", "remoteid", "text", "publishedat"];

/**
 * Lines of CSV (RFC 4180; comma, semicolon or tab; a line of names first) as the JSON Lines that say the same, each with
 * the number of the line on which it ends. What is no CSV ends the file: from there on nobody knows what is quoted.
 */
export async function* csvLinesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[], void> {
  const reader = await delimited(chunks);
  let read: Line[] = [];
  let named: (Column | null)[] | null = null;
  const fault: { line: Line | null } = { line: null };
  const parser = parse({
    delimiter: reader.delimiter,
    // Bytes: what is not UTF-8 is told of, not guessed at.
    encoding: null,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxLineBytes,
    on_record(cells, { lines }) {
      const record = cells as unknown as Buffer[]; // which its types do not know of

      if (fault.line) return null;
      if (named) read.push(lineFrom(record, named, lines));
      else {
        const head = namedColumns(record.map(String));
        if (Array.isArray(head)) named = head;
        else fault.line = { kind: "refused", number: lines, reason: head };
      }
      return null;
    },
  });
  const done = (begin: (told: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve) =>
      begin((error) => {
        if (error) fault.line ??= brokenAt(error);
        resolve();
      }),
    );
  parser.on("error", () => undefined); // told by what wrote it
  for await (const chunk of reader.chunks) {
    await done((told) => parser.write(chunk, told));
    yield read;
    read = [];
    if (fault.line) break;
  }
  if (!fault.line) {
    parser.resume();
    await done((told) => {
      parser
        .once("error", told)
        .once("end", () => told())
        .end();
    });
  }
  yield fault.line ? [...read, fault.line] : read;
}

const byteOrderMark = Buffer.from("\ufeff");

/** The separator that stands most often in the first line, and all chunks, that line included, without byte order mark. */
async function delimited(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  const ahead: Uint8Array[] = [];
  let head = "";
  while (!head.includes("\n") && head.length < maxLineBytes) {
    const next = await iterator.next();
    if (next.done) break;
    ahead.push(new Uint8Array(next.value));
    head += Buffer.from(next.value).toString("latin1");
  }
  const [first = ""] = head.split("\n");
  const [delimiter = ","] = [",", ";", "\t"].toSorted(
    (a, b) => first.split(b).length - first.split(a).length,
  );
  const begun = Buffer.concat(ahead);
  async function* all() {
    yield begun.subarray(begun.indexOf(byteOrderMark) === 0 ? byteOrderMark.length : 0);
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { delimiter, chunks: all() };
}

/** What stands in which column, or what is wrong with their names. */
function namedColumns(names: readonly string[]): (Column | null)[] | Message {
  const keys = names.map((name) => name.trim().toLowerCase());
  const unknown = names.find((_, index) => keys[index] !== "" && !Object.hasOwn(columns, keys[index] ?? ""));
  if (unknown !== undefined)
    return message(
      "unknown_column",
      `unknown column "${unknown.slice(0, 100)}"; known are ${known}`,
      `colonne inconnue «\u202f${unknown.slice(0, 100)}\u202f»\u202f; celles que Vigie connaît sont ${known}`,
    );
  const missing = required.find((name) => !keys.includes(name));
  if (missing !== undefined)
    return message(
      "missing_column",
      `there is no column "${columns[missing as keyof typeof columns].join(".")}": the first line names the columns, ${known}`,
      `il n’y a pas de colonne «\u202f${columns[missing as keyof typeof columns].join(".")}\u202f»\u202f: la première ligne nomme les colonnes, ${known}`,
    );
  return keys.map((key) => (key === "" ? null : columns[key as keyof typeof columns]));
}

const decoder = new TextDecoder("utf-8", { fatal: true });
const counts: readonly string[] = ["followers", "likes", "shares", "replies"];

function lineFrom(record: readonly Buffer[], named: readonly (Column | null)[], number: number): Line {
  const item: Record<string, unknown> = {};
  try {
    for (const [index, cell] of record.entries()) {
      const [name, part] = named[index] ?? [];
      const text = decoder.decode(cell);
      if (name === undefined || text.trim() === "") continue;
      const value = counts.includes(part ?? "") && /^\s*\d+\s*$/.test(text) ? Number(text) : text;
      if (part === undefined) item[name] = value;
      else item[name] = { ...(item[name] as object | undefined), [part]: value };
    }
  } catch {
    return { kind: "unreadable", number }; // a fatal decoder throws on what is not UTF-8
  }
  return { kind: "text", number, text: JSON.stringify(item) };
}

function brokenAt(error: Error): Line {
  const number = error instanceof CsvError && typeof error.lines === "number" ? error.lines : 0;
  return {
    kind: "refused",
    number,
    reason: message(
      "not_csv",
      `the file is no CSV from here on, and was not read further: ${error.message}`,
      `à partir d’ici le fichier n’est plus du CSV et n’a pas été lu plus loin\u202f: ${error.message}`,
    ),
  };
}
