import { Button } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useSignedIn } from "../../api/session.ts";
import { monitorsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { countQuery } from "./queries.ts";
import type { MentionsSearch, View } from "./search.ts";
import { useSteady } from "./steady.ts";
import { filtersOf, viewFilters } from "./view.ts";

/** From the one that is dropped most lightly. */
const droppable = [
  "answered",
  "language",
  "label",
  "network",
  "author",
  "site",
  "period",
  "q",
  "monitor",
] as const;

/** Nothing found: what would be without one of the filters, the first of them without which there is something. */
export function Nothing(props: {
  search: MentionsSearch;
  view: View;
  onChange: (change: Partial<MentionsSearch>) => void;
}) {
  const { search, view } = props;
  const t = useWords();
  const { user } = useSignedIn();
  const given = droppable.filter((name) => search[name] !== undefined);
  const filters = useSteady(
    given.map((name) => filtersOf({ ...search, [name]: undefined }, Date.now())),
    search,
  );
  const counts = useQueries({
    queries: filters.map((asked) => countQuery({ ...asked, ...viewFilters(view, user.id) })),
  });
  const monitors = useQuery(monitorsQuery);
  if (given.length === 0 && monitors.data?.items.length === 0)
    return (
      <Empty icon="messages" text={t("mentions.noMonitor")}>
        <Link to="/mentions" search={{ monitors: "new" }}>
          {t("monitors.new")}
        </Link>
      </Empty>
    );
  if (given.length === 0)
    return <Empty icon="messages" text={t(view === "all" ? "mentions.none" : `mentions.empty.${view}`)} />;
  const index = counts.findIndex(({ data }) => data !== undefined && data.count > 0);
  const name = given[index];
  return (
    <Empty icon="messages" text={t("mentions.empty")}>
      {name && (
        <Button variant="light" onClick={() => props.onChange({ [name]: undefined })}>
          {t("mentions.without", {
            count: counts[index]?.data?.count ?? 0,
            filter: t(`mentions.filter.${name}`),
          })}
        </Button>
      )}
    </Empty>
  );
}
