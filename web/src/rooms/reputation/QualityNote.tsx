import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { type Gaps, qualityQuery } from "./queries.ts";
import classes from "./reputation.module.css";

const mostNamed = 3;

/** How sure the figures are: how often people found a label wrong, and when a source was not heard. */
export function QualityNote(props: { monitor: string; gaps: Gaps | undefined; timeZone: string }) {
  const t = useWords();
  const intl = useIntl();
  const quality = useQuery(qualityQuery(props.monitor));
  const percent = (value: number) => intl.formatNumber(value, { style: "percent", maximumFractionDigits: 0 });
  const at = (instant: string) =>
    intl.formatDate(instant, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      timeZone: props.timeZone,
    });
  const { data } = quality;
  const gaps = props.gaps?.items ?? [];
  return (
    <div className={classes.quality}>
      {data && (
        <p>
          <Icon name="info-circle" size={16} />{" "}
          {data.errorRate === null || data.low === null || data.high === null
            ? t("reputation.qualityNone")
            : t("reputation.quality", {
                rate: percent(data.errorRate),
                judged: data.judged,
                low: percent(data.low),
                high: percent(data.high),
              })}
        </p>
      )}
      {gaps.slice(0, mostNamed).map((gap) => (
        <p key={`${gap.source} ${gap.from}`}>
          <Icon name="wifi-off" size={16} />{" "}
          {gap.to
            ? t("reputation.gap", { name: gap.name, from: at(gap.from), to: at(gap.to) })
            : t("reputation.gapOpen", { name: gap.name, from: at(gap.from) })}
        </p>
      ))}
      {gaps.length > mostNamed && <p>{t("reputation.moreGaps", { count: gaps.length - mostNamed })}</p>}
    </div>
  );
}
