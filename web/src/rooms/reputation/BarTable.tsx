import { Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useIntl } from "react-intl";
import { labels } from "../mentions/search.ts";
import classes from "./reputation.module.css";
import { type Order, SortHead } from "./SortHead.tsx";
import type { Bar } from "./Tiles.tsx";

type Column = "name" | "mentions" | (typeof labels)[number] | "share" | "change";

/** The bars of a tile as rows: sorted by any column, each count of mentions a door. */
export function BarTable({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const intl = useIntl();
  const [order, setOrder] = useState<Order<Column>>({ by: "mentions", isDown: true });
  const columns: readonly Column[] = [
    "name",
    "mentions",
    ...labels,
    ...(bars.some(({ share }) => typeof share === "number") ? (["share"] as const) : []),
    ...(bars.some(({ change }) => typeof change === "number") ? (["change"] as const) : []),
  ];
  const sorted = [...bars].sort((one, other) => {
    const found =
      order.by === "name"
        ? one.name.localeCompare(other.name)
        : (one[order.by] ?? Number.NEGATIVE_INFINITY) - (other[order.by] ?? Number.NEGATIVE_INFINITY);
    return order.isDown ? -found : found;
  });
  const percent = { style: "percent", maximumFractionDigits: 1 } as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.tableBox} aria-label={title} tabIndex={0}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <SortHead
                key={name}
                name={name}
                order={order}
                isDownFirst={name !== "name"}
                onOrder={setOrder}
              />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((bar) => (
            <Table.Tr key={bar.key}>
              {columns.map((name) => (
                <Table.Td key={name}>
                  {name === "name" ? (
                    bar.name
                  ) : name === "mentions" && bar.to ? (
                    <Link to="/mentions" search={bar.to}>
                      {intl.formatNumber(bar.mentions)}
                    </Link>
                  ) : name === "share" ? (
                    typeof bar.share === "number" && intl.formatNumber(bar.share, percent)
                  ) : name === "change" ? (
                    typeof bar.change === "number" &&
                    intl.formatNumber(bar.change, { signDisplay: "exceptZero" })
                  ) : (
                    intl.formatNumber(bar[name])
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
