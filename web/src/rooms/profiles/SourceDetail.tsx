import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import classes from "./profiles.module.css";
import { sourceQuery } from "./queries.ts";

/** How a source is read, and what of it could not be. */
export function SourceDetail({ id }: { id: string }) {
  const t = useWords();
  const intl = useIntl();
  const usd = (value: number) => intl.formatNumber(value, { style: "currency", currency: "USD" });
  const detail = useQuery(sourceQuery(id));
  return (
    <div className={classes.more}>
      <Read query={detail} what="profiles.whatSources" rows={1}>
        {({ health, rejected, mode }) => (
          <>
            <p>
              {mode === "stream"
                ? t("source.isStream")
                : t("source.every", { seconds: intl.formatNumber(health.intervalSeconds) })}
              {health.callsPerDay !== null &&
                ` · ${t("health.callsPerDay", { calls: intl.formatNumber(health.callsPerDay) })}`}
              {health.quota?.remaining != null &&
                ` · ${t("health.left", {
                  left: intl.formatNumber(health.quota.remaining),
                  limit: health.quota.limit === null ? "?" : intl.formatNumber(health.quota.limit),
                })}`}
            </p>
            {health.month && (
              <p>
                {t(health.month.budgetUsd === null ? "source.monthCost" : "source.monthBudget", {
                  cost: usd(health.month.costUsd),
                  budget: usd(health.month.budgetUsd ?? 0),
                })}
              </p>
            )}
            {health.lastPolledAt && (
              <p>
                {t("source.lastRead")} <Moment at={health.lastPolledAt} relative />
              </p>
            )}
            {health.nextPollAt && (
              <p>
                {t("source.nextRead")} <Moment at={health.nextPollAt} />
              </p>
            )}
            {rejected.length === 0 ? (
              <p className="third">{t("source.noneRejected")}</p>
            ) : (
              <>
                <p>{t("source.rejected", { count: rejected.length })}</p>
                <ul>
                  {rejected.map((item) => (
                    <li key={`${item.at} ${item.remoteId}`}>
                      <Moment at={item.at} /> {item.reason}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Read>
    </div>
  );
}
