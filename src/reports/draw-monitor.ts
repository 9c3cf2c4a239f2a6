import { type Column, drawBar, drawColumns, drawNet } from "./chart.ts";
import type { MonitorContent, Row } from "./content.ts";
import { fewMentions, shownFigures } from "./format.ts";
import type { Pen } from "./pen.ts";
import { heading, ink, inner, need, paper, paragraph, widthOf, write } from "./sheet.ts";

const chartHeight = 200;
const netHeight = 140;
const rowHeight = 15;
const half = (inner - 24) / 2;

/** All of one monitor: its figures, how they went, and what they are made of. */
export function drawMonitor(pen: Pen, monitor: MonitorContent): void {
  if (pen.content.monitors.length > 1) heading(pen.sheet, monitor.name, 16);
  drawFigures(pen, monitor);
  drawVolume(pen, monitor);
  drawSentiment(pen, monitor);
  drawBreakdowns(pen, monitor);
}

function drawFigures({ sheet, t, format }: Pen, monitor: MonitorContent): void {
  const [columns, gap, height] = [3, 10, 54];
  const width = (inner - (columns - 1) * gap) / columns;
  const figures = shownFigures(monitor.figures, monitor.previous, t, format);
  const rows = Math.ceil(figures.length / columns);
  need(sheet, rows * (height + gap));
  figures.forEach(({ title, value, change }, index) => {
    const x = paper.side + (index % columns) * (width + gap);
    const y = sheet.y + Math.floor(index / columns) * (height + gap);
    sheet.doc.roundedRect(x, y, width, height, 5).fill(ink.sunken);
    const room = width - 20;
    write(sheet, title, x + 10, y + 15, { size: 8, color: ink.second, width: room });
    write(sheet, value, x + 10, y + 34, { size: 16, weight: "bold", width: room });
    write(
      sheet,
      change === null
        ? ""
        : change === t("few") || change === t("newFigure")
          ? change
          : t("against", { change }),
      x + 10,
      y + 47,
      {
        size: 7.5,
        color: ink.third,
        width: room,
      },
    );
  });
  sheet.y += rows * (height + gap);
}

function drawVolume(pen: Pen, monitor: MonitorContent): void {
  const { sheet, content, t, format } = pen;
  const { buckets } = monitor;
  const interval = t(`interval.${content.interval}`);
  need(sheet, chartHeight + 70);
  heading(sheet, t("volume", { interval }));
  const peak = buckets.toSorted((a, b) => b.mentions - a.mentions)[0];
  const isRunning = (to: Date) => to > content.madeAt;
  const marks = buckets.flatMap(({ from, to }, index) =>
    content.alerts.shown.some(
      ({ about, startedAt }) => about === monitor.name && startedAt >= from && startedAt < to,
    )
      ? [index]
      : [],
  );
  const sentence =
    peak === undefined || peak.mentions === 0
      ? t("noMention")
      : t("peak", {
          when: format.bucket(peak.from, peak.to, content.interval),
          count: format.mentions(peak.mentions),
          negative: format.whole(peak.negative),
        });
  const notes = [
    sentence,
    ...(marks.length > 0 ? [t("alertMarks")] : []),
    ...(buckets.some(({ to }) => isRunning(to)) ? [t("running")] : []),
  ];
  paragraph(sheet, notes.join(" "), { size: 8.5, color: ink.second, width: inner });
  drawLegend(pen);
  drawColumns(
    sheet,
    { x: paper.side, y: sheet.y, width: inner, height: chartHeight },
    buckets.map(
      ({ negative, neutral, positive, unscored, to }): Column => ({
        parts: [
          { value: negative, color: ink.negative },
          { value: neutral, color: ink.neutral },
          { value: positive, color: ink.positive },
          { value: unscored, color: ink.unscored },
        ],
        isRunning: isRunning(to),
      }),
    ),
    { ticks: buckets.map(({ from }) => format.tick(from, content.interval)), number: format.compact },
    marks,
  );
  sheet.y += chartHeight;
}

function drawLegend({ sheet, t }: Pen): void {
  sheet.y += 14;
  let x: number = paper.side;
  for (const [word, color] of [
    ["negative", ink.negative],
    ["neutral", ink.neutral],
    ["positive", ink.positive],
    ["none", ink.unscored],
  ] as const) {
    sheet.doc.rect(x, sheet.y - 6, 7, 7).fill(color);
    write(sheet, t(word), x + 11, sheet.y, { size: 8, color: ink.second });
    x += 80;
  }
  sheet.y += 4;
}

