import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import { api, ask } from "../../api/client.ts";
import { type Profile, profilesQuery, type Source } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useNow } from "../../shared/now.ts";
import { Read } from "../../shared/Read.tsx";
import { Card } from "../../shared/Room.tsx";
import { watchedSourcesQuery } from "../profiles/queries.ts";
import classes from "./health.module.css";

const everyMilliseconds = 10_000;
const healthQuery = queryOptions({
  queryKey: ["publications", "health"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/health", { signal })),
  refetchInterval: everyMilliseconds,
});
/** The scheduler looks every second: longer than this, and it does not run. */
const lateSchedulerSeconds = 15;
const soonDays = 14;
const dayMilliseconds = 86_400_000;

/** Whether what was planned goes out as planned, and whether all of the machinery runs. */
export function HealthPanel() {
  const t = useWords();
  const health = useQuery(healthQuery);
  return (
    <div className={classes.panel}>
      <Read query={health} what="health.what">
        {({ lateness, publications, schedulerSeenAt, queue }) => (
          <>
            <Card label={t("health.onTime")}>
              <h2 className={classes.title}>{t("health.onTime")}</h2>
              <dl className={classes.figures}>
                {lateness ? (
                  <>
                    <Figure name={t("health.median")} value={<Seconds value={lateness.p50Seconds} />} />
                    <Figure name={t("health.p95")} value={<Seconds value={lateness.p95Seconds} />} />
                    <Figure name={t("health.p99")} value={<Seconds value={lateness.p99Seconds} />} />
                    <Figure name={t("health.counted")} value={lateness.publications} />
                  </>
                ) : (
                  <Figure name={t("health.lateness")} value={t("health.nothingOut")} />
                )}
              </dl>
            </Card>
            <Card label={t("health.forYou")}>
              <h2 className={classes.title}>{t("health.forYou")}</h2>
              <dl className={classes.figures}>
                {(["unconfirmed", "failed", "missed", "held"] as const).map((need) => (
                  <Figure
                    key={need}
                    name={t(`health.${need}`)}
                    value={
                      publications[need] === 0 ? (
                        0
                      ) : (
                        <Link to="/calendar" search={{ need }}>
                          {publications[need]}
                        </Link>
                      )
                    }
                  />
                ))}
              </dl>
            </Card>
            <Card label={t("health.machinery")}>
              <h2 className={classes.title}>{t("health.machinery")}</h2>
              <dl className={classes.figures}>
                <Figure name={t("health.scheduler")} value={<SchedulerSeen at={schedulerSeenAt} />} />
                <Figure name={t("health.queue")} value={queue.waiting} />
                <Figure
                  name={t("health.backend")}
                  value={queue.backend === "redis" ? "Redis" : "PostgreSQL"}
                />
              </dl>
            </Card>
          </>
        )}
      </Read>
      <Access />
      <Quotas />
    </div>
  );
}

function Figure({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Seconds({ value }: { value: number }) {
  const intl = useIntl();
  return intl.formatNumber(value, {
    style: "unit",
    unit: "second",
    unitDisplay: "short",
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
}

function SchedulerSeen({ at }: { at: string | null }) {
  const t = useWords();
  const now = useNow(1000);
  if (at === null) return <Chip tone="critical" icon="alert-octagon" text={t("health.never")} />;
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000));
  return seconds > lateSchedulerSeconds ? (
    <Chip tone="critical" icon="alert-octagon" text={t("health.secondsAgo", { seconds })} />
  ) : (
    <Chip tone="state-published" icon="circle-check" text={t("health.running")} />
  );
}

/** Profiles that cannot publish, or will not for long. */
function Access() {
  const t = useWords();
  const now = useNow(60_000);
  const profiles = useQuery(profilesQuery);
  const ending = (profiles.data?.items ?? []).filter(
    ({ state, accessEndsAt }) =>
      state === "reconnect" ||
      (accessEndsAt !== null && Date.parse(accessEndsAt) < now + soonDays * dayMilliseconds),
  );
  return (
    <Card label={t("health.access")}>
      <h2 className={classes.title}>{t("health.access")}</h2>
      {ending.length === 0 ? (
        <p className={classes.calm}>{t("health.accessCalm", { days: soonDays })}</p>
      ) : (
        <ul className={classes.lines}>
          {ending.map((profile) => (
            <AccessLine key={profile.id} profile={profile} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function AccessLine({ profile }: { profile: Profile }) {
  const t = useWords();
  return (
    <li>
      <NetworkIcon network={profile.network} />
      <b>{profile.name}</b>
      {profile.state === "reconnect" ? (
        <Chip tone="critical" icon="plug-connected-x" text={t("profiles.reconnect")} />
      ) : (
        <span>
          {t("health.endsAt")} {profile.accessEndsAt && <Moment at={profile.accessEndsAt} />}
        </span>
      )}
    </li>
  );
}

/** What networks let Vigie ask, have left, and take for it. */
function Quotas() {
  const t = useWords();
  const sources = useQuery(watchedSourcesQuery);
  const limited = (sources.data?.items ?? []).filter(
    ({ health }) => health.quota !== null || health.estimatedMonthlyCostUsd !== null,
  );
  if (limited.length === 0) return null;
  return (
    <Card label={t("health.quotas")}>
      <h2 className={classes.title}>{t("health.quotas")}</h2>
      <ul className={classes.lines}>
        {limited.map((source) => (
          <QuotaLine key={source.id} source={source} />
        ))}
      </ul>
    </Card>
  );
}

function QuotaLine({ source }: { source: Source }) {
  const t = useWords();
  const intl = useIntl();
  const { quota, estimatedMonthlyCostUsd: cost, callsPerDay } = source.health;
  const number = (value: number) => intl.formatNumber(value);
  return (
    <li>
      <NetworkIcon network={source.network} />
      <b>{source.name}</b>
      <span className="third">
        {[
          quota?.remaining !== undefined &&
            quota.remaining !== null &&
            t("health.left", {
              left: number(quota.remaining),
              limit: quota.limit === null ? "?" : number(quota.limit),
            }),
          callsPerDay !== null && t("health.callsPerDay", { calls: number(callsPerDay) }),
          cost !== null &&
            t("health.cost", { cost: intl.formatNumber(cost, { style: "currency", currency: "USD" }) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </li>
  );
}
