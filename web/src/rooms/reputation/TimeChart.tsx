import { useElementSize } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { labels, type MentionsSearch } from "../mentions/search.ts";
import { signs } from "../mentions/signs.ts";
import type { Alert, Bucket, Gaps } from "./queries.ts";
import classes from "./reputation.module.css";
import { type Band, bands, Stack } from "./Stack.tsx";
import { everyNth, ticksTo } from "./scale.ts";
import type { Interval } from "./search.ts";

const pad = { top: 20, right: 8, bottom: 32, left: 44 };

export interface TimeChartProps {
  buckets: readonly Bucket[];
  /** The same stretch before, column for column. */
  before?: readonly Bucket[];
  interval: Interval;
  timeZone: string;
  alerts?: readonly Alert[];
  gaps?: Gaps;
  /** When the organisation's own publications went out. */
  published?: readonly string[];
  now: number;
  height: number;
  /** Of the axis, where several charts share it. */
  most?: number;
  /** The finding in a sentence. */
  caption: string;
  drawing?: RefObject<SVGSVGElement | null>;
  doorTo: (bucket: Bucket, label?: MentionsSearch["label"]) => MentionsSearch;
  onOpen: (search: MentionsSearch) => void;
}

/**
 * Mentions per hour, day, week or month as stacked columns, negative at the base. Empty is a tick, not collected a
 * hatched field, what still runs a hatched column. One stop of the Tab key: arrows walk, Enter opens the mentions.
 */
