import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import classes from "./mentions.module.css";
import { waitingQuery } from "./queries.ts";
import { type MentionFilters, type View, views } from "./search.ts";
import { viewFilters } from "./view.ts";

/** What awaits somebody, among what the filters find; what awaits nobody is not counted. */
export function Views(props: { view: View; filters: MentionFilters; onChange: (view: View) => void }) {
  const { filters } = props;
  const t = useWords();
  const intl = useIntl();
  const { user } = useSignedIn();
  const waiting: Partial<Record<View, number>> = {
    todo: useQuery(waitingQuery({ ...filters, ...viewFilters("todo", user.id) })).data?.count ?? 0,
    mine: useQuery(waitingQuery({ ...filters, ...viewFilters("mine", user.id) })).data?.count ?? 0,
  };
  const word = (view: View) => {
    const count = waiting[view] ?? 0;
    const name = t(`mentions.view.${view}`);
    return count === 0 ? name : t("mentions.viewCount", { view: name, count: intl.formatNumber(count) });
  };
  return (
    <SegmentedControl
      className={classes.views}
      size="xs"
      aria-label={t("mentions.view")}
      value={props.view}
      data={views.map((view) => ({ value: view, label: word(view) }))}
      onChange={(value) => props.onChange(views.find((view) => view === value) ?? "all")}
    />
  );
}
