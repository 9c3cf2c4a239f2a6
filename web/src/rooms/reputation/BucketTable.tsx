import { Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { labels, type MentionsSearch } from "../mentions/search.ts";
import type { useBucketWords } from "./bucket-words.ts";
import type { Bucket, Usual } from "./queries.ts";
import classes from "./reputation.module.css";
import { type Order, SortHead } from "./SortHead.tsx";

const columns = ["from", "mentions", "negative", "neutral", "positive", "net", "authors"] as const;
type Column = (typeof columns)[number];

/** The rows of the chart as a table: sorted by any column, each count a door. */
export function BucketTable(props: {
  title: string;
  buckets: readonly Bucket[];
  /** The same stretch of another time, column for column. */
  before?: readonly Bucket[];
  /** What is usual in each; null where too little is known. */
  usual?: readonly (Usual | null)[];
  words: ReturnType<typeof useBucketWords>;
  doorTo: (bucket: Bucket, label?: MentionsSearch["label"]) => MentionsSearch;
}) {
  const { words, doorTo } = props;
  const besideOf = <Value,>(bucket: Bucket, values: readonly Value[]) =>
    values[props.buckets.indexOf(bucket)] ?? null;
  const t = useWords();
  const intl = useIntl();
  const [order, setOrder] = useState<Order<Column>>({ by: "from", isDown: false });
  const rankOf = (bucket: Bucket) =>
    order.by === "from"
      ? Date.parse(bucket.from)
      : order.by === "net"
        ? (bucket.netSentiment ?? -2)
        : bucket[order.by];
  const sorted = [...props.buckets].sort((a, b) => (rankOf(a) - rankOf(b)) * (order.isDown ? -1 : 1));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.tableBox} aria-label={props.title} tabIndex={0}>
      <Table stickyHeader captionSide="top">
        <Table.Caption>{props.title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <SortHead
                key={name}
                name={name}
                order={order}
                isDownFirst={name !== "from"}
                onOrder={setOrder}
              />
            ))}
            {props.before && <Table.Th>{t("reputation.column.before")}</Table.Th>}
            {props.usual && <Table.Th>{t("reputation.column.usual")}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((bucket) => (
            <Table.Tr key={bucket.from}>
              <Table.Td>
                {words.long(bucket)} <span className="third">{words.note(bucket)}</span>
              </Table.Td>
              <Table.Td>
                <Link to="/mentions" search={doorTo(bucket)}>
                  {intl.formatNumber(bucket.mentions)}
                </Link>
              </Table.Td>
              {labels.map((label) => (
                <Table.Td key={label}>
                  <Link to="/mentions" search={doorTo(bucket, label)}>
                    {intl.formatNumber(bucket[label])}
                  </Link>
                </Table.Td>
              ))}
              <Table.Td>
                {bucket.netSentiment === null
                  ? "–"
                  : intl.formatNumber(bucket.netSentiment, {
                      signDisplay: "exceptZero",
                      maximumFractionDigits: 2,
                    })}
              </Table.Td>
              <Table.Td>{intl.formatNumber(bucket.authors)}</Table.Td>
              {props.before && <Table.Td>{besideOf(bucket, props.before)?.mentions ?? "–"}</Table.Td>}
              {props.usual && (
                <Table.Td>
                  <UsualRange range={besideOf(bucket, props.usual)} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function UsualRange({ range }: { range: Usual | null }) {
  const intl = useIntl();
  if (!range) return "–";
  return `${intl.formatNumber(Math.floor(range.low))}–${intl.formatNumber(Math.ceil(range.high))}`;
}
