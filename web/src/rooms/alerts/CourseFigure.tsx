import { Button, SegmentedControl, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card } from "../../shared/Room.tsx";
import classes from "./alerts.module.css";
import { CoursePlot } from "./CoursePlot.tsx";
import { type AlertDetail, type Course, courseQuery, type Rule, type Span } from "./queries.ts";
import { useAlertTime } from "./words.ts";

const spans: readonly Span[] = ["6h", "24h", "7d", "week-before"];

/** What was seen over a band of what is usual, as a picture or as a table. */
export function CourseFigure({ alert, kind }: { alert: AlertDetail; kind: Rule["kind"] }) {
  const t = useWords();
  const [span, setSpan] = useState<Span>("6h");
  const [isTable, setTable] = useState(false);
  const isBeside = span === "week-before";
  const isOpen = alert.state !== "resolved";
  const course = useQuery(courseQuery(alert.id, isBeside ? "24h" : span, isOpen));
  const weekBefore = useQuery({ ...courseQuery(alert.id, "week-before", isOpen), enabled: isBeside });
  const earlier = isBeside ? weekBefore.data : undefined;
  if (course.data?.buckets.length === 0) return null;
  return (
    <Card label={t("alerts.course")}>
      <figure className={classes.figure}>
        <div className={classes.figureHead}>
          <h3>{t("alerts.course")}</h3>
          <SegmentedControl
            size="xs"
            aria-label={t("alerts.spanLabel")}
            value={span}
            onChange={(value) => setSpan(spans.find((one) => one === value) ?? "6h")}
            data={spans.map((value) => ({ value, label: t(`alerts.span.${value}`) }))}
          />
          <Button variant="subtle" size="compact-sm" onClick={() => setTable(!isTable)}>
            {t(isTable ? "alerts.chart" : "alerts.table")}
          </Button>
        </div>
        <Read query={course} what="alerts.whatCourse" rows={3}>
          {(found) => (
            <>
              <Finding course={found} earlier={earlier} />
              {isTable ? (
                <Rows course={found} earlier={earlier} />
              ) : (
                <CoursePlot course={found} earlier={earlier} alert={alert} kind={kind} />
              )}
            </>
          )}
        </Read>
      </figure>
    </Card>
  );
}

/** The picture's finding, by rule: its highest point against what is usual there. */
function Finding({ course, earlier }: { course: Course; earlier: Course | undefined }) {
  const t = useWords();
  const timeOf = useAlertTime();
  const peak = course.buckets.reduce<Course["buckets"][number] | null>(
    (best, bucket) => (best === null || bucket.seen > best.seen ? bucket : best),
    null,
  );
  if (!peak) return null;
  return (
    <figcaption className="muted">
      {t("alerts.courseFinding", {
        seen: peak.seen,
        minutes: course.bucketMinutes,
        at: timeOf(peak.from),
        low: peak.low,
        high: peak.high,
      })}{" "}
      {earlier && t("alerts.weekBeforeFinding", { seen: seenIn(course), before: seenIn(earlier) })}
    </figcaption>
  );
}

function seenIn({ buckets }: Course): number {
  return buckets.reduce((sum, { seen }) => sum + seen, 0);
}

function Rows({ course, earlier }: { course: Course; earlier: Course | undefined }) {
  const t = useWords();
  const timeOf = useAlertTime();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={classes.rows} tabIndex={0} aria-label={t("alerts.table")}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("alerts.time")}</Table.Th>
            <Table.Th ta="end">{t("alerts.seenColumn")}</Table.Th>
            <Table.Th ta="end">{t("alerts.expected")}</Table.Th>
            <Table.Th ta="end">{t("alerts.usualColumn")}</Table.Th>
            {earlier && <Table.Th ta="end">{t("alerts.weekBefore")}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {course.buckets
            .map(({ from, seen, expected, low, high }, index) => (
              <Table.Tr key={from}>
                <Table.Td>{timeOf(from)}</Table.Td>
                <Table.Td ta="end">{seen}</Table.Td>
                <Table.Td ta="end">{expected.toLocaleString(document.documentElement.lang)}</Table.Td>
                <Table.Td ta="end">
                  {low}–{high}
                </Table.Td>
                {earlier && <Table.Td ta="end">{earlier.buckets[index]?.seen}</Table.Td>}
              </Table.Tr>
            ))
            .reverse()}
        </Table.Tbody>
      </Table>
    </section>
  );
}
