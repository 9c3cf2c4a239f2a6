import { type MentionFilters, type MentionsSearch, periods, type View } from "./search.ts";

const filterNames = ["q", "monitor", "label", "language", "network", "author", "site", "from", "to"] as const;

/** What is seen without a word on it: what awaits an answer, or all that the filters of a link find. */
export function viewOf(search: MentionsSearch): View {
  if (search.view) return search.view;
  const isFiltered = [...filterNames, "period" as const, "answered" as const].some(
    (name) => search[name] !== undefined,
  );
  return isFiltered ? "all" : "todo";
}

/** The filters as the API takes them; a period by its name begins so long before `now`. */
export function filtersOf(
  search: MentionsSearch,
  now: number,
): MentionFilters & { answered?: "true" | "false" } {
  const filters: ReturnType<typeof filtersOf> = {};
  for (const name of filterNames)
    if (search[name] !== undefined) Object.assign(filters, { [name]: search[name] });
  if (search.period && !filters.from)
    filters.from = new Date(now - periods[search.period] * 3_600_000).toISOString();
  if (search.answered !== undefined) filters.answered = search.answered ? "true" : "false";
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

/** What a decision took out of the view leaves the list at once, before the server is asked again. */
export function isInView(
  mention: { triage: string; laterUntil: string | null; assignee: string | null },
  view: View,
  me: string,
): boolean {
  if (view === "all") return true;
  if (mention.triage !== "new") return false;
  const isLater = mention.laterUntil !== null && Date.parse(mention.laterUntil) > Date.now();
  if (view === "mine") return mention.assignee === me;
  return isLater === (view === "later");
}

/** An address says nothing of what is not asked for. */
export function withoutEmpty<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}
