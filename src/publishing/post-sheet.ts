import { CsvError, parse } from "csv-parse/sync";
import { type FieldProblem, Invalid } from "../errors.ts";
import { type Message, message } from "../messages.ts";
import type { PostDraft } from "./check-post.ts";

/** The columns of a sheet of posts, by every name they may have at the top of it. */
const columnNames = {
  text: ["text", "texte"],
  profiles: ["profiles", "profils", "profile", "profil"],
  date: ["date", "jour"],
  time: ["time", "heure"],
  timeZone: ["timezone", "time zone", "fuseau", "fuseau horaire"],
  status: ["status", "statut"],
  campaign: ["campaign", "campagne"],
  firstComment: ["firstcomment", "first comment", "premier commentaire"],
} as const;
type Column = keyof typeof columnNames;
const columns = Object.keys(columnNames) as Column[];

export const mostRows = 500;

/** What the names in a sheet stand for, in lower case. A name that two share is theirs both. */
export interface SheetNames {
  profiles: ReadonlyMap<string, readonly string[]>;
  campaigns: ReadonlyMap<string, readonly string[]>;
  /** For rows that name none. */
  timeZone: string;
}

export interface SheetRow {
  /** As a spreadsheet numbers it: the line of names is row 1. */
  row: number;
  draft: PostDraft;
}

/**
 * Reads posts from CSV: comma, semicolon or tab, with a line of names first; profiles by name or id, several with "|".
 * A row without date is a draft.
 * @throws Invalid naming every row and column that cannot be read
 */
