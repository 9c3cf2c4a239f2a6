import type { ReportContent } from "./content.ts";
import { drawAlerts, drawPublications, drawReading, drawVoices } from "./draw-lists.ts";
import { drawMonitor } from "./draw-monitor.ts";
import { formatFor } from "./format.ts";
import type { Pen } from "./pen.ts";
import { ink, inner, nextPage, openSheet, paper, write } from "./sheet.ts";
import { aboutOf } from "./title.ts";
import { type WordKey, wordsOf } from "./words.ts";

/** The report as a PDF. The same content always gives the same pages. */
export async function drawReport(content: ReportContent): Promise<Uint8Array> {
  const t = wordsOf(content.language);
  const format = formatFor(content.language, content.timeZone);
  const title = `${t("title")} · ${aboutOf(content, t)}`;
  const sheet = openSheet({
    title,
    author: content.workspace,
    language: content.language,
    madeAt: content.madeAt,
  });
  const done = bytesOf(sheet.doc);
  const pen: Pen = { sheet, content, t, format };
  drawHead(pen);
  sheet.onPage = () => {
    write(sheet, title, paper.side, 36, { size: 8, color: ink.third, width: inner });
  };
  const isOne = content.monitors.length === 1;
  if (!isOne) drawVoices(pen);
  for (const monitor of content.monitors) {
    if (!isOne) nextPage(sheet);
    sheet.doc.outline.addItem(monitor.name);
    drawMonitor(pen, monitor);
  }
  if (isOne) drawVoices(pen);
  else nextPage(sheet);
  drawAlerts(pen);
  drawPublications(pen);
  drawReading(pen);
  drawFeet(pen);
  sheet.doc.end();
  return done;
}

function drawHead({ sheet, content, t, format }: Pen): void {
  const { doc } = sheet;
  doc.rect(0, 0, paper.width, 6).fill(ink.brand);
  write(sheet, content.workspace, paper.side, 48, { size: 10, color: ink.second, width: inner - 80 });
  write(sheet, "Vigie", paper.side, 48, {
    size: 10,
    weight: "bold",
    color: ink.brand,
    width: inner,
    align: "right",
  });
  write(sheet, t("title"), paper.side, 78, { size: 22, weight: "bold", width: inner });
  write(sheet, aboutOf(content, t), paper.side, 98, { size: 13, color: ink.second, width: inner });
  const zone = content.timeZone;
  const between = ({ from, to }: { from: Date; to: Date }) => ({
    from: format.moment(from),
    to: format.moment(to),
    zone,
  });
  const facts: [string, string][] = [
    [t("period"), t("periodIs", between(content))],
    ...(content.before
      ? [[t("compared"), t(`comparedIs.${content.against}`, between(content.before))] as [string, string]]
      : []),
    [t("filters"), filtersOf({ content, t, format })],
    [t("madeOn"), format.moment(content.madeAt)],
  ];
  let y = 122;
  for (const [name, value] of facts) {
    write(sheet, name, paper.side, y, { size: 8.5, color: ink.third, width: 86 });
    write(sheet, value, paper.side + 90, y, { size: 8.5, width: inner - 90 });
    y += 13.5;
  }
  doc
    .moveTo(paper.side, y - 3)
    .lineTo(paper.width - paper.side, y - 3)
    .lineWidth(0.6)
    .strokeColor(ink.hairline)
    .stroke();
  sheet.y = y + 6;
}

/** What narrows the figures, in words. */
function filtersOf({ content, t, format }: Omit<Pen, "sheet">): string {
  const { label, language, network, author, site } = content.filter;
  const said: [WordKey, string | undefined][] = [
    ["filter.label", label && t(label)],
    ["filter.language", language && (format.language(language) ?? language)],
    ["filter.network", network && (content.networkNames[network] ?? network)],
    ["filter.author", author],
    ["filter.site", site],
  ];
  const parts = said.flatMap(([key, value]) => (value === undefined ? [] : [t(key, { value })]));
  return parts.length === 0 ? t("noFilter") : parts.join(" · ");
}

function drawFeet({ sheet, content, t, format }: Pen): void {
  const { doc } = sheet;
  const { count } = doc.bufferedPageRange();
  const about = [
    content.workspace,
    `${format.moment(content.from)} – ${format.moment(content.to)}`,
    content.timeZone,
  ].join(" · ");
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    const y = paper.height - 30;
    write(sheet, about, paper.side, y, { size: 7.5, color: ink.third, width: inner - 90 });
    write(sheet, t("page", { page: String(index + 1), pages: String(count) }), paper.side, y, {
      size: 7.5,
      color: ink.third,
      width: inner,
      align: "right",
    });
  }
}

function bytesOf(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
}
