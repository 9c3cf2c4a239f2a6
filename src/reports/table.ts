import { ink, need, paper, type Sheet, write } from "./sheet.ts";

export interface TableColumn {
  title: string;
  width: number;
  align?: "left" | "right";
}

const rowHeight = 17;
const headHeight = 20;
const size = 8.5;

/** A table that goes over as many pages as it needs, its head on each. @param lastIsTotal sets the last row apart */
export function drawTable(
  sheet: Sheet,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  lastIsTotal = false,
): void {
  need(sheet, headHeight + Math.min(3, rows.length) * rowHeight);
  head(sheet, columns);
  rows.forEach((cells, index) => {
    if (sheet.y + rowHeight > paper.height - paper.bottom) {
      need(sheet, headHeight + rowHeight);
      head(sheet, columns);
    }
    const isTotal = lastIsTotal && index === rows.length - 1;
    line(sheet, sheet.y, isTotal ? ink.third : ink.hairline);
    cellsOf(sheet, columns, cells, sheet.y + 11.5, isTotal ? "bold" : "regular", ink.text);
    sheet.y += rowHeight;
  });
  line(sheet, sheet.y, ink.hairline);
}

function head(sheet: Sheet, columns: readonly TableColumn[]): void {
  cellsOf(
    sheet,
    columns,
    columns.map(({ title }) => title),
    sheet.y + 12,
    "bold",
    ink.third,
  );
  sheet.y += headHeight;
}

function cellsOf(
  sheet: Sheet,
  columns: readonly TableColumn[],
  cells: readonly string[],
  baseline: number,
  weight: "regular" | "bold",
  color: string,
): void {
  let x: number = paper.side;
  columns.forEach(({ width, align = "left" }, index) => {
    write(sheet, cells[index] ?? "", x, baseline, { size, weight, color, width: width - 8, align });
    x += width;
  });
}

function line({ doc }: Sheet, y: number, color: string): void {
  doc
    .moveTo(paper.side, y)
    .lineTo(paper.width - paper.side, y)
    .lineWidth(0.5)
    .strokeColor(color)
    .stroke();
}
