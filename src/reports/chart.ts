import { ink, paper, type Sheet, write } from "./sheet.ts";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Column {
  /** From the base up. */
  parts: readonly { value: number; color: string }[];
  /** Its time is not over. */
  isRunning: boolean;
}

export interface Axis {
  /** What stands below the columns; some are left out where there is no room. */
  ticks: readonly string[];
}

const caption = 7.5;

/** Steps of 1, 2 or 5 times a power of ten, at most five of them, whole numbers. */
export function scaleFor(most: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

/** Stacked columns over an axis that begins at nought. @param marks indices of columns with a mark above */
export function drawColumns(
  sheet: Sheet,
  box: Box,
  columns: readonly Column[],
  axis: Axis & { number: (value: number) => string },
  marks: readonly number[],
): void {
  const { doc } = sheet;
  const totals = columns.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const scale = scaleFor(Math.max(0, ...totals));
  const top = scale.at(-1) ?? 1;
  const plot = plotOf(box);
  const yOf = (value: number) => plot.y + plot.height * (1 - value / top);
  for (const value of scale) line(sheet, plot, yOf(value), axis.number(value), value === 0);
  const step = plot.width / Math.max(1, columns.length);
  const width = Math.max(0.4, Math.min(step * 0.78, 26));
  columns.forEach(({ parts, isRunning }, index) => {
    const x = plot.x + index * step + (step - width) / 2;
    let base = 0;
    doc.fillOpacity(isRunning ? 0.45 : 1);
    for (const { value, color } of parts) {
      if (value > 0) doc.rect(x, yOf(base + value), width, (plot.height * value) / top).fill(color);
      base += value;
    }
    doc.fillOpacity(1);
    // Nothing was said: a tick, unlike a time in which nobody listened.
    if (base === 0) doc.rect(x, yOf(0) - 0.8, width, 0.8).fill(ink.hairline);
  });
  for (const index of marks) mark(sheet, plot.x + (index + 0.5) * step, box.y + 2);
  ticks(sheet, plot, axis);
}

/** A line around nought, from -1 to 1; null leaves a gap. */
export function drawNet(
  sheet: Sheet,
  box: Box,
  values: readonly (number | null)[],
  axis: Axis & { number: (value: number) => string },
): void {
  const { doc } = sheet;
  const plot = plotOf(box);
  const step = plot.width / Math.max(1, values.length);
  const yOf = (value: number) => plot.y + (plot.height * (1 - value)) / 2;
  for (const value of [-1, 0, 1]) line(sheet, plot, yOf(value), axis.number(value), value === 0);
  doc.strokeColor(ink.brand).lineWidth(1.4).lineJoin("round");
  let isOpen = false;
  values.forEach((value, index) => {
    const x = plot.x + (index + 0.5) * step;
    if (value === null) {
      if (isOpen) doc.stroke();
      isOpen = false;
    } else if (isOpen) doc.lineTo(x, yOf(value));
    else {
      doc.moveTo(x, yOf(value));
      isOpen = true;
    }
  });
  if (isOpen) doc.stroke();
  // Also a point between two gaps is seen; among many, points would hide the line.
  const radius = values.length > 60 ? 0.9 : 1.8;
  values.forEach((value, index) => {
    if (value !== null) doc.circle(plot.x + (index + 0.5) * step, yOf(value), radius).fill(ink.brand);
  });
  ticks(sheet, plot, axis);
}

function plotOf({ x, y, width, height }: Box): Box {
  const [left, above, below] = [34, 10, 16];
  return { x: x + left, y: y + above, width: width - left, height: height - above - below };
}

function line(sheet: Sheet, plot: Box, y: number, label: string, isBase: boolean): void {
  sheet.doc
    .moveTo(plot.x, y)
    .lineTo(plot.x + plot.width, y)
    .lineWidth(isBase ? 0.8 : 0.4)
    .strokeColor(isBase ? ink.third : ink.hairline)
    .stroke();
  write(sheet, label, plot.x - 38, y + 2.6, {
    size: caption,
    color: ink.third,
    width: 32,
    align: "right",
  });
}

function ticks(sheet: Sheet, plot: Box, { ticks }: Axis): void {
  const room = 46;
  const every = Math.max(1, Math.ceil((ticks.length * room) / plot.width));
  const step = plot.width / Math.max(1, ticks.length);
  ticks.forEach((text, index) => {
    if (index % every !== 0) return;
    const middle = plot.x + (index + 0.5) * step;
    const x = Math.min(Math.max(middle - room / 2, plot.x - 10), paper.width - paper.side - room + 6);
    write(sheet, text, x, plot.y + plot.height + 11, {
      size: caption,
      color: ink.third,
      width: room,
      align: "center",
    });
  });
}

/** A small triangle that points down at its column. */
function mark({ doc }: Sheet, x: number, y: number): void {
  doc
    .moveTo(x - 3, y)
    .lineTo(x + 3, y)
    .lineTo(x, y + 5)
    .fill(ink.critical);
}

/** One bar of parts side by side, as long as its sum is of `most`. */
export function drawBar(
  { doc }: Sheet,
  box: Box,
  parts: readonly { value: number; color: string }[],
  most: number,
): void {
  doc.rect(box.x, box.y, box.width, box.height).fill(ink.sunken);
  let x = box.x;
  for (const { value, color } of parts) {
    const width = most === 0 ? 0 : (box.width * value) / most;
    if (width > 0) doc.rect(x, box.y, width, box.height).fill(color);
    x += width;
  }
}
