import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";
import { type CalendarView, calendarViews, type ShownState, shownStates } from "./model.ts";

/** Of which publications a list is open: those in one state that wants a person. */
export const needs = ["unconfirmed", "failed", "missed", "held", "approval"] as const;
export type Need = (typeof needs)[number];

/** What the address says of the calendar; what it does not know is left out. */
export interface CalendarSearch {
  view?: CalendarView;
  /** A day of the period shown; today where it is left out. */
  date?: string;
  /** The zone of the clock shown. */
  zone?: string;
  profiles?: string[];
  states?: ShownState[];
  campaign?: string;
  /** One row per profile, in week and day. */
  lanes?: true;
  tray?: true;
  /** What stands in the side panel: a post, a day, or what wants a person. */
  post?: string;
  day?: string;
  need?: Need;
}

/** What does not make sense is left out. */
export const readCalendarSearch = (search: Record<string, unknown>): CalendarSearch => ({
  ...one("view", known(calendarViews, search.view)),
  ...one("date", dateFrom(search.date)),
  ...one("zone", zoneFrom(search.zone)),
  ...one("profiles", textsFrom(search.profiles)),
  ...one("states", statesFrom(search.states)),
  ...one("campaign", textFrom(search.campaign)),
  ...(search.lanes === true ? { lanes: true as const } : {}),
  ...(search.tray === true ? { tray: true as const } : {}),
  ...one("post", textFrom(search.post)),
  ...one("day", dateFrom(search.day)),
  ...one("need", known(needs, search.need)),
});

export const calendarRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/calendar",
  validateSearch: (search: Record<string, unknown>): CalendarSearch => readCalendarSearch(search),
}).lazy(() => import("./Calendar.tsx").then(({ calendarLazyRoute }) => calendarLazyRoute));

/** What a named view keeps: neither a date nor what stands in the side panel. */
export function keptOf({ view, zone, profiles, states, campaign, lanes }: CalendarSearch): CalendarSearch {
  return readCalendarSearch({ view, zone, profiles, states, campaign, lanes });
}

function one<Name extends string, Value>(name: Name, value: Value | undefined): { [N in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [N in Name]?: Value };
}

const known = <T extends string>(all: readonly T[], value: unknown): T | undefined =>
  all.find((name) => name === value);

const textFrom = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" && value.length <= 100 ? value : undefined;

/** A date that the calendar has: 30 February is none. */
function dateFrom(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value) ? value : undefined;
}

function zoneFrom(value: unknown): string | undefined {
  const text = textFrom(value);
  if (text === undefined) return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return text;
  } catch {
    return undefined;
  }
}

function textsFrom(value: unknown): string[] | undefined {
  const texts = Array.isArray(value) ? value.flatMap((item) => textFrom(item) ?? []) : [];
  return texts.length > 0 ? texts : undefined;
}

function statesFrom(value: unknown): ShownState[] | undefined {
  const given = textsFrom(value)?.flatMap((text) => known(shownStates, text) ?? []) ?? [];
  return given.length > 0 ? given : undefined;
}
