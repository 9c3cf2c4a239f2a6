import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { rulesQuery } from "../alerts/queries.ts";
import { alertsOfQuery } from "../reputation/queries.ts";
import classes from "./mentions.module.css";
import type { Mention } from "./queries.ts";

/** The alerts in whose time a mention was published, where it is one of those they count. */
export function AlertDoors({ mention }: { mention: Mention }) {
  const t = useWords();
  const rules = useQuery(rulesQuery);
  const alerts = useQueries({ queries: mention.monitors.map((id) => alertsOfQuery(id)) });
  const at = Date.parse(mention.publishedAt);
  const during = alerts
    .flatMap(({ data }) => data?.items ?? [])
    .flatMap((alert) => {
      const kind = rules.data?.items.find(({ id }) => id === alert.rule)?.kind;
      const isOver = alert.resolvedAt !== null && Date.parse(alert.resolvedAt) <= at;
      const isCounted =
        kind === "volume-spike" || (kind === "negative-spike" && mention.sentiment.label === "negative");
      return kind && isCounted && !isOver && Date.parse(alert.startedAt) <= at ? [{ ...alert, kind }] : [];
    });
  if (during.length === 0) return null;
  return (
    <p className={classes.facts}>
      {during.map(({ id, kind, state }) => (
        <Link key={id} to="/alerts" search={{ tab: state, alert: id }}>
          <Icon name="flag" size={14} /> {t(`alerts.kind.${kind}`)}
        </Link>
      ))}
    </p>
  );
}
