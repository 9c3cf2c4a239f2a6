import { Temporal } from "temporal-polyfill";
import { resolveLocalTime } from "../../../src/publishing/local-time.ts";

/** What a clock shows in a zone, as `2026-03-17T18:00`; `second`: of an hour that comes twice, the later one. */
export interface LocalTime {
  local: string;
  timeZone: string;
  second?: boolean;
}

/** What a clock in a zone shows at an instant, an ISO text or milliseconds since 1970. */
export function localTimeOf(at: string | number, timeZone: string): LocalTime {
  const instant =
    typeof at === "number" ? Temporal.Instant.fromEpochMilliseconds(at) : Temporal.Instant.from(at);
  const time = instant.toZonedDateTimeISO(timeZone);
  const plain = time.toPlainDateTime();
  const first = plain.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const local = plain.toString({ smallestUnit: "minute" });
  return first.epochMilliseconds < time.epochMilliseconds
    ? { local, timeZone, second: true }
    : { local, timeZone };
}

/** How a written time is read, by the server's own rule. Null: it is no time. */
export function readTime({ local, timeZone, second }: LocalTime) {
  const read = resolveLocalTime(local.slice(0, 16), timeZone);
  if (read.kind === "refused") return null;
  if (read.adjustment !== "overlap" || !second) return read;
  return { ...read, instant: secondOf({ local, timeZone }) };
}

/** Of an hour that comes twice: the later instant. */
function secondOf({ local, timeZone }: LocalTime): Date {
  const plain = Temporal.PlainDateTime.from(local);
  return new Date(plain.toZonedDateTime(timeZone, { disambiguation: "later" }).epochMilliseconds);
}

/** The time as the API takes it: the local time that was meant, or the instant where that says too little. */
export function writtenTime(at: LocalTime): string | { local: string; timeZone: string } {
  return at.second ? secondOf(at).toISOString() : { local: at.local.slice(0, 16), timeZone: at.timeZone };
}

/** The next full hour that is at least half an hour away: what is proposed where nothing else is. */
export function soon(now: number, timeZone: string): LocalTime {
  const hour = 3_600_000;
  return localTimeOf(Math.ceil((now + hour / 2) / hour) * hour, timeZone);
}

/** A day as people type it, day first or as a file writes it: `17/03/2027`, `2027-03-17`. Null: there is no such day. */
export function dayFrom(text: string): string | null {
  const typed = text.trim();
  const [, day, month, year] = /(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(typed) ?? [];
  const written = day && month && year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : typed;
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return null;
  try {
    return Temporal.PlainDate.from(written, { overflow: "reject" }).toString();
  } catch {
    return null; // RangeError: the 30th of February
  }
}

/** Such as "UTC+1": how far the zone is from UTC at that instant. */
export function offsetOf(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "UTC");
}
