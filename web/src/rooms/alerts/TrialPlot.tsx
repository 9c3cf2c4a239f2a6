import { useElementSize } from "@mantine/hooks";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import classes from "./alerts.module.css";
import { niceTop, scaleOf } from "./plot.ts";

const height = 96;
const edge = { top: 14, bottom: 20, left: 28 };

/** A column a day, a flag for each time the rule would have spoken. Their list stands below. */
export function TrialPlot(props: {
  days: readonly { from: number; to: number; count: number }[];
  alerts: readonly number[];
}) {
  const { days, alerts } = props;
  const t = useWords();
  const intl = useIntl();
  const { ref, width } = useElementSize();
  const from = days[0]?.from ?? 0;
  const to = days.at(-1)?.to ?? 1;
  const top = niceTop(Math.max(1, ...days.map(({ count }) => count)));
  const x = scaleOf(from, to, edge.left, Math.max(edge.left + 1, width));
  const y = scaleOf(0, top, height - edge.bottom, edge.top);
  const dayOf = (at: number) => intl.formatDate(at, { day: "numeric", month: "short" });
  return (
    <figure className={classes.figure} style={{ padding: 0 }} ref={ref}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={t("rules.triedChart")}>
          <text className={classes.tick} x={edge.left - 6} y={edge.top + 4} textAnchor="end">
            {intl.formatNumber(top, { notation: "compact" })}
          </text>
          <line className={classes.gridLine} x1={edge.left} x2={width} y1={y(0)} y2={y(0)} />
          {days.map((day) => (
            <rect
              key={day.from}
              className={classes.column}
              x={x(day.from)}
              y={y(day.count)}
              width={Math.max(1, x(day.to) - x(day.from) - 1)}
              height={y(0) - y(day.count)}
            />
          ))}
          {alerts.map((at) => (
            <path key={at} className={classes.flag} d={`M${x(at)} ${y(0)}V2l7 4-7 4`} />
          ))}
          <text className={classes.tick} x={edge.left} y={height - 4}>
            {dayOf(from)}
          </text>
          <text className={classes.tick} x={width} y={height - 4} textAnchor="end">
            {dayOf(to)}
          </text>
        </svg>
      )}
    </figure>
  );
}
