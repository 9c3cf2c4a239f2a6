import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { leastJudged, sayableOf } from "../../../../src/reputation/figures.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { type Gaps, type Quality, qualityQuery } from "./queries.ts";
import classes from "./reputation.module.css";

const mostNamed = 3;

type Rate = Pick<Quality, "errorRate" | "judged" | "low" | "high">;

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
  const told = ({ errorRate, judged, low, high }: Rate) => ({
    rate: percent(errorRate ?? 0),
    judged,
    least: leastJudged,
    more: leastJudged - judged,
    low: percent(low ?? 0),
    high: percent(high ?? 1),
  });
  const gaps = props.gaps?.items ?? [];
  return (
    <div className={classes.quality}>
      {data && (
        <p>
          <Icon name="info-circle" size={16} />{" "}
          {t(`reputation.quality.${sayableOf(data.judged)}`, told(data))}
        </p>
      )}
      {/* One rate over several scorers says nothing of any of them. */}
      {data && data.scorers.length > 1 && (
        <ul>
          {data.scorers.map((scorer) => (
            <li key={scorer.scorer}>
              {t(`reputation.qualityBy.${sayableOf(scorer.judged)}`, {
                scorer:
                  scorer.scorer === "vigie"
                    ? t("reputation.scorerOwn")
                    : t("reputation.scorerModel", { scorer: scorer.scorer }),
                ...told(scorer),
              })}
            </li>
          ))}
        </ul>
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
