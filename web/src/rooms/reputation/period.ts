import { type MentionFilters, type MentionsSearch, periods } from "../mentions/search.ts";
import type { Interval, ReputationSearch } from "./search.ts";

export interface Period {
  from: string;
  to: string;
}

const defaultPeriod = "7d";
const minute = 60_000;
const hour = 3_600_000;

/** The period shown, ending with the minute that runs: every figure is asked for exactly the same one. */
export function periodOf(search: ReputationSearch, now: number): Period {
  const end = search.to ? Date.parse(search.to) : Math.ceil(now / minute) * minute;
  const length = periods[search.period ?? defaultPeriod] * hour;
  const start = search.from ? Date.parse(search.from) : end - length;
  return { from: new Date(Math.min(start, end - minute)).toISOString(), to: new Date(end).toISOString() };
}

/** So that a chart has some 25 to 60 columns. */
export function intervalOf(search: ReputationSearch, { from, to }: Period): Interval {
  if (search.interval) return search.interval;
  const hours = (Date.parse(to) - Date.parse(from)) / hour;
  if (hours <= 72) return "hour";
  return hours <= 70 * 24 ? "day" : "week";
}

/** What narrows every figure, under the names of the API. */
export function narrowed({ label, language, network, author, site }: ReputationSearch): MentionFilters {
  const filters = { label, language, network, author, site };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

/** The mentions behind a figure: its filters, its period, and all of them whatever was done with them. */
export function door(
  search: ReputationSearch,
  monitor: string,
  period: Period,
  more: Pick<MentionsSearch, keyof MentionFilters | "answered">,
): MentionsSearch {
  const { from, to } = period;
  return { ...narrowed(search), monitor, from, to, ...more, view: "all" };
}
