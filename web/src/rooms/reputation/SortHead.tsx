import { Table } from "@mantine/core";
import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import classes from "./reputation.module.css";

export interface Order<Column extends string> {
  by: Column;
  isDown: boolean;
}

/** What the words have a column for. */
type Named = MessageId extends infer Id
  ? Id extends `reputation.column.${infer Name}`
    ? Name
    : never
  : never;

/** The head of a column that sorts its table when it is pressed, and the other way round when it is pressed again. */
export function SortHead<Column extends Named>(props: {
  name: Column;
  order: Order<Column>;
  /** Where this column is taken up: names and times begin at their start, figures at the largest. */
  isDownFirst: boolean;
  onOrder: (order: Order<Column>) => void;
}) {
  const { name, order } = props;
  const t = useWords();
  const isBy = order.by === name;
  return (
    <Table.Th aria-sort={isBy ? (order.isDown ? "descending" : "ascending") : "none"}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => props.onOrder({ by: name, isDown: isBy ? !order.isDown : props.isDownFirst })}
      >
        {t(`reputation.column.${name}`)}
        {isBy && <span aria-hidden="true"> {order.isDown ? "↓" : "↑"}</span>}
      </button>
    </Table.Th>
  );
}
