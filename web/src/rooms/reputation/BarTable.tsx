import { Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { labels } from "../mentions/search.ts";
import classes from "./reputation.module.css";
import type { Bar } from "./Tiles.tsx";

type Column = "name" | "mentions" | (typeof labels)[number] | "share" | "change";

/** The bars of a tile as rows: sorted by any column, each count of mentions a door. */
export function BarTable({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const t = useWords();
  const intl = useIntl();
  const [order, setOrder] = useState<{ by: Column; isDown: boolean }>({ by: "mentions", isDown: true });
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
              <Table.Th
                key={name}
                aria-sort={order.by === name ? (order.isDown ? "descending" : "ascending") : "none"}
              >
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() =>
                    setOrder({ by: name, isDown: order.by === name ? !order.isDown : name !== "name" })
                  }
                >
                  {t(`reputation.column.${name}`)}
                  {order.by === name && <span aria-hidden="true"> {order.isDown ? "↓" : "↑"}</span>}
                </button>
              </Table.Th>
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
