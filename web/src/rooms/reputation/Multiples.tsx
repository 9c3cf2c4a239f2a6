import { Table } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useIntl } from "react-intl";
import type { Monitor } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { ChartPatterns } from "../../shared/ChartPatterns.tsx";
import { Card } from "../../shared/Room.tsx";
import type { useBucketWords } from "./bucket-words.ts";
import { type Asked, type Bucket, seriesQuery } from "./queries.ts";
import classes from "./reputation.module.css";
import { Stack } from "./Stack.tsx";
import { ticksTo } from "./scale.ts";
import type { Interval, ReputationSearch } from "./search.ts";
import { TableSwitch } from "./TableSwitch.tsx";

const height = 96;
const pad = { top: 6, right: 4, bottom: 4, left: 32 };

/** Brands beside each other in time: a small chart for each, on the same axes. Each leads to the figures of its brand. */
export function Multiples(props: {
  monitors: readonly Monitor[];
  asked: Asked;
  interval: Interval;
  words: ReturnType<typeof useBucketWords>;
  search: ReputationSearch;
}) {
  const t = useWords();
  const [isTable, setTable] = useState(false);
  const series = useQueries({
    queries: props.monitors.map(({ id }) => seriesQuery({ ...props.asked, monitor: id }, props.interval)),
  });
  const read = series.flatMap(({ data }, index) => {
    const monitor = props.monitors[index];
    return data && monitor ? [{ monitor, buckets: data.buckets }] : [];
  });
  const most = Math.max(1, ...read.flatMap(({ buckets }) => buckets.map(({ mentions }) => mentions)));
  if (read.length < props.monitors.length) return null;
  return (
    <Card label={t("reputation.multiples")}>
      <div className={classes.multiples}>
        <h2>{t("reputation.multiples")}</h2>
        <TableSwitch title={t("reputation.multiples")} isOn={isTable} onChange={setTable} />
        {isTable && <Rows read={read} words={props.words} />}
        <ul hidden={isTable}>
          {read.map(({ monitor, buckets }) => (
            <li key={monitor.id}>
              <Link to="/reputation" search={{ ...props.search, monitor: monitor.id }}>
                {monitor.name}
              </Link>
              <p className="muted">{finding(buckets, props.words, t)}</p>
              <SmallChart buckets={buckets} most={most} />
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

/** The same rows: a column for each brand, the newest time first. */
function Rows({
  read,
  words,
}: {
  read: readonly { monitor: Monitor; buckets: readonly Bucket[] }[];
  words: ReturnType<typeof useBucketWords>;
}) {
  const t = useWords();
  const intl = useIntl();
  const [first] = read;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.tableBox} aria-label={t("reputation.multiples")} tabIndex={0}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("reputation.column.from")}</Table.Th>
            {read.map(({ monitor }) => (
              <Table.Th key={monitor.id}>{monitor.name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {first?.buckets
            .map((bucket, index) => (
              <Table.Tr key={bucket.from}>
                <Table.Td>{words.long(bucket)}</Table.Td>
                {read.map(({ monitor, buckets }) => (
                  <Table.Td key={monitor.id}>{intl.formatNumber(buckets[index]?.mentions ?? 0)}</Table.Td>
                ))}
              </Table.Tr>
            ))
            .reverse()}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function SmallChart({ buckets, most }: { buckets: readonly Bucket[]; most: number }) {
  const intl = useIntl();
  const id = useId();
  const { ref, width } = useElementSize();
  const ticks = ticksTo(most, 2);
  const top = ticks.at(-1) ?? 1;
  const step = Math.max(0, width - pad.left - pad.right) / Math.max(1, buckets.length);
  const y = (count: number) => pad.top + (height - pad.top - pad.bottom) * (1 - count / top);
  const gap = Math.min(2, step * 0.15);
  return (
    <div ref={ref} style={{ height }}>
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true" className={classes.svg}>
          <ChartPatterns id={id} />
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={pad.left} x2={width - pad.right} y1={y(tick)} y2={y(tick)} stroke="var(--hairline)" />
              <text x={pad.left - 6} y={y(tick) + 4} textAnchor="end" fontSize={11} fill="var(--text-third)">
                {intl.formatNumber(tick, { notation: "compact" })}
              </text>
            </g>
          ))}
          {buckets.map((bucket, index) => (
            <Stack
              key={bucket.from}
              bucket={bucket}
              x={pad.left + index * step + gap}
              width={Math.max(1, step - 2 * gap)}
              y={y}
              dimmed={null}
              patterns={id}
            />
          ))}
        </svg>
      )}
    </div>
  );
}

/** What the chart shows, in a sentence. */
function finding(
  buckets: readonly Bucket[],
  words: ReturnType<typeof useBucketWords>,
  t: ReturnType<typeof useWords>,
): string {
  const sum = (of: "mentions" | "negative") => buckets.reduce((all, bucket) => all + bucket[of], 0);
  const peak = buckets.reduce<Bucket | null>(
    (highest, bucket) => (bucket.mentions > (highest?.mentions ?? 0) ? bucket : highest),
    null,
  );
  return peak
    ? t("reputation.multiplesFinding", {
        count: sum("mentions"),
        negative: sum("negative"),
        most: peak.mentions,
        when: words.long(peak),
      })
    : t("mentions.count", { count: 0 });
}
