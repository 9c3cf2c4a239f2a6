import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { type Message, message } from "../messages.ts";
import { resolveLocalTime } from "./local-time.ts";

/** A rule by which a post comes again. */
export interface Recurrence {
  /** RFC 5545 recurrence rule, without DTSTART, such as `FREQ=WEEKLY;BYDAY=MO,TH`. */
  rule: string;
  /** The first time as the clock shows it, such as `2026-12-01T09:30`. */
  localStart: string;
  timeZone: string;
}

/** One occurrence. The rule gives local times; what the clock does that night decides the instant. */
export interface Occurrence {
  /** The local time that the rule gives: the name of the occurrence. */
  local: string;
  at: Date;
  /** The local time at which it goes out: another one where the clock jumps over it. */
  shown: string;
  adjustment: "none" | "gap" | "overlap";
}

/** What each part of a rule may say; times of day are the start's. https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10 */
const weekday = "(?:MO|TU|WE|TH|FR|SA|SU)";
const list = (one: string) => new RegExp(`^${one}(?:,${one})*$`);
const grammar = new Map([
  ["FREQ", /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/],
  ["INTERVAL", /^[1-9]\d{0,2}$/],
  ["COUNT", /^[1-9]\d{0,3}$/],
  ["UNTIL", /^\d{8}(?:T\d{6}Z?)?$/],
  ["BYDAY", list(`(?:[+-]?[1-9]\\d?)?${weekday}`)],
  ["BYMONTH", list("(?:[1-9]|1[0-2])")],
  ["BYMONTHDAY", list("-?(?:[1-9]|[12]\\d|3[01])")],
  ["BYSETPOS", list("-?[1-9]\\d{0,2}")],
  ["WKST", new RegExp(`^${weekday}$`)],
]);
/** Occurrences that one rule may ask us to walk over. */
const mostOccurrences = 20_000;

/** What is wrong with a rule; null: nothing. */
export function recurrenceProblem(recurrence: Recurrence): Message | null {
  const fields = fieldsOf(recurrence.rule);
  const known = [...grammar.keys()].join(", ");
  if (!fields.has("FREQ")) fields.set("FREQ", "");
  for (const [name, value] of fields) {
    const wanted = grammar.get(name);
    if (!wanted)
      return refusal(
        recurrence.rule,
        `"${name}" is not among ${known}`,
        `«\u202f${name}\u202f» n’est pas parmi ${known}`,
      );
    if (!wanted.test(value))
      return refusal(recurrence.rule, `${name} is "${value}"`, `${name} vaut «\u202f${value}\u202f»`);
  }
  if (fields.has("COUNT") && fields.has("UNTIL"))
    return refusal(recurrence.rule, "COUNT and UNTIL exclude each other", "COUNT et UNTIL s’excluent");
  try {
    const first = occurrencesBetween(recurrence, null, null, 1);
    return first.length > 0
      ? null
      : refusal(recurrence.rule, "it has no occurrence", "elle n’a aucune occurrence");
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error); // the library's way to say no
    return refusal(recurrence.rule, detail, detail);
  }
}

/**
 * Occurrences in order. They are counted on the clock's face, whatever the zone does, and each is then made an instant
 * as a single post's time is: moved over the gap in spring, the first of two in autumn.
 * @param after local time of the last one not wanted; null: from the first on
 * @param until where to stop; null: only at `limit`
 */
export function occurrencesBetween(
  recurrence: Recurrence,
  after: string | null,
  until: Date | null,
  limit: number,
): Occurrence[] {
  const found: Occurrence[] = [];
  walk(recurrence, (local) => {
    if (after !== null && local <= after) return true;
    const resolved = resolveLocalTime(local, recurrence.timeZone);
    if (resolved.kind === "refused") throw new Error(resolved.message.en);
    if (until !== null && resolved.instant > until) return false;
    const { instant: at, adjustment, local: shown } = resolved;
    found.push({ local, at, shown, adjustment });
    return found.length < limit;
  });
  return found;
}

/** How many occurrences come before a local time. */
export function occurrencesBefore(recurrence: Recurrence, local: string): number {
  let count = 0;
  walk(recurrence, (one) => {
    if (one >= local) return false;
    count += 1;
    return true;
  });
  return count;
}

/** Shows `visit` the local time of each occurrence in order, until it has seen enough. */
function walk(recurrence: Recurrence, visit: (local: string) => boolean): void {
  const rule = new RRuleTemporal({
    rruleString: onTheClock(recurrence),
    dtstart: Temporal.PlainDateTime.from(recurrence.localStart).toZonedDateTime("UTC"),
    maxIterations: mostOccurrences,
    cache: false,
  });
  rule.all((wall, index) => {
    const zoned = Temporal.ZonedDateTime.from(wall.toString());
    const local = zoned.toPlainDateTime().toString({ smallestUnit: "minute" });
    return index < mostOccurrences && visit(local);
  });
}

/** The rule that is left when its first `gone` occurrences are taken away. */
export function ruleAfter(rule: string, gone: number): string {
  const fields = fieldsOf(rule);
  const count = fields.get("COUNT");
  if (count === undefined) return rule;
  fields.set("COUNT", String(Math.max(1, Number(count) - gone)));
  return written(fields);
}

/** The rule whose last occurrence lies before a local time. */
export function ruleUntil(rule: string, local: string): string {
  const fields = fieldsOf(rule);
  fields.delete("COUNT");
  const last = Temporal.PlainDateTime.from(local).subtract({ minutes: 1 });
  fields.set("UNTIL", last.toString({ smallestUnit: "second" }).replace(/[-:]/g, ""));
  return written(fields);
}

/** The rule with its UNTIL as the clock shows it: RFC 5545 gives it in UTC, as a local time, or as a day. */
function onTheClock({ rule, timeZone }: Recurrence): string {
  const fields = fieldsOf(rule);
  const until = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(fields.get("UNTIL") ?? "");
  if (!until) return written(fields);
  const [, year, month, day, hour = "23", minute = "59", second = "59", isUtc] = until;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const wall = isUtc
    ? Temporal.Instant.from(`${text}Z`).toZonedDateTimeISO(timeZone).toPlainDateTime()
    : Temporal.PlainDateTime.from(text);
  fields.set("UNTIL", `${wall.toString({ smallestUnit: "second" }).replace(/[-:]/g, "")}Z`);
  return written(fields);
}

function fieldsOf(rule: string): Map<string, string> {
  const text = rule.replace(/^RRULE:/i, "").trim();
  return new Map(
    text
      .split(";")
      .filter((part) => part !== "")
      .map((part): [string, string] => {
        const [name = "", ...value] = part.toUpperCase().split("=");
        return [name.trim(), value.join("=").trim()];
      }),
  );
}

function written(fields: ReadonlyMap<string, string>): string {
  return [...fields].map(([name, value]) => `${name}=${value}`).join(";");
}

function refusal(rule: string, en: string, fr: string): Message {
  return message(
    "bad_recurrence",
    `"${rule}" cannot be used: ${en}; write it like "FREQ=WEEKLY;BYDAY=MO"`,
    `«\u202f${rule}\u202f» est inutilisable\u202f: ${fr}\u202f; écrivez-la comme «\u202fFREQ=WEEKLY;BYDAY=MO\u202f»`,
  );
}
