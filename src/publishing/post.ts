import type { Message } from "../messages.ts";
import { message } from "../messages.ts";
import { plusSeconds } from "../platform/clock.ts";
import { type ResolvedTime, resolveLocalTime } from "./local-time.ts";

/** When a person wants a post out: an instant, or what the clock shows in a zone. */
export type WantedTime = { kind: "instant"; at: Date } | { kind: "local"; local: string; timeZone: string };

/** What is stored of it. */
export interface PlannedTime {
  scheduledAt: Date;
  localTime: string | null;
  timeZone: string | null;
  /** Said in the answer when the local time does not exist, or exists twice. */
  adjustment: "none" | "gap" | "overlap";
}

/**
 * The instant at which a post is to go out.
 * @param lateGraceSeconds a time this far in the past is taken as "now"; an earlier one is refused
 */
export function planTime(
  wanted: WantedTime,
  now: Date,
  lateGraceSeconds: number,
): { kind: "planned"; time: PlannedTime } | { kind: "refused"; pointer: string; message: Message } {
  const resolved: ResolvedTime =
    wanted.kind === "instant"
      ? { kind: "resolved", instant: wanted.at, adjustment: "none", local: "" }
      : resolveLocalTime(wanted.local, wanted.timeZone);
  if (resolved.kind === "refused")
    return { kind: "refused", pointer: `/scheduledAt/${resolved.field}`, message: resolved.message };
  const { instant, adjustment, local } = resolved;
  if (instant < plusSeconds(now, -lateGraceSeconds)) {
    const given = instant.toISOString();
    return {
      kind: "refused",
      pointer: "/scheduledAt",
      message: message(
        "time_in_past",
        `${given} is past (it is ${now.toISOString()}); choose a time to come`,
        `${given} est passé (il est ${now.toISOString()})\u202f; choisissez une heure à venir`,
      ),
    };
  }
  if (instant > plusSeconds(now, tenYearsSeconds))
    return {
      kind: "refused",
      pointer: "/scheduledAt",
      message: message(
        "time_too_far",
        `${instant.toISOString()} is more than ten years away`,
        `${instant.toISOString()} est dans plus de dix ans`,
      ),
    };
  const isLocal = wanted.kind === "local";
  return {
    kind: "planned",
    time: {
      scheduledAt: instant,
      localTime: isLocal ? local : null,
      timeZone: isLocal ? wanted.timeZone : null,
      adjustment,
    },
  };
}

const tenYearsSeconds = 10 * 366 * 86_400;
