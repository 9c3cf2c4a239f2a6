import { Temporal } from "temporal-polyfill";
import { resolveLocalTime } from "../../../../src/publishing/local-time.ts";
import type { When } from "./draft.ts";

/** What a clock in a zone shows at an instant, as `2026-03-17T18:00`. */
export function localOf(at: string, timeZone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" });
}

/** How a written time is read, by the server's own rule. Null: it is no time yet. */
export function readTime(when: Extract<When, { kind: "at" }>) {
  const read = resolveLocalTime(when.local.slice(0, 16), when.timeZone);
  if (read.kind === "refused") return null;
  if (read.adjustment !== "overlap" || !when.second) return read;
  return { ...read, instant: secondOf(when) };
}

/** Of an hour that comes twice: the later instant. */
function secondOf({ local, timeZone }: Extract<When, { kind: "at" }>): Date {
  const plain = Temporal.PlainDateTime.from(local);
  return new Date(plain.toZonedDateTime(timeZone, { disambiguation: "later" }).epochMilliseconds);
}

/** The time as the API takes it: the local time that was meant, or the instant where that says too little. */
export function scheduledAtOf(
  when: Extract<When, { kind: "at" }>,
): string | { local: string; timeZone: string } {
  return when.second
    ? secondOf(when).toISOString()
    : { local: when.local.slice(0, 16), timeZone: when.timeZone };
}

/** The next full hour that is at least half an hour away: what is proposed where no slot is. */
export function soon(now: number, timeZone: string): Extract<When, { kind: "at" }> {
  const hour = 3_600_000;
  const at = new Date(Math.ceil((now + hour / 2) / hour) * hour);
  return { kind: "at", local: localOf(at.toISOString(), timeZone), timeZone };
}
