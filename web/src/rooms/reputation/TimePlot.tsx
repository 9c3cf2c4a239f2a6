import { useId, useRef } from "react";
import { useIntl } from "react-intl";
import { ChartPatterns, patternFill } from "../../shared/ChartPatterns.tsx";
import { isRunning, useBucketWords } from "./bucket-words.ts";
import classes from "./reputation.module.css";
import { type Band, Stack } from "./Stack.tsx";
import { everyNth, ticksTo } from "./scale.ts";
import type { TimeChartProps } from "./TimeChart.tsx";
import { markRows, TimeMarks } from "./TimeMarks.tsx";
import { ownIn, scaleOf, silences } from "./time-axis.ts";
import { UsualBand } from "./UsualBand.tsx";

const pad = { top: markRows.height, right: 8, bottom: 32, left: 44 };

/** The drawing of mentions over time: marks and what is usual behind, columns, the time before, own publications. */
export function TimePlot(
  props: Omit<TimeChartProps, "published"> & {
    width: number;
    /** The column that is pointed at. */
    active: number | null;
    /** What is taken: that column, or several. */
    stretch: { first: number; last: number } | null;
    band: Band | null;
    /** Milliseconds since 1970. */
    published: readonly number[];
    onPoint: (index: number) => void;
    /** A stretch was drawn across; a finger scrolls there instead. */
    onStretch: (from: number, to: number) => void;
  },
) {
  const { buckets, height, width, active, stretch, band, published } = props;
  const drawnFrom = useRef<number | null>(null);
  const isTaken = (index: number) => stretch !== null && index >= stretch.first && index <= stretch.last;
  const intl = useIntl();
  const id = useId();
  const say = useBucketWords(props);
  const inner = { width: Math.max(0, width - pad.left - pad.right), height: height - pad.top - pad.bottom };
  const before = props.before ?? [];
  const usual = props.usual ?? [];
  const highest = [
    ...[...buckets, ...before].map(({ mentions }) => mentions),
    ...usual.map((range) => range?.high ?? 0),
  ];
  const ticks = ticksTo(props.most ?? Math.max(1, ...highest));
  const top = ticks.at(-1) ?? 1;
  const step = inner.width / Math.max(1, buckets.length);
  const y = (value: number) => pad.top + inner.height * (1 - value / top);
  const xOf = scaleOf(buckets, step);
  const nth = everyNth(buckets.length, Math.max(2, Math.floor(inner.width / 72)));
  return (
    <svg
      ref={props.drawing}
      width={width}
      height={height}
      aria-hidden="true"
      className={classes.svg}
      onPointerUp={() => {
        drawnFrom.current = null;
      }}
      onPointerLeave={() => {
        drawnFrom.current = null;
      }}
    >
      <ChartPatterns id={id} />
      <TimeMarks
        marks={props.marks ?? []}
        silences={silences(buckets, props.gaps, props.now)}
        xOf={xOf}
        left={pad.left}
        width={inner.width}
        top={pad.top}
        height={inner.height}
        patterns={id}
      />
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={pad.left} x2={width - pad.right} y1={y(tick)} y2={y(tick)} stroke="var(--hairline)" />
          <text x={pad.left - 8} y={y(tick) + 4} textAnchor="end" fontSize={12} fill="var(--text-third)">
            {intl.formatNumber(tick, { notation: "compact" })}
          </text>
        </g>
      ))}
      {buckets.map((bucket, index) => {
        const x = pad.left + index * step;
        const gap = Math.min(3, step * 0.15);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: see the chart
          <g
            key={bucket.from}
            className={classes.column}
            data-bucket={bucket.from}
            onPointerDown={({ pointerType, button }) => {
              if (pointerType === "mouse" && button === 0) drawnFrom.current = index;
            }}
            onMouseEnter={() => {
              if (drawnFrom.current !== null) props.onStretch(drawnFrom.current, index);
              else if (!stretch || stretch.first === stretch.last) props.onPoint(index);
            }}
            onClick={() => {
              // A finger pins first, and opens with the second touch.
              if (active !== index) props.onPoint(index);
              else props.onOpen(props.doorTo(bucket));
            }}
          >
            <rect
              x={x}
              y={pad.top}
              width={step}
              height={inner.height}
              fill={isTaken(index) ? "var(--outline)" : "transparent"}
              opacity={isTaken(index) ? 0.18 : 1}
            />
            <Stack
              bucket={bucket}
              x={x + gap}
              width={Math.max(1, step - 2 * gap)}
              y={y}
              dimmed={active === index && band !== null ? band : null}
              patterns={id}
            />
            {isRunning(bucket, props.now) && bucket.mentions > 0 && (
              <rect
                x={x + gap}
                y={y(bucket.mentions)}
                width={Math.max(1, step - 2 * gap)}
                height={y(0) - y(bucket.mentions)}
                fill={patternFill(id, "running")}
              />
            )}
            {bucket.mentions === 0 && (
              <line
                x1={x + gap}
                x2={x + step - gap}
                y1={y(0)}
                y2={y(0)}
                stroke="var(--outline)"
                strokeWidth={2}
              />
            )}
          </g>
        );
      })}
      {usual.length > 0 && (
        <UsualBand usual={usual} xOf={(index) => pad.left + index * step} y={y} last={buckets.length} />
      )}
      {before.length > 0 && (
        <polyline
          fill="none"
          stroke="var(--text-second)"
          strokeWidth={1.5}
          strokeDasharray="4 3"
          points={before
            .slice(0, buckets.length)
            .map(({ mentions }, index) => `${pad.left + (index + 0.5) * step},${y(mentions)}`)
            .join(" ")}
        />
      )}
      {buckets.map(
        (bucket, index) =>
          ownIn(bucket, published) > 0 && (
            <path
              key={bucket.from}
              d={`M${pad.left + (index + 0.5) * step - 4},${y(0) + 3}h8l-4,6z`}
              fill="var(--brand)"
            />
          ),
      )}
      {buckets.map(
        (bucket, index) =>
          index % nth === 0 && (
            <text
              key={bucket.from}
              x={pad.left + (index + 0.5) * step}
              y={height - 6}
              textAnchor="middle"
              fontSize={12}
              fill="var(--text-third)"
            >
              {say.short(bucket)}
            </text>
          ),
      )}
    </svg>
  );
}
