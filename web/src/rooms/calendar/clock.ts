import { Temporal } from "temporal-polyfill";
import type { CalendarView } from "./model.ts";

/** One day of a zone, as the calendar lays it out. Instants are milliseconds since 1970. */
export interface Day {
  /** "2026-03-17" */
  date: string;
  from: number;
  to: number;
  change: ClockChange | null;
}

/** `forward`: minutes of the day that do not exist; `back`: minutes that come twice. Both by what the clock shows. */
export interface ClockChange {
  kind: "forward" | "back";
  fromMinute: number;
  toMinute: number;
}

/** What the clock shows. `isSecond`: in autumn, the later of the two. */
export interface WallTime {
  date: string;
  /** Minutes since midnight by the clock. */
  minute: number;
  isSecond: boolean;
}

export const minuteMilliseconds = 60_000;
const dayMinutes = 1440;

/** The days that a view shows around a date; weeks start on Monday, a month shows its weeks whole. */
export function daysOf(view: CalendarView, date: string, zone: string): Day[] {
  const anchor = Temporal.PlainDate.from(date);
  switch (view) {
    case "day":
      return daysFrom(anchor, 1, zone);
    case "week":
    case "list":
      return daysFrom(mondayOf(anchor), 7, zone);
    case "month": {
      const first = mondayOf(anchor.with({ day: 1 }));
      const last = anchor.with({ day: anchor.daysInMonth });
      const weeks = Math.ceil((first.until(last).days + 1) / 7);
      return daysFrom(first, weeks * 7, zone);
    }
  }
}

/** The date that the next (1) or the previous (-1) period of a view is around. */
export function stepDate(view: CalendarView, date: string, by: 1 | -1): string {
  const anchor = Temporal.PlainDate.from(date);
  switch (view) {
    case "day":
      return anchor.add({ days: by }).toString();
    case "week":
    case "list":
      return anchor.add({ weeks: by }).toString();
    case "month":
      return anchor.add({ months: by }).with({ day: 1 }).toString();
  }
}

export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** The date that is today in a zone. */
export const dateIn = (zone: string, at: number): string => zoned(at, zone).toPlainDate().toString();

/** What the clock of a zone shows at an instant. */
export function wallTimeOf(at: number, zone: string): WallTime {
  const time = zoned(at, zone);
  const minute = time.hour * 60 + time.minute;
  const first = time.toPlainDateTime().toZonedDateTime(zone, { disambiguation: "earlier" });
  return {
    date: time.toPlainDate().toString(),
    minute,
    isSecond: first.epochMilliseconds < time.epochMilliseconds,
  };
}

/** The instant at which a clock shows that; null where it never does (a night in spring). */
export function instantOf(wall: WallTime, zone: string): number | null {
  const plain = Temporal.PlainDate.from(wall.date).toPlainDateTime({
    hour: Math.floor(wall.minute / 60),
    minute: wall.minute % 60,
  });
  const time = plain.toZonedDateTime(zone, { disambiguation: wall.isSecond ? "later" : "earlier" });
  return time.toPlainDateTime().equals(plain) ? time.epochMilliseconds : null;
}

/** "2026-03-17T10:00", as the API takes a local time. */
export function localText({ date, minute }: WallTime): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** What `localText` wrote, read again. */
export function wallTimeFrom(local: string): WallTime {
  const { hour, minute } = Temporal.PlainTime.from(local);
  return { date: local.slice(0, 10), minute: hour * 60 + minute, isSecond: false };
}

/**
 * Where the arrows of Move mode lead: days by the calendar, minutes by time that passes, so that the hour that an autumn
 * night shows twice is walked through twice and the one that a spring night leaves out is stepped over.
 */
export function shifted(wall: WallTime, days: number, minutes: number, zone: string): WallTime {
  const at = minutes === 0 ? null : instantOf(wall, zone);
  const moved =
    at === null ? shiftedPlainly(wall, minutes) : wallTimeOf(at + minutes * minuteMilliseconds, zone);
  return days === 0 ? moved : { ...moved, date: addDays(moved.date, days), isSecond: false };
}

function shiftedPlainly({ date, minute, isSecond }: WallTime, minutes: number): WallTime {
  const total = minute + minutes;
  const days = Math.floor(total / dayMinutes);
  return { date: days === 0 ? date : addDays(date, days), minute: total - days * dayMinutes, isSecond };
}

function daysFrom(first: Temporal.PlainDate, count: number, zone: string): Day[] {
  return Array.from({ length: count }, (_, index) => {
    const date = first.add({ days: index });
    const from = date.toZonedDateTime(zone);
    const to = date.add({ days: 1 }).toZonedDateTime(zone);
    return {
      date: date.toString(),
      from: from.epochMilliseconds,
      to: to.epochMilliseconds,
      change: changeIn(from, to),
    };
  });
}

function changeIn(from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): ClockChange | null {
  if (to.epochMilliseconds - from.epochMilliseconds === dayMinutes * minuteMilliseconds) return null;
  const next = from.getTimeZoneTransition("next");
  if (!next || next.epochMilliseconds > to.epochMilliseconds) return null;
  const before = next.subtract({ nanoseconds: 1 });
  const gain = (next.offsetNanoseconds - before.offsetNanoseconds) / 60_000_000_000;
  const after = next.hour * 60 + next.minute;
  return gain > 0
    ? { kind: "forward", fromMinute: after - gain, toMinute: after }
    : { kind: "back", fromMinute: after, toMinute: after - gain };
}

function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
