import { labels, type MentionsSearch, type PeriodName, periods } from "../mentions/search.ts";

export const intervals = ["hour", "day", "week", "month"] as const;
export type Interval = (typeof intervals)[number];

/** What figures may be held against; the time just before unless another is chosen. */
export const comparisons = ["previous", "last-week", "last-year"] as const;
export type Comparison = (typeof comparisons)[number];

/** What the address says of the figures shown. */
export interface ReputationSearch
  extends Pick<
    MentionsSearch,
    "monitor" | "period" | "from" | "to" | "label" | "language" | "network" | "author" | "site"
  > {
  interval?: Interval;
  /** Against which time; false: none. Left out: the one just before. */
  compare?: Exclude<Comparison, "previous"> | false;
  /** With what is usual at such a time. */
  usual?: true;
  /** Rows instead of pictures. */
  table?: boolean;
}

const texts = ["monitor", "language", "network", "author", "site"] as const;

/** What does not make sense is left out. */
export function readReputationSearch(given: Record<string, unknown>): ReputationSearch {
  const search: ReputationSearch = {};
  for (const name of texts) {
    const value = given[name];
    if (typeof value === "string" && value.trim() !== "") search[name] = value.slice(0, 300);
  }
  for (const name of ["from", "to"] as const) {
    const at = typeof given[name] === "string" ? new Date(given[name]) : null;
    if (at && !Number.isNaN(at.getTime())) search[name] = at.toISOString();
  }
  const label = [...labels, "none" as const].find((known) => known === given.label);
  if (label) search.label = label;
  const period = Object.keys(periods).find((known) => known === given.period);
  if (period) search.period = period as PeriodName;
  const interval = intervals.find((known) => known === given.interval);
  if (interval) search.interval = interval;
  if (given.compare === false || given.compare === "last-week" || given.compare === "last-year")
    search.compare = given.compare;
  if (given.usual === true) search.usual = true;
  if (given.table === true) search.table = true;
  return search;
}

/** Null: against nothing. */
export function comparisonOf({ compare }: ReputationSearch): Comparison | null {
  return compare === false ? null : (compare ?? "previous");
}