function drawSentiment({ sheet, content, t, format }: Pen, { buckets }: MonitorContent): void {
  const interval = t(`interval.${content.interval}`);
  const least = String(fewMentions);
  const values = buckets.map(({ netSentiment, mentions, to }) =>
    mentions < fewMentions || to > content.madeAt ? null : netSentiment,
  );
  const isDrawn = values.some((value) => value !== null);
  need(sheet, isDrawn ? netHeight + 60 : 60);
  heading(sheet, t("net"));
  paragraph(sheet, t(isDrawn ? "netWhole" : "netFew", { interval, least }), {
    size: 8.5,
    color: ink.second,
    width: inner,
  });
  if (!isDrawn) return;
  drawNet(sheet, { x: paper.side, y: sheet.y, width: inner, height: netHeight }, values, {
    ticks: buckets.map(({ from }) => format.tick(from, content.interval)),
    number: (value) => (value === 0 ? "0" : format.net(value)),
  });
  sheet.y += netHeight;
}

interface Tile {
  title: string;
  note: string | null;
  rows: readonly Row[];
}

function drawBreakdowns(pen: Pen, monitor: MonitorContent): void {
  const { content, t, format } = pen;
  const isSample = monitor.termsRead < monitor.figures.mentions && monitor.terms.length > 0;
  const networkName = (id: string | null) => (id === null ? null : (content.networkNames[id] ?? id));
  const tiles: Tile[] = [
    {
      title: t("whoSpeaks"),
      note: null,
      rows: monitor.authors.map((row) => ({ ...row, detail: networkName(row.detail) })),
    },
    {
      title: t("ofWhat"),
      note: isSample ? t("sampled", { read: format.whole(monitor.termsRead) }) : null,
      rows: monitor.terms,
    },
    {
      title: t("networks"),
      note: null,
      rows: monitor.networks.map((row) => ({ ...row, name: networkName(row.name) })),
    },
    {
      title: t("languages"),
      note: null,
      rows: monitor.languages.map((row) => ({
        ...row,
        name:
          row.name === null || row.name === "und"
            ? t("unknownLanguage")
            : (format.language(row.name) ?? row.name),
      })),
    },
    {
      title: t("sites"),
      note: null,
      rows: monitor.sites.map((row) => ({ ...row, name: row.name ?? t("noSite") })),
    },
  ];
  for (let index = 0; index < tiles.length; index += 2) drawPair(pen, tiles.slice(index, index + 2));
}

/** Two lists beside each other. */
function drawPair(pen: Pen, pair: readonly Tile[]): void {
  const { sheet } = pen;
  const height = Math.max(...pair.map(heightOf));
  need(sheet, height);
  for (const [index, tile] of pair.entries()) drawTile(pen, tile, paper.side + index * (half + 24), sheet.y);
  sheet.y += height;
}

function heightOf({ rows, note }: Tile): number {
  return 34 + Math.max(1, rows.length) * rowHeight + (note ? 12 : 0) + 6;
}

function drawTile({ sheet, t, format }: Pen, { title, note, rows }: Tile, x: number, top: number): void {
  write(sheet, title, x, top + 22, { size: 11, weight: "bold", width: half });
  let y = top + 30;
  if (note) {
    write(sheet, note, x, y + 8, { size: 7.5, color: ink.third, width: half });
    y += 12;
  }
  if (rows.length === 0) write(sheet, t("nothing"), x, y + 11, { size: 8.5, color: ink.third, width: half });
  const most = Math.max(0, ...rows.map(({ mentions }) => mentions));
  const bar = { x: x + 118, width: half - 118 - 66 };
  for (const row of rows) {
    const small = { size: 7.5, color: ink.third };
    const detail = row.detail === null ? 0 : Math.min(50, widthOf(sheet, row.detail, small)) + 5;
    const name = { size: 8.5, width: 112 - detail };
    write(sheet, row.name ?? "", x, y + 11, name);
    if (row.detail !== null) {
      const after = x + 5 + Math.min(name.width, widthOf(sheet, row.name ?? "", name));
      write(sheet, row.detail, after, y + 11, { ...small, width: 50 });
    }
    drawBar(
      sheet,
      { x: bar.x, y: y + 4.5, width: bar.width, height: 7 },
      [
        { value: row.negative, color: ink.negative },
        { value: row.neutral, color: ink.neutral },
        { value: row.positive, color: ink.positive },
        { value: row.unscored, color: "#b9c3ce" },
      ],
      most,
    );
    const right = { size: 8.5, align: "right" } as const;
    write(sheet, format.compact(row.mentions), x + half - 64, y + 11, { ...right, width: 34 });
    if (row.change !== null)
      write(sheet, signedOf(row.change, format.compact), x + half - 28, y + 11, {
        ...right,
        size: 7.5,
        color: ink.third,
        width: 28,
      });
    y += rowHeight;
  }
}

function signedOf(change: number, written: (value: number) => string): string {
  if (change === 0) return "=";
  return change > 0 ? `+${written(change)}` : `−${written(-change)}`;
}
