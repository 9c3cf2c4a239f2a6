export const labels = ["negative", "neutral", "positive"] as const;
export type Label = (typeof labels)[number];
export const views = ["todo", "mine", "later", "all"] as const;
export type View = (typeof views)[number];
/** Hours back from now. */
export const periods = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24, "90d": 90 * 24 } as const;
export type PeriodName = keyof typeof periods;

/** What the API filters mentions by, under the API's names. */
export interface MentionFilters {
  q?: string;
  monitor?: string;
  label?: Label | "none";
  language?: string;
  network?: string;
  author?: string;
  site?: string;
  /** Instants; `from` is included, `to` is not. */
  from?: string;
  to?: string;
}

/**
 * What the address says of the mentions shown. A link with filters and no view shows all that they find, so that a
 * figure elsewhere opens exactly the mentions it counted.
 */
export interface MentionsSearch extends MentionFilters {
  view?: View;
  period?: PeriodName;
  /** Whether an answer to it went out. */
  answered?: boolean;
  /** The mention that is read. */
  open?: string;
  /** Monitors beside the list: all of them, a new one, or the one with this id. */
  monitors?: string;
}

const texts = ["q", "monitor", "language", "network", "author", "site", "open", "monitors"] as const;
const mostCharacters = 300;

/** What a named view keeps: not what is open. */
export function keptOf({ open: _open, monitors: _monitors, ...kept }: MentionsSearch): MentionsSearch {
  return kept;
}

/** What does not make sense is left out. */
export function readMentionsSearch(given: Record<string, unknown>): MentionsSearch {
  const search: MentionsSearch = {};
  for (const name of texts) {
    const value = given[name];
    // A word of digits alone comes as a number.
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text === "string" && text.trim() !== "") search[name] = text.slice(0, mostCharacters);
  }
  const label = [...labels, "none" as const].find((known) => known === given.label);
  if (label) search.label = label;
  for (const name of ["from", "to"] as const) {
    const at = typeof given[name] === "string" ? new Date(given[name]) : null;
    if (at && !Number.isNaN(at.getTime())) search[name] = at.toISOString();
  }
  if (typeof given.answered === "boolean") search.answered = given.answered;
  const view = views.find((known) => known === given.view);
  if (view) search.view = view;
  const period = Object.keys(periods).find((known) => known === given.period);
  if (period) search.period = period as PeriodName;
  return search;
}
