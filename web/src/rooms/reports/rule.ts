import type { Schedule } from "./queries.ts";

export type Covers = Schedule["covers"];

/** How often, as the form asks for it; a rule of another form is kept as it is. */
export interface Often {
  covers: Covers;
  /** 1 is Monday, 7 Sunday; of a weekly one. */
  weekday: number;
  /** Of a monthly one. */
  dayOfMonth: number;
}

const dayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** The rule of RFC 5545 that says it. */
export function ruleOf({ covers, weekday, dayOfMonth }: Often): string {
  switch (covers) {
    case "day":
      return "FREQ=DAILY";
    case "week":
      return `FREQ=WEEKLY;BYDAY=${dayNames[weekday - 1] ?? "MO"}`;
    case "month":
      return `FREQ=MONTHLY;BYMONTHDAY=${dayOfMonth}`;
  }
}

/** What the form shows of a rule; null: it says more than the form asks for. */
export function oftenOf({ rule, covers }: Pick<Schedule, "rule" | "covers">): Often | null {
  const weekday = /^FREQ=WEEKLY;BYDAY=(\w\w)$/.exec(rule)?.[1];
  const day = /^FREQ=MONTHLY;BYMONTHDAY=(\d+)$/.exec(rule)?.[1];
  const often = {
    covers,
    weekday: weekday ? dayNames.indexOf(weekday) + 1 : 1,
    dayOfMonth: day ? Number(day) : 1,
  };
  return often.weekday > 0 && ruleOf(often) === rule ? often : null;
}

/** Today's date in a zone, as the form's first day: what lies before now is left out by the server. */
export function todayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
}
