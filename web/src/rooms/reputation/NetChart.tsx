import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import type { MentionsSearch } from "../mentions/search.ts";
import { isRunning, type useBucketWords } from "./bucket-words.ts";
import { fewMentions } from "./KeyFigures.tsx";
import type { Bucket } from "./queries.ts";
import classes from "./reputation.module.css";

const height = 140;
const pad = { top: 10, right: 8, bottom: 10, left: 36 };

/**
 * Net sentiment around 0, from −1 to 1; no line where too few spoke to tell, nor where the time still runs. One stop of
 * the Tab key: arrows walk, Enter opens the mentions; a finger pins first, and opens with the second touch.
 */
export function NetChart(props: {
  title: string;
  buckets: readonly Bucket[];
  words: ReturnType<typeof useBucketWords>;
  now: number;
  doorTo: (bucket: Bucket) => MentionsSearch;
  onOpen: (search: MentionsSearch) => void;
}) {
  const { buckets, words } = props;
  const t = useWords();
  const intl = useIntl();
  const { ref, width } = useElementSize();
  const [active, setActive] = useState<number | null>(null);
  const step = Math.max(0, width - pad.left - pad.right) / Math.max(1, buckets.length);
  const xOf = (index: number) => pad.left + (index + 0.5) * step;
  const y = (value: number) => pad.top + ((1 - value) / 2) * (height - pad.top - pad.bottom);
  const values = buckets.map((bucket) =>
    bucket.mentions < fewMentions || isRunning(bucket, props.now) ? null : bucket.netSentiment,
  );
  const lastTold = values.findLastIndex((value) => value !== null);
  const net = (value: number) =>
    intl.formatNumber(value, {
      signDisplay: "exceptZero",
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    });
  const textOf = (index: number) => {
    const bucket = buckets[index];
    if (!bucket) return "";
    const value = values[index] ?? null;
    const told = { when: words.long(bucket), count: bucket.mentions };
    const text =
      value === null
        ? t("reputation.netPointFew", told)
        : t("reputation.netPoint", { ...told, value: net(value) });
    return isRunning(bucket, props.now) ? `${words.long(bucket)}. ${words.note(bucket)}` : text;
  };
  const open = (index: number) => {
    const bucket = buckets[index];
    if (bucket) props.onOpen(props.doorTo(bucket));
  };
  const last = buckets.length - 1;
  const press = (event: KeyboardEvent) => {
    const at = active ?? last;
    const moves: Record<string, number> = {
      ArrowLeft: Math.max(0, at - 1),
      ArrowRight: Math.min(last, at + 1),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to !== undefined) setActive(to);
    else if (event.key === "Enter" && active !== null) open(active);
    else if (event.key === "Escape" && active !== null) setActive(null);
    else return;
    event.preventDefault();
  };
  const told = buckets[lastTold];
  return (
    <figure className={classes.chart}>
      <figcaption>
        {told
          ? t("reputation.netFinding", { value: net(values[lastTold] ?? 0), when: words.long(told) })
          : t("reputation.netFew", { least: fewMentions })}
      </figcaption>
      <div
        ref={ref}
        className={classes.canvas}
        style={{ height }}
        role="slider"
        tabIndex={0}
        aria-label={`${props.title}. ${t("reputation.netKeys")}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={active ?? Math.max(0, last)}
        aria-valuetext={textOf(active ?? last)}
        onKeyDown={press}
        onMouseLeave={({ currentTarget }) => currentTarget !== document.activeElement && setActive(null)}
      >
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
            {active !== null && (
              <rect
                x={xOf(active) - step / 2}
                y={pad.top}
                width={step}
                height={height - pad.top - pad.bottom}
                fill="var(--outline)"
                opacity={0.18}
              />
            )}
            {buckets.map((bucket, index) => {
              const value = values[index] ?? null;
              const before = values[index - 1] ?? null;
              return (
                // biome-ignore lint/a11y/noStaticElementInteractions: the slider around it has the keys
                <g
                  key={bucket.from}
                  className={classes.column}
                  onMouseEnter={() => setActive(index)}
                  // A finger pins first, and opens with the second touch.
                  onClick={() => (active === index ? open(index) : setActive(index))}
                >
                  <rect x={xOf(index) - step / 2} y={0} width={step} height={height} fill="transparent" />
                  {value !== null && before !== null && (
                    <line
                      x1={xOf(index - 1)}
                      y1={y(before)}
                      x2={xOf(index)}
                      y2={y(value)}
                      stroke="var(--brand)"
                      strokeWidth={2}
                      pointerEvents="none"
                    />
                  )}
                  {value !== null && <circle cx={xOf(index)} cy={y(value)} r={3} fill="var(--brand)" />}
                </g>
              );
            })}
          </svg>
        )}
      </div>
      <p className={classes.detail}>{active === null ? t("reputation.netKeys") : textOf(active)}</p>
    </figure>
  );
}
