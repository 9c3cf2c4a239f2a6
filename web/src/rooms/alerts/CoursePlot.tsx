import { useElementSize } from "@mantine/hooks";
import { useRouter } from "@tanstack/react-router";
import { type MouseEvent, useId, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { ChartPatterns, patternFill } from "../../shared/ChartPatterns.tsx";
import classes from "./alerts.module.css";
import { areaPath, linePath, niceTop, scaleOf, timeTicks } from "./plot.ts";
import type { AlertDetail, Course, Rule } from "./queries.ts";
import { mentionsBehind, useAlertTime } from "./words.ts";

const height = 220;
const edge = { top: 12, right: 12, bottom: 24, left: 36 };

/** A line of what was seen over a band of what is usual; the alert's span is shaded. Arrows walk the points. */
export function CoursePlot({
  course,
  earlier,
  alert,
  kind,
}: {
  course: Course;
  /** The same day a week before, bucket for bucket. */
  earlier: Course | undefined;
  alert: AlertDetail;
  kind: Rule["kind"];
}) {
  const t = useWords();
  const intl = useIntl();
  const router = useRouter();
  const timeOf = useAlertTime();
  const patterns = useId();
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<number | null>(null);
  /** The point that a finger took: the second touch opens it. */
  const [pinned, setPinned] = useState<number | null>(null);
  const isTouch = useRef(false);
  const { buckets } = course;
  const [first] = buckets;
  const last = buckets.at(-1);
  if (!first || !last) return null;

  const stepMilliseconds = course.bucketMinutes * 60_000;
  const from = Date.parse(first.from);
  const end = Date.parse(last.from) + stepMilliseconds;
  const x = scaleOf(from, end, edge.left, Math.max(edge.left + 1, width - edge.right));
  const before = earlier?.buckets.slice(0, buckets.length) ?? [];
  const top = niceTop(
    Math.max(1, ...buckets.map(({ seen, high }) => Math.max(seen, high)), ...before.map(({ seen }) => seen)),
  );
  const y = scaleOf(0, top, height - edge.bottom, edge.top);
  const middleOf = (bucket: Course["buckets"][number]) => x(Date.parse(bucket.from) + stepMilliseconds / 2);
  const alertFrom = Math.max(from, Date.parse(alert.startedAt));
  const alertTo = Math.min(end, alert.resolvedAt ? Date.parse(alert.resolvedAt) : end);
  const openedAt = Date.parse(alert.openedAt);
  const isRunning = Date.parse(last.to) - Date.parse(last.from) < stepMilliseconds;
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const tickOf = (at: number) =>
    intl.formatDate(at, course.bucketMinutes === 60 ? { weekday: "short", day: "numeric" } : clock);
  const open = (index: number) => {
    const bucket = buckets[index];
    if (!bucket) return;
    const { from, to } = bucket;
    router.history.push(mentionsBehind({ monitor: alert.monitor, startedAt: from, resolvedAt: to }, kind));
  };
  const textOf = (index: number) => {
    const bucket = buckets[index];
    if (!bucket) return "";
    return [
      t("alerts.pointText", {
        at: timeOf(bucket.from),
        seen: bucket.seen,
        expected: intl.formatNumber(bucket.expected),
        low: bucket.low,
        high: bucket.high,
      }),
      before[index] && t("alerts.pointBefore", { seen: before[index].seen }),
      bucket.observed < 1 && t("alerts.pointGap"),
      isRunning && index === buckets.length - 1 && t("alerts.pointRunning"),
    ]
      .filter(Boolean)
      .join(" · ");
  };
  const at = pointed ?? buckets.length - 1;
  const shown = pointed === null ? null : buckets[pointed];
  const walk: Record<string, number> = {
    ArrowLeft: Math.max(0, at - 1),
    ArrowRight: Math.min(buckets.length - 1, at + 1),
    Home: 0,
    End: buckets.length - 1,
  };
  const indexAt = (event: MouseEvent<HTMLElement>): number | null => {
    const place = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const share = (place - edge.left) / Math.max(1, width - edge.left - edge.right);
    const index = Math.floor(share * buckets.length);
    return index < 0 || index >= buckets.length ? null : index;
  };
  return (
    <div className={classes.plot} ref={ref}>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t("alerts.course")}
        aria-valuemin={0}
        aria-valuemax={buckets.length - 1}
        aria-valuenow={at}
        aria-valuetext={textOf(at)}
        onFocus={() => setPointed(at)}
        onBlur={() => setPointed(null)}
        onKeyDown={(event) => {
          if (event.key === "Enter") return open(at);
          if (event.key === "Escape") return setPointed(null);
          const next = walk[event.key];
          if (next === undefined) return;
          event.preventDefault();
          setPointed(next);
        }}
        onPointerDown={({ pointerType }) => {
          isTouch.current = pointerType !== "mouse";
        }}
        onPointerMove={(event) => {
          if (event.pointerType === "mouse") setPointed(indexAt(event));
        }}
        // What a finger took stays after it is lifted.
        onPointerLeave={({ pointerType }) => pointerType === "mouse" && setPointed(null)}
        onClick={(event) => {
          const index = indexAt(event);
          if (index === null) return;
          if (!isTouch.current || pinned === index) return open(index);
          setPinned(index);
          setPointed(index);
        }}
      >
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true" focusable="false">
            <ChartPatterns id={patterns} />
            {alertTo > alertFrom && (
              <rect
                className={classes.alertSpan}
                x={x(alertFrom)}
                y={edge.top}
                width={x(alertTo) - x(alertFrom)}
                height={height - edge.top - edge.bottom}
              />
            )}
            {[0, top / 2, top].map((value) => (
              <g key={value}>
                <line
                  className={classes.gridLine}
                  x1={edge.left}
                  x2={width - edge.right}
                  y1={y(value)}
                  y2={y(value)}
                />
                <text className={classes.tick} x={edge.left - 6} y={y(value) + 4} textAnchor="end">
                  {intl.formatNumber(value, { notation: "compact" })}
                </text>
              </g>
            ))}
            <path
              className={classes.band}
              d={areaPath(
                buckets.map((bucket) => ({ x: middleOf(bucket), low: y(bucket.low), high: y(bucket.high) })),
              )}
            />
            <path
              className={classes.expectedLine}
              d={linePath(buckets.map((bucket) => ({ x: middleOf(bucket), y: y(bucket.expected) })))}
            />
            {buckets.map(
              (bucket) =>
                bucket.observed < 1 && (
                  <rect
                    key={bucket.from}
                    x={x(Date.parse(bucket.from))}
                    y={edge.top}
                    width={x(from + stepMilliseconds) - x(from)}
                    height={height - edge.top - edge.bottom}
                    fill={patternFill(patterns, "silent")}
                  />
                ),
            )}
            {isRunning && (
              <rect
                className={classes.running}
                x={x(Date.parse(last.from))}
                y={y(last.seen)}
                width={x(end) - x(Date.parse(last.from))}
                height={Math.max(1, y(0) - y(last.seen))}
                fill={patternFill(patterns, "silent")}
              />
            )}
            <path
              className={classes.seenLine}
              d={linePath(
                (isRunning ? buckets.slice(0, -1) : buckets).map((bucket) => ({
                  x: middleOf(bucket),
                  y: y(bucket.seen),
                })),
              )}
            />
            {isRunning && (
              <>
                {/* Only upwards: that it is lower by now does not say that it fell. */}
                {last.seen >= (buckets.at(-2)?.seen ?? 0) && (
                  <path
                    className={classes.runningLine}
                    d={linePath(
                      buckets.slice(-2).map((bucket) => ({ x: middleOf(bucket), y: y(bucket.seen) })),
                    )}
                  />
                )}
                <circle className={classes.point} cx={middleOf(last)} cy={y(last.seen)} r={4} />
              </>
            )}
            {before.length > 0 && (
              <path
                className={classes.beforeLine}
                d={linePath(
                  before.flatMap(({ seen }, index) => {
                    const bucket = buckets[index];
                    return bucket ? [{ x: middleOf(bucket), y: y(seen) }] : [];
                  }),
                )}
              />
            )}
            {openedAt >= from && openedAt <= end && (
              <path
                className={classes.flag}
                d={`M${x(openedAt)} ${height - edge.bottom}V${edge.top}l9 5-9 5`}
              />
            )}
            {timeTicks(from, end, course.bucketMinutes, width).map((tick) => (
              <text key={tick} className={classes.tick} x={x(tick)} y={height - 6} textAnchor="middle">
                {tickOf(tick)}
              </text>
            ))}
            {shown && (
              <>
                <line
                  className={classes.cursor}
                  x1={middleOf(shown)}
                  x2={middleOf(shown)}
                  y1={edge.top}
                  y2={height - edge.bottom}
                />
                <circle className={classes.point} cx={middleOf(shown)} cy={y(shown.seen)} r={4} />
              </>
            )}
          </svg>
        )}
      </div>
      <p className={classes.legend}>
        {shown ? (
          <span>{textOf(pointed ?? 0)}</span>
        ) : (
          <>
            <span className={classes.keySeen}>{t("alerts.seen")}</span>
            <span className={classes.keyUsual}>{t("alerts.usual")}</span>
            <span className={classes.keySpan}>{t("alerts.span")}</span>
            {before.length > 0 && <span className={classes.keyBefore}>{t("alerts.weekBeforeLine")}</span>}
            <span className="third">
              {t("alerts.courseUnit", {
                minutes: course.bucketMinutes,
                zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
              })}
            </span>
          </>
        )}
      </p>
    </div>
  );
}
