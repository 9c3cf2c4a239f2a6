import { useMemo } from "react";
import { useIntl } from "react-intl";
import type { Day, WallTime } from "./clock.ts";
import type { CalendarView } from "./model.ts";

/** Dates and times in words of the language chosen. */
export function useDates() {
  const intl = useIntl();
  const clock = useClock();
  return useMemo(() => {
    const utc = (date: string) => new Date(`${date}T12:00:00Z`);
    const day = (date: string, options: Intl.DateTimeFormatOptions) =>
      intl.formatDate(utc(date), { ...options, timeZone: "UTC" });
    return {
      /** "mar. 17" */
      short: (date: string) => day(date, { weekday: "short", day: "numeric" }),
      /** "mar." */
      weekday: (date: string) => day(date, { weekday: "short" }),
      /** "mardi 17 mars" */
      long: (date: string) => day(date, { weekday: "long", day: "numeric", month: "long" }),
      /** "mardi 17 mars, 10:00" */
      wall: (wall: WallTime) =>
        `${day(wall.date, { weekday: "long", day: "numeric", month: "long" })}, ${clock(wall.minute)}`,
      /** The year stands beside a single day only where it is another than today's. */
      period(view: CalendarView, date: string, days: readonly Day[], today: string): string {
        if (view === "month") return day(date, { month: "long", year: "numeric" });
        const year = date.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric";
        if (view === "day") return day(date, { weekday: "long", day: "numeric", month: "long", year });
        const [first, last] = [days[0]?.date ?? date, days.at(-1)?.date ?? date];
        return intl.formatDateTimeRange(utc(first), utc(last), {
          day: "numeric",
          month: "short",
          year: "numeric",
          timeZone: "UTC",
        });
      },
      /** "Paris (UTC+1)" at an instant */
      zone: (zone: string, at: number) => `${cityOf(zone)} (${offsetOf(zone, at)})`,
    };
  }, [intl, clock]);
}

/** A time of the day in words, from minutes since midnight: "09:05", or "9:05 am" for those who like that. */
export function useClock(): (minute: number) => string {
  const intl = useIntl();
  // The locale says which (messages/language.tsx). A month has a thousand times: the usual ones need no formatter.
  return useMemo(
    () =>
      intl.locale.endsWith("-h12")
        ? (minute) => intl.formatTime(Date.UTC(1970, 0, 1, 0, minute), { timeZone: "UTC" })
        : clockText,
    [intl],
  );
}

/** "09:05" from minutes since midnight, as fields and files take it. */
export function clockText(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

export const cityOf = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** "UTC+1" */
export function offsetOf(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat("fr", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(
    at,
  );
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? "UTC").replace("−", "-");
}
