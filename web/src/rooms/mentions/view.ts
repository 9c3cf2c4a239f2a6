import { type MentionFilters, type MentionsSearch, periods, type View } from "./search.ts";

const filterNames = ["q", "monitor", "label", "language", "network", "author", "site", "from", "to"] as const;

/** What is seen without a word on it: what awaits an answer, or all that the filters of a link find. */
export function viewOf(search: MentionsSearch): View {
  if (search.view) return search.view;
  const isFiltered = filterNames.some((name) => search[name] !== undefined) || search.period !== undefined;
  return isFiltered ? "all" : "todo";
}

/** The filters as the API takes them; a period by its name begins so long before `now`. */
export function filtersOf(search: MentionsSearch, now: number): MentionFilters {
  const filters: MentionFilters = {};
  for (const name of filterNames)
    if (search[name] !== undefined) Object.assign(filters, { [name]: search[name] });
  if (search.period && !filters.from)
    filters.from = new Date(now - periods[search.period] * 3_600_000).toISOString();
  return filters;
}

/** What a view adds to the filters. @param me id of the person who looks */
export function viewFilters(view: View, me: string) {
  switch (view) {
    case "todo":
      return { triage: "new", later: "false" } as const;
    case "mine":
      return { triage: "new", assignee: me } as const;
    case "later":
      return { triage: "new", later: "true" } as const;
    case "all":
      return {};
  }
}