export function readSheet(text: string, names: SheetNames): SheetRow[] {
  const [header, ...below] = cellsOf(text);
  // Rows are told as a spreadsheet numbers them, empty ones counted.
  const lines = below
    .map((cells, index) => ({ cells, row: index + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  if (!header || lines.length === 0)
    throw new Invalid([
      {
        pointer: "",
        message: message(
          "sheet_empty",
          "the file holds no posts; its first line names the columns (text, profiles, date, time), each further line is a post",
          "le fichier ne contient aucune publication\u202f; sa première ligne nomme les colonnes (texte, profils, date, heure), chaque ligne suivante est une publication",
        ),
      },
    ]);
  if (lines.length > mostRows)
    throw new Invalid([
      {
        pointer: "",
        message: message(
          "sheet_too_long",
          `the file holds ${lines.length} posts; ${mostRows} at most go in at once`,
          `le fichier contient ${lines.length} publications\u202f; ${mostRows} au plus à la fois`,
        ),
      },
    ]);
  const places = placesOf(header);
  const problems: FieldProblem[] = [];
  const rows = lines.map(({ cells, row }) => {
    const refuse = (column: Column, fault: Message) => problems.push(inRow(row, column, fault));
    const cell = (column: Column): string => cells[places.get(column) ?? -1]?.trim() ?? "";
    return { row, draft: draftFrom(cell, names, refuse) };
  });
  if (problems.length > 0) throw new Invalid(problems);
  return rows;
}

/** A problem of a post, told as one of its row. */
export function problemInRow(row: number, problem: FieldProblem): FieldProblem {
  const field = problem.pointer.split("/")[1] ?? "";
  const column = field === "scheduledAt" ? "date" : (columns.find((name) => name === field) ?? "text");
  return inRow(row, column, problem.message);
}

function inRow(row: number, column: Column, { code, en, fr }: Message): FieldProblem {
  return {
    pointer: `/${row}/${column}`,
    message: message(
      code,
      `Row ${row}, column "${column}": ${en}`,
      `Ligne ${row}, colonne «\u202f${columnNames[column][1] ?? column}\u202f»\u202f: ${fr}`,
    ),
  };
}

function cellsOf(text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relaxColumnCount: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Invalid([
      {
        pointer: "",
        message: message(
          "not_csv",
          `this is no CSV: ${error.message}`,
          `ce n’est pas du CSV\u202f: ${error.message}`,
        ),
      },
    ]);
  }
}

/** The one that stands most often in the line of names; French spreadsheets write semicolons. */
function delimiterOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const counts = [";", "\t", ","].map((sign) => ({ sign, count: first.split(sign).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
}

function placesOf(header: readonly string[]): Map<Column, number> {
  const places = new Map<Column, number>();
  const problems: FieldProblem[] = [];
  for (const [place, name] of header.entries()) {
    const wanted = name.trim().toLowerCase();
    const column = columns.find((known) => (columnNames[known] as readonly string[]).includes(wanted));
    if (column) places.set(column, place);
    else if (wanted !== "")
      problems.push({
        pointer: `/1/${place + 1}`,
        message: message(
          "unknown_column",
          `there is no column "${name}"; there are ${columns.join(", ")}`,
          `il n’y a pas de colonne «\u202f${name}\u202f»\u202f; il y a ${columns.map((known) => columnNames[known][1] ?? known).join(", ")}`,
        ),
      });
  }
  for (const column of ["text", "profiles"] as const)
    if (!places.has(column))
      problems.push({
        pointer: "/1",
        message: message(
          "column_missing",
          `the column "${column}" is missing`,
          `la colonne «\u202f${columnNames[column][1]}\u202f» manque`,
        ),
      });
  if (problems.length > 0) throw new Invalid(problems);
  return places;
}

function draftFrom(
  cell: (column: Column) => string,
  names: SheetNames,
  refuse: (column: Column, fault: Message) => void,
): PostDraft {
  const local = localTimeFrom(cell("date"), cell("time"), refuse);
  const status = statusFrom(cell("status"), local !== null, refuse);
  const known = (column: "profiles" | "campaign", name: string): string[] => {
    const found = (column === "profiles" ? names.profiles : names.campaigns).get(name.toLowerCase()) ?? [];
    if (found.length === 1) return [...found];
    refuse(column, found.length === 0 ? unknownName(name) : ambiguousName(name));
    return [];
  };
  const profiles = cell("profiles")
    .split("|")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return {
    text: cell("text"),
    profiles: profiles.flatMap((name) => known("profiles", name)),
    status,
    time: local === null ? null : { kind: "local", local, timeZone: cell("timeZone") || names.timeZone },
    queue: false,
    campaign: cell("campaign") === "" ? null : (known("campaign", cell("campaign"))[0] ?? null),
    media: [],
    thread: [],
    firstComment: cell("firstComment") || null,
    options: {},
    language: null,
    variants: {},
    replyTo: null,
  };
}

const isoDate = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const frenchDate = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/;
const clockTime = /^(\d{1,2})(?::|h)(\d{2})?(?::\d{2})?$/i;

/** `2026-03-17T14:05`, or null without a date. */
function localTimeFrom(
  date: string,
  time: string,
  refuse: (column: Column, fault: Message) => void,
): string | null {
  if (date === "" && time === "") return null;
  const iso = isoDate.exec(date);
  const french = frenchDate.exec(date);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : french
      ? [french[3], french[2], french[1]]
      : [undefined, undefined, undefined];
  const clock = clockTime.exec(time);
  const hour = Number(clock?.[1]);
  const minute = Number(clock?.[2] ?? 0);
  if (year === undefined || month === undefined || day === undefined) refuse("date", wantedDate(date));
  else if (!existsInCalendar(Number(year), Number(month), Number(day))) refuse("date", noSuchDate(date));
  if (!clock || hour > 23 || minute > 59) refuse("time", wantedTime(time));
  const two = (part: number | string | undefined) => String(part).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

function existsInCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const statuses: Readonly<Record<string, PostDraft["status"]>> = {
  draft: "draft",
  brouillon: "draft",
  scheduled: "scheduled",
  programmée: "scheduled",
  programmee: "scheduled",
};

function statusFrom(
  given: string,
  hasTime: boolean,
  refuse: (column: Column, fault: Message) => void,
): PostDraft["status"] {
  if (given === "") return hasTime ? "scheduled" : "draft";
  const status = statuses[given.toLowerCase()];
  if (!status)
    refuse(
      "status",
      message(
        "unknown_status",
        `"${given}" is not draft or scheduled`,
        `«\u202f${given}\u202f» n’est ni brouillon ni programmée`,
      ),
    );
  return status ?? "draft";
}

const wantedDate = (given: string) =>
  message(
    "bad_date",
    `"${given}" is no date; write it like 2026-03-17 or 17/03/2026`,
    `«\u202f${given}\u202f» n’est pas une date\u202f; écrivez-la comme 17/03/2026 ou 2026-03-17`,
  );
const noSuchDate = (given: string) =>
  message("no_such_date", `"${given}" does not exist`, `«\u202f${given}\u202f» n’existe pas`);
const wantedTime = (given: string) =>
  message(
    "bad_time",
    `"${given}" is no time; write it like 14:05`,
    `«\u202f${given}\u202f» n’est pas une heure\u202f; écrivez-la comme 14:05 ou 14h05`,
  );
const unknownName = (name: string) =>
  message("unknown_name", `there is no "${name}" here`, `il n’y a pas de «\u202f${name}\u202f» ici`);
const ambiguousName = (name: string) =>
  message(
    "ambiguous_name",
    `several are called "${name}"; give the id instead`,
    `plusieurs s’appellent «\u202f${name}\u202f»\u202f; donnez plutôt l’identifiant`,
  );
