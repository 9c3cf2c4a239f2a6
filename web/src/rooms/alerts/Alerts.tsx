import { Button, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../api/session.ts";
import { monitorsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { AlertChip } from "./AlertChip.tsx";
import { AlertPane } from "./AlertPane.tsx";
import classes from "./alerts.module.css";
import { type Alert, alertsQuery, rulesQuery } from "./queries.ts";
import { Rules } from "./Rules.tsx";
import { alertTabs } from "./route.ts";

/** What was seen, why it matters, and what can be done about it. */
function Alerts() {
  const t = useWords();
  const { tab = "firing", alert } = alertsLazyRoute.useSearch();
  const navigate = alertsLazyRoute.useNavigate();
  const [isMaking, setMaking] = useState(false);
  const mayChange = useMay("configure");
  const counts = {
    firing: useQuery(alertsQuery("firing")).data?.items.length,
    acknowledged: useQuery(alertsQuery("acknowledged")).data?.items.length,
  };
  const countOf = (count: number | undefined) => (count ? ` ${count}` : "");
  return (
    <Room
      title={t("rooms.alerts")}
      actions={
        tab === "rules" && mayChange ? (
          <Button leftSection={<Icon name="plus" />} onClick={() => setMaking(true)}>
            {t("rules.new")}
          </Button>
        ) : undefined
      }
    >
      <Tabs
        value={tab}
        onChange={(value) => {
          const next = alertTabs.find((name) => name === value);
          void navigate({ search: (search) => ({ ...search, tab: next, alert: undefined }), replace: true });
        }}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="firing">
            {t("alerts.tabFiring")}
            {countOf(counts.firing)}
          </Tabs.Tab>
          <Tabs.Tab value="acknowledged">
            {t("alerts.tabAcknowledged")}
            {countOf(counts.acknowledged)}
          </Tabs.Tab>
          <Tabs.Tab value="resolved">{t("alerts.tabResolved")}</Tabs.Tab>
          <Tabs.Tab value="rules">{t("alerts.tabRules")}</Tabs.Tab>
        </Tabs.List>
        {alertTabs.map((name) => (
          <Tabs.Panel key={name} value={name}>
            {name === "rules" ? (
              <Rules isMaking={isMaking} onMade={() => setMaking(false)} />
            ) : (
              <Desk state={name} chosen={alert ?? null} />
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Room>
  );
}

export const alertsLazyRoute = createLazyRoute("/frame/alerts")({ component: Alerts });

/** The list, and what is chosen of it beside; on a phone one of the two. */
function Desk({ state, chosen }: { state: Alert["state"]; chosen: string | null }) {
  const t = useWords();
  const list = useQuery(alertsQuery(state));
  return (
    <Read query={list} what="alerts.what">
      {({ items }) => {
        const reading = chosen ?? items[0]?.id ?? null;
        if (reading === null)
          return (
            <Card>
              <Calm state={state} />
            </Card>
          );
        return (
          <div className={classes.desk} data-chosen={chosen !== null || undefined}>
            {items.length > 0 && (
              <nav className={classes.list} aria-label={t("alerts.list")}>
                {items.map((alert) => (
                  <ListedAlert key={alert.id} alert={alert} isChosen={alert.id === reading} />
                ))}
              </nav>
            )}
            <AlertPane key={reading} id={reading} />
          </div>
        );
      }}
    </Read>
  );
}

function ListedAlert({ alert, isChosen }: { alert: Alert; isChosen: boolean }) {
  const t = useWords();
  const monitors = useQuery(monitorsQuery);
  const rules = useQuery(rulesQuery);
  const kind = rules.data?.items.find(({ id }) => id === alert.rule)?.kind;
  const about =
    monitors.data?.items.find(({ id }) => id === alert.monitor)?.name ?? alert.evidence.subject?.name ?? "";
  return (
    <Link
      from="/alerts"
      to="/alerts"
      search={(search) => ({ ...search, alert: alert.id })}
      className={classes.listed}
      aria-current={isChosen ? "true" : undefined}
    >
      <AlertChip alert={alert} />
      <b>{about}</b>
      <span className={classes.listedMore}>
        {kind && t(`alerts.kind.${kind}`)}
        <span className="third">
          <Moment at={alert.startedAt} relative />
        </span>
      </span>
    </Link>
  );
}

/** Nothing there, with what is watching meanwhile. */
function Calm({ state }: { state: Alert["state"] }) {
  const t = useWords();
  const rules = useQuery(rulesQuery);
  const last = useQuery({ ...alertsQuery("resolved"), enabled: state === "firing" });
  const count = rules.data?.items.filter(({ enabled }) => enabled).length ?? 0;
  switch (state) {
    case "acknowledged":
      return <Empty icon="bell" text={t("alerts.noneAcknowledged")} />;
    case "resolved":
      return <Empty icon="bell" text={t("alerts.noneResolved")} />;
    case "firing": {
      const [newest] = last.data?.items ?? [];
      return (
        <Empty icon="bell" text={t("alerts.calm", { count })}>
          {newest && (
            <Link to="/alerts" search={{ tab: "resolved", alert: newest.id }}>
              {t("alerts.lastOne")} <Moment at={newest.openedAt} relative />
            </Link>
          )}
          {rules.data && count === 0 && (
            <Link to="/alerts" search={{ tab: "rules" }}>
              {t("rules.new")}
            </Link>
          )}
        </Empty>
      );
    }
  }
}