export function TimeChart(props: TimeChartProps) {
  const { buckets, height } = props;
  const t = useWords();
  const intl = useIntl();
  const id = useId();
  const { ref, width } = useElementSize();
  const [active, setActive] = useState<number | null>(null);
  const [band, setBand] = useState<Band | null>(null);
  const say = useBucketWords(props);
  const inner = { width: Math.max(0, width - pad.left - pad.right), height: height - pad.top - pad.bottom };
  const before = props.before ?? [];
  const ticks = ticksTo(
    props.most ?? Math.max(1, ...[...buckets, ...before].map(({ mentions }) => mentions)),
  );
  const top = ticks.at(-1) ?? 1;
  const step = inner.width / Math.max(1, buckets.length);
  const y = (value: number) => pad.top + inner.height * (1 - value / top);
  const xOf = scaleOf(buckets, step);
  const nth = everyNth(buckets.length, Math.max(2, Math.floor(inner.width / 72)));
  const shown = active === null ? null : buckets[active];
  const published = (props.published ?? []).map((at) => Date.parse(at));

  const press = (event: KeyboardEvent) => {
    const last = buckets.length - 1;
    const moves: Record<string, number> = {
      ArrowLeft: Math.max(0, (active ?? last + 1) - 1),
      ArrowRight: Math.min(last, (active ?? -1) + 1),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    const order = [null, ...bands];
    if (to !== undefined) setActive(to);
    else if (event.key === "ArrowUp")
      setBand(order[Math.min(order.length - 1, order.indexOf(band) + 1)] ?? null);
    else if (event.key === "ArrowDown") setBand(order[Math.max(0, order.indexOf(band) - 1)] ?? null);
    else if (event.key === "Enter" && shown) props.onOpen(props.doorTo(shown, labelOf(band)));
    else if (event.key === "Escape" && active !== null) setActive(null);
    else return;
    event.preventDefault();
  };

  return (
    <figure className={classes.chart}>
      <figcaption>{props.caption}</figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose points are walked by arrows */}
      <div
        ref={ref}
        className={classes.canvas}
        style={{ height }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        role="group"
        aria-roledescription={t("reputation.chart")}
        aria-label={`${props.caption} ${t("reputation.chartKeys")}`}
        onKeyDown={press}
        onMouseLeave={({ currentTarget }) => document.activeElement !== currentTarget && setActive(null)}
      >
        {width > 0 && (
          <svg ref={props.drawing} width={width} height={height} aria-hidden="true" className={classes.svg}>
            <defs>
              <pattern
                id={`${id}-hatch`}
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="6" height="6" fill="var(--surface)" opacity="0.35" />
                <rect width="2" height="6" fill="var(--surface)" opacity="0.8" />
              </pattern>
              <pattern
                id={`${id}-gap`}
                width="8"
                height="8"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="1.5" height="8" fill="var(--outline)" opacity="0.6" />
              </pattern>
            </defs>
            {silences(props).map(({ from, to }) => (
              <rect
                key={from}
                x={pad.left + xOf(from)}
                y={pad.top}
                width={Math.max(2, xOf(to) - xOf(from))}
                height={inner.height}
                fill={`url(#${id}-gap)`}
              />
            ))}
            {(props.alerts ?? []).map((alert) => {
              const start = xOf(Date.parse(alert.startedAt));
              const end = xOf(alert.resolvedAt ? Date.parse(alert.resolvedAt) : props.now);
              if (end <= 0 || start >= inner.width) return null;
              return (
                <g key={alert.id}>
                  <rect
                    x={pad.left + Math.max(0, start)}
                    y={pad.top}
                    width={Math.max(3, Math.min(inner.width, end) - Math.max(0, start))}
                    height={inner.height}
                    fill="var(--critical-soft)"
                    opacity={0.8}
                  />
                  <text
                    x={pad.left + Math.max(0, start)}
                    y={14}
                    fontSize={12}
                    fontWeight={650}
                    fill="var(--critical)"
                  >
                    ⚑
                  </text>
                </g>
              );
            })}
            {ticks.map((tick) => (
              <g key={tick}>
                <line
                  x1={pad.left}
                  x2={width - pad.right}
                  y1={y(tick)}
                  y2={y(tick)}
                  stroke="var(--hairline)"
                />
                <text
                  x={pad.left - 8}
                  y={y(tick) + 4}
                  textAnchor="end"
                  fontSize={12}
                  fill="var(--text-third)"
                >
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
                  onMouseEnter={() => setActive(index)}
                  onClick={() => {
                    // A finger pins first, and opens with the second touch.
                    if (active !== index) setActive(index);
                    else props.onOpen(props.doorTo(bucket));
                  }}
                >
                  <rect
                    x={x}
                    y={pad.top}
                    width={step}
                    height={inner.height}
                    fill={active === index ? "var(--outline)" : "transparent"}
                    opacity={active === index ? 0.18 : 1}
                  />
                  <Stack
                    bucket={bucket}
                    x={x + gap}
                    width={Math.max(1, step - 2 * gap)}
                    y={y}
                    dimmed={active === index && band !== null ? band : null}
                  />
                  {isRunning(bucket, props.now) && bucket.mentions > 0 && (
                    <rect
                      x={x + gap}
                      y={y(bucket.mentions)}
                      width={Math.max(1, step - 2 * gap)}
                      height={y(0) - y(bucket.mentions)}
                      fill={`url(#${id}-hatch)`}
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
        )}
      </div>
      <div className={classes.detail}>
        {shown ? (
          <Detail
            bucket={shown}
            doorTo={props.doorTo}
            when={say.long(shown)}
            note={say.note(shown)}
            own={ownIn(shown, published)}
          />
        ) : (
          t("reputation.detailHint")
        )}
      </div>
      <p className={classes.spoken} aria-live="polite">
        {shown &&
          `${say.long(shown)}. ${say.note(shown)} ${
            band === null
              ? t("mentions.count", { count: shown.mentions })
              : `${t(`mentions.label.${band === "unscored" ? "none" : band}`)} ${intl.formatNumber(shown[band])}`
          }`}
      </p>
    </figure>
  );
}

function Detail(props: {
  bucket: Bucket;
  when: string;
  note: string;
  own: number;
  doorTo: TimeChartProps["doorTo"];
}) {
  const { bucket } = props;
  const t = useWords();
  const intl = useIntl();
  return (
    <>
      <b>{props.when}</b>
      {props.note !== "" && <span>{props.note}</span>}
      <Link to="/mentions" search={props.doorTo(bucket)}>
        {t("mentions.count", { count: bucket.mentions })}
      </Link>
      {labels.map((label) => (
        <Link key={label} to="/mentions" search={props.doorTo(bucket, label)}>
          <span aria-hidden="true" style={{ color: `var(--${label}-text)` }}>
            {signs[label]}
          </span>{" "}
          {intl.formatNumber(bucket[label])} {t(`mentions.label.${label}`)}
        </Link>
      ))}
      {props.own > 0 && <span>▽ {t("reputation.own", { count: props.own })}</span>}
    </>
  );
}

/** Times when none of the sources was listened to; nothing at all where none of them is known. */
function silences({ gaps, now, buckets }: TimeChartProps): { from: number; to: number }[] {
  if (!gaps || gaps.sources === 0) return [];
  const first = Date.parse(buckets[0]?.from ?? "");
  const edges = gaps.items.flatMap((gap) => [
    { at: Math.max(first, Date.parse(gap.from)), down: 1 },
    { at: gap.to ? Date.parse(gap.to) : now, down: -1 },
  ]);
  edges.sort((a, b) => a.at - b.at || b.down - a.down);
  const found: { from: number; to: number }[] = [];
  let down = 0;
  let since: number | null = null;
  for (const edge of edges) {
    down += edge.down;
    if (down >= gaps.sources) since ??= edge.at;
    else if (since !== null) {
      found.push({ from: since, to: edge.at });
      since = null;
    }
  }
  return found.filter(({ from, to }) => to > from);
}

/** How many of one's own publications went out in a bucket. */
function ownIn({ from, to }: Bucket, published: readonly number[]): number {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return published.filter((at) => at >= start && at < end).length;
}

/** Where an instant stands among columns of one width, whose times need not be equally long. */
function scaleOf(buckets: readonly Bucket[], step: number): (at: number) => number {
  const bounds = buckets.map(({ from }) => Date.parse(from));
  const end = Date.parse(buckets.at(-1)?.to ?? "");
  return (at) => {
    if (at <= (bounds[0] ?? 0)) return 0;
    if (at >= end) return buckets.length * step;
    const index = bounds.findLastIndex((bound) => bound <= at);
    const from = bounds[index] ?? 0;
    const to = bounds[index + 1] ?? end;
    return (index + (at - from) / (to - from)) * step;
  };
}

export function isRunning({ to, from }: Bucket, now: number): boolean {
  return Date.parse(from) <= now && Date.parse(to) >= now;
}

function labelOf(band: Band | null): MentionsSearch["label"] {
  return band === "unscored" ? "none" : (band ?? undefined);
}

/** A bucket in words, in the zone of the figures. */
export function useBucketWords({
  interval,
  timeZone,
  now,
}: Pick<TimeChartProps, "interval" | "timeZone" | "now">) {
  const t = useWords();
  const intl = useIntl();
  const time = (at: string) => intl.formatDate(at, { hour: "2-digit", minute: "2-digit", timeZone });
  const day = (at: string) =>
    intl.formatDate(at, { weekday: "short", day: "numeric", month: "short", timeZone });
  return {
    short: ({ from }: Bucket) =>
      interval === "hour"
        ? time(from)
        : intl.formatDate(from, {
            ...(interval === "month" ? {} : { day: "numeric" as const }),
            month: "short",
            timeZone,
          }),
    long: ({ from, to }: Bucket) => {
      switch (interval) {
        case "hour":
          return `${day(from)}, ${time(from)}–${time(to)}`;
        case "day":
          return day(from);
        case "week":
        case "month":
          return t("reputation.fromTo", {
            from: day(from),
            to: day(new Date(Date.parse(to) - 1).toISOString()),
          });
      }
    },
    note: (bucket: Bucket) => (isRunning(bucket, now) ? t(`reputation.running.${interval}`) : ""),
  };
}
