import { useElementSize } from "@mantine/hooks";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { isRunning, type useBucketWords } from "./bucket-words.ts";
import { fewMentions } from "./KeyFigures.tsx";
import type { Bucket } from "./queries.ts";
import classes from "./reputation.module.css";

const height = 140;
const pad = { top: 10, right: 8, bottom: 10, left: 36 };

/** Net sentiment around 0, from −1 to 1; no line where too few spoke to tell, nor where the time still runs. */
export function NetChart(props: {
  buckets: readonly Bucket[];
  words: ReturnType<typeof useBucketWords>;
  now: number;
}) {
  const t = useWords();
  const intl = useIntl();
  const { ref, width } = useElementSize();
  const step = Math.max(0, width - pad.left - pad.right) / Math.max(1, props.buckets.length);
  const y = (value: number) => pad.top + ((1 - value) / 2) * (height - pad.top - pad.bottom);
  const points = props.buckets.map((bucket, index) =>
    bucket.netSentiment === null || bucket.mentions < fewMentions || isRunning(bucket, props.now)
      ? null
      : { x: pad.left + (index + 0.5) * step, value: bucket.netSentiment, bucket },
  );
  const told = points.filter((point) => point !== null);
  const last = told.at(-1);
  const net = (value: number) =>
    intl.formatNumber(value, {
      signDisplay: "exceptZero",
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    });
  return (
    <figure className={classes.chart}>
      <figcaption>
        {last
          ? t("reputation.netFinding", { value: net(last.value), when: props.words.long(last.bucket) })
          : t("reputation.netFew", { least: fewMentions })}
      </figcaption>
      <div ref={ref} style={{ height }}>
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true">
            {[1, 0, -1].map((value) => (
              <g key={value}>
                <line
                  x1={pad.left}
                  x2={width - pad.right}
                  y1={y(value)}
                  y2={y(value)}
                  stroke={value === 0 ? "var(--outline)" : "var(--hairline)"}
                />
                <text
                  x={pad.left - 8}
                  y={y(value) + 4}
                  textAnchor="end"
                  fontSize={12}
                  fill="var(--text-third)"
                >
                  {intl.formatNumber(value, { signDisplay: "exceptZero" })}
                </text>
              </g>
            ))}
            {points.map((point, index) => {
              const before = points[index - 1];
              return (
                point && (
                  <g key={point.bucket.from}>
                    {before && (
                      <line
                        x1={before.x}
                        y1={y(before.value)}
                        x2={point.x}
                        y2={y(point.value)}
                        stroke="var(--brand)"
                        strokeWidth={2}
                      />
                    )}
                    <circle cx={point.x} cy={y(point.value)} r={3} fill="var(--brand)" />
                  </g>
                )
              );
            })}
          </svg>
        )}
      </div>
    </figure>
  );
}
