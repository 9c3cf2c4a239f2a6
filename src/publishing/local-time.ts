import { Temporal } from "temporal-polyfill";
import { type Message, message } from "../messages.ts";

/** A local time made an instant, with what had to be decided on the way. */
export type ResolvedTime =
  | {
      kind: "resolved";
      instant: Date;
      /** `gap`: the clock jumped over that time. `overlap`: it came twice. Said in the answer, never silent. */
      adjustment: "none" | "gap" | "overlap";
      /** The local time at which it goes out, such as `2026-03-29T03:30`. */
      local: string;
    }
  | { kind: "refused"; field: "local" | "timeZone"; message: Message };

/**
 * The instant of a local time in an IANA zone. A time that does not exist (spring) is moved forward by the length of
 * the gap; of a time that exists twice (autumn) the first is taken. This is what RFC 5545 section 3.3.5 asks.
 * https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5
 * @param local such as `2026-10-25T02:30` or `2026-10-25T02:30:00`
 */
export function resolveLocalTime(local: string, timeZone: string): ResolvedTime {
  if (!isTimeZone(timeZone))
    return {
      kind: "refused",
      field: "timeZone",
      message: unknownZone(timeZone),
    };
  const plain = parseLocal(local);
  if (!plain)
    return {
      kind: "refused",
      field: "local",
      message: message(
        "not_a_local_time",
        `"${local}" is not a local date and time; write it like "2026-10-25T09:30"`,
        `«\u202f${local}\u202f» n’est pas une date et heure locale\u202f; écrivez-la comme «\u202f2026-10-25T09:30\u202f»`,
      ),
    };
  const earlier = plain.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = plain.toZonedDateTime(timeZone, { disambiguation: "later" });
  const exists = earlier.toPlainDateTime().equals(plain);
  const chosen = exists ? earlier : later;
  return {
    kind: "resolved",
    instant: new Date(chosen.epochMilliseconds),
    adjustment: earlier.epochMilliseconds === later.epochMilliseconds ? "none" : exists ? "overlap" : "gap",
    local: chosen.toPlainDateTime().toString({ smallestUnit: "minute" }),
  };
}

/** What somebody reads whose zone nobody knows. */
export function unknownZone(timeZone: string): Message {
  return message(
    "unknown_time_zone",
    `"${timeZone}" is not a time zone; write it like "Europe/Paris"`,
    `«\u202f${timeZone}\u202f» n’est pas un fuseau horaire\u202f; écrivez-le comme «\u202fEurope/Paris\u202f»`,
  );
}

/** True for the IANA zones this Node knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false; // RangeError is how Intl says no
  }
}

function parseLocal(text: string): Temporal.PlainDateTime | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch {
    return null; // RangeError: the 30th of February
  }
}
