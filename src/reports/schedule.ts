import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { ReportSpan } from "../generated/prisma/enums.ts";
import { languages } from "../messages.ts";
import { type Occurrence, occurrencesBetween, type Recurrence } from "../publishing/recurrence.ts";
import { intervalFor, lastWhole, type Period } from "../reputation/period.ts";
import { ReportFilter, type ReportRequest } from "./request.ts";

/** When a schedule sends, as it is stored. */
export interface Timing extends Recurrence {
  /** Local time of the last occurrence that became a report. */
  madeUntil: string | null;
}

/** What a schedule says of each of its reports, as it is stored. */
export interface Subject {
  language: string;
  covers: ReportSpan;
  monitors: readonly string[];
  beside: readonly string[];
  filters: unknown;
  compare: boolean;
  timeZone: string;
}

/** More missed at once than anybody will read; older ones are forgotten. */
const mostMissed = 60;

export interface Due {
  /** Oldest first: all but the last passed while nothing ran. */
  occurrences: Occurrence[];
  /** When the next one is due; null: the rule has come to its end. */
  nextAt: Date | null;
}

/** What a schedule owes at an instant. */
export function dueAt(timing: Timing, now: Date): Due {
  const passed = occurrencesBetween(timing, timing.madeUntil, now, Number.POSITIVE_INFINITY);
  const last = passed.at(-1)?.local ?? timing.madeUntil;
  return {
    occurrences: passed.slice(-mostMissed),
    nextAt: occurrencesBetween(timing, last, null, 1)[0]?.at ?? null,
  };
}

/** Where a schedule begins that is made, changed or switched on at an instant: what lies before it is not made up for. */
export function startAfter(recurrence: Recurrence, now: Date): { madeUntil: string; dueAt: Date | null } {
  const madeUntil = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(recurrence.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
  return { madeUntil, dueAt: comingOf(recurrence, now, 1)[0]?.at ?? null };
}

/** The next occurrences after an instant, with what the nights of the clock change make of them. */
export function comingOf(recurrence: Recurrence, now: Date, count: number): Occurrence[] {
  // On the autumn night an instant after now may have a local time before it, so one looks from a day back.
  const yesterday = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(recurrence.timeZone)
    .toPlainDateTime()
    .subtract({ days: 1 })
    .toString({ smallestUnit: "minute" });
  return occurrencesBetween(recurrence, yesterday, null, count + 50)
    .filter(({ at }) => at > now)
    .slice(0, count);
}

/** What a report is about that is due at an instant: the last whole day, week or month before it. */
export function periodOf({ covers, timeZone }: Pick<Subject, "covers" | "timeZone">, at: Date): Period {
  return lastWhole(covers, at, timeZone);
}

export function requestOf(subject: Subject, period: Period): ReportRequest {
  return {
    language: z.enum(languages).parse(subject.language),
    timeZone: subject.timeZone,
    ...period,
    interval: intervalFor(period),
    isCompared: subject.compare,
    against: "previous",
    monitors: [...subject.monitors],
    beside: [...subject.beside],
    filter: ReportFilter.parse(subject.filters),
  };
}

/** A request as the database keeps it. */
export function keptRequest(request: ReportRequest) {
  return { ...request, from: request.from.toISOString(), to: request.to.toISOString() };
}
