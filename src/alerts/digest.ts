import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { isTimeZone } from "../publishing/local-time.ts";
import type { Figures } from "../reputation/figures.ts";
import type { Evidence } from "./alert.ts";
import { type QuietHours, quietUntil, TimeOfDay } from "./quiet-hours.ts";

/** How often a channel is told in one message what came together since, and what is told so. */
export const DigestSettings = z.strictObject({
  every: z.enum(["hour", "day", "week"]),
  /** When, by the clock of the zone; an hourly one comes with the full hour. */
  at: TimeOfDay.default("09:00"),
  /** Of a weekly one: 1 is Monday, 7 Sunday. */
  weekday: z.int().min(1).max(7).default(1),
  timeZone: z.string().refine(isTimeZone, 'a time zone is wanted, such as "Europe/Paris"'),
  /** `at-once`: each is told as it comes, and listed in the digest; `gathered`: all but critical ones and escalations wait for it. */
  alerts: z.enum(["at-once", "gathered"]).default("at-once"),
  /** Whose figures it tells; all of the workspace's where absent. */
  monitors: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
});
export type DigestSettings = z.infer<typeof DigestSettings>;

/** When the next digest after an instant is due. One that would come in quiet hours comes at their end. */
export function nextDigestAt(settings: DigestSettings, quiet: QuietHours | null, after: Date): Date {
  const due = nextRegular(settings, after);
  return (quiet && quietUntil(quiet, due)) ?? due;
}

/** A time that a day of the change does not have is read as the clock that was not changed shows it. */
function nextRegular({ every, at, weekday, timeZone }: DigestSettings, after: Date): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timeZone);
  if (every === "hour") {
    let hour = local.with({ second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
    // Once, but where clocks go back by half an hour just then.
    do hour = hour.add({ minutes: 60 - hour.minute });
    while (hour.minute !== 0);
    return new Date(hour.epochMilliseconds);
  }
  const days = every === "day" ? 1 : 7;
  let day = local.toPlainDate();
  if (every === "week") day = day.add({ days: (weekday - day.dayOfWeek + 7) % 7 });
  for (;;) {
    const due = day.toZonedDateTime({ timeZone, plainTime: at }).epochMilliseconds;
    if (due > after.getTime()) return new Date(due);
    day = day.add({ days });
  }
}

/** Whoever was away for longer is told of all of it; only its ends are looked for no further back. */
const furthestBackMilliseconds = 9 * 86_400_000;

/**
 * Where the stretch of a digest that is due ends, and when the next one is due. After a standstill that is the last of
 * the times that passed: one message tells of all that was missed.
 * @param dueAt not after `now`
 */
export function digestEnd(
  settings: DigestSettings,
  quiet: QuietHours | null,
  dueAt: Date,
  now: Date,
): { endAt: Date; nextAt: Date } {
  let endAt = new Date(Math.max(dueAt.getTime(), now.getTime() - furthestBackMilliseconds));
  for (;;) {
    const nextAt = nextDigestAt(settings, quiet, endAt);
    if (nextAt > now) return { endAt, nextAt };
    endAt = nextAt;
  }
}

/** What quiet hours hold back waits no longer than this for a digest after their end. */
const longestHeldMilliseconds = 12 * 3_600_000;

/** How a channel is told of something about an alert: at an instant, or in its next digest. */
export type Telling = { kind: "at"; at: Date } | { kind: "gathered" };

/**
 * Critical alerts are told at once. Quiet hours hold the rest back: for the digest where one comes soon after them,
 * else for their end.
 */
export function tellingOf(
  channel: { digest: DigestSettings | null; digestDueAt: Date | null; quietHours: QuietHours | null },
  told: { critical: boolean; escalated: boolean },
  now: Date,
): Telling {
  if (told.critical) return { kind: "at", at: now };
  const quietEnd = channel.quietHours && quietUntil(channel.quietHours, now);
  if (channel.digest && channel.digestDueAt) {
    if (channel.digest.alerts === "gathered" && !told.escalated) return { kind: "gathered" };
    const longest = quietEnd ? quietEnd.getTime() + longestHeldMilliseconds : 0;
    if (channel.digestDueAt.getTime() <= longest) return { kind: "gathered" };
  }
  return { kind: "at", at: quietEnd ?? now };
}

/** An alert as a digest tells of it. */
export interface DigestAlert {
  id: string;
  kind: string;
  monitor: string | null;
  state: "firing" | "acknowledged" | "resolved";
  critical: boolean;
  startedAt: string;
  resolvedAt: string | null;
  /** Told here first: quiet hours or the channel's wish held it back. */
  isHeldBack: boolean;
  evidence: Pick<Evidence, "expected" | "seen" | "authors" | "subject">;
}

type DigestTally = Pick<
  Figures,
  "mentions" | "negative" | "neutral" | "positive" | "unscored" | "netSentiment" | "reach" | "engagement"
>;

/** All that a digest tells of. */
export interface DigestContent {
  workspace: string;
  every: DigestSettings["every"];
  timeZone: string;
  from: string;
  to: string;
  alerts: DigestAlert[];
  /** Alerts beyond those listed. */
  moreAlerts: number;
  /** Most mentions first, each with the change from the stretch of the same length before. */
  figures: { monitor: string; name: string; now: DigestTally; before: DigestTally }[];
  moreMonitors: number;
  /** Of the stretch; `unsettled` are those that wait for a person (failed, unconfirmed, missed or held). */
  publications: { published: number; unsettled: number };
}
