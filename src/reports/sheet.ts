import PDFDocument from "pdfkit";
import { facesOf, runsOf, type Weight } from "./fonts.ts";

/** Sizes in points, colours as in the light web app. */
export const paper = { width: 595.28, height: 841.89, side: 48, top: 56, bottom: 60 } as const;
export const inner = paper.width - 2 * paper.side;
export const ink = {
  text: "#16202c",
  second: "#465364",
  third: "#5c6879",
  hairline: "#d3dae2",
  sunken: "#edf1f4",
  brand: "#0b6266",
  negative: "#c2410c",
  neutral: "#7d8897",
  positive: "#0b6cb0",
  unscored: "#d3dae2",
  critical: "#a3192b",
} as const;

export interface Style {
  size: number;
  weight?: Weight;
  color?: string;
  /** What is longer is cut, with an ellipsis. */
  width?: number;
  align?: "left" | "right" | "center";
}

/** Pages on which one writes from top to bottom. */
export interface Sheet {
  doc: PDFKit.PDFDocument;
  /** Where the next thing goes. */
  y: number;
  /** Drawn at the top of each page but the first. */
  onPage: (sheet: Sheet) => void;
}

export function openSheet(info: { title: string; author: string; language: string; madeAt: Date }): Sheet {
  const doc = new PDFDocument({
    size: "A4",
    // Places are ours to choose: the library shall not begin a page by itself.
    margin: 0,
    bufferPages: true,
    lang: info.language,
    displayTitle: true,
    font: "",
    info: { Title: info.title, Author: info.author, Creator: "Vigie", CreationDate: info.madeAt },
  });
  for (const weight of ["regular", "bold"] as const)
    for (const { name, bytes } of facesOf(weight)) doc.registerFont(name, bytes);
  return { doc, y: paper.top, onPage: () => undefined };
}

/** Makes sure that so much fits below; else goes on with the next page. */
export function need(sheet: Sheet, height: number): void {
  if (sheet.y + height <= paper.height - paper.bottom) return;
  nextPage(sheet);
}

export function nextPage(sheet: Sheet): void {
  sheet.doc.addPage();
  sheet.y = paper.top;
  sheet.onPage(sheet);
}

/** The title of a section, with room for what begins under it. */
export function heading(sheet: Sheet, text: string, size = 12): void {
  need(sheet, size * 2 + 70);
  sheet.y += size + 8;
  write(sheet, text, paper.side, sheet.y, { size, weight: "bold", width: inner });
  sheet.y += 7;
}

/** One line of text; `baseline` is where its letters stand. */
export function write(sheet: Sheet, text: string, x: number, baseline: number, style: Style): void {
  const { doc } = sheet;
  const shown = style.width === undefined ? text : shortened(sheet, text, style, style.width);
  const runs = runsOf(shown, facesOf(style.weight ?? "regular"));
  const room = style.width ?? 0;
  const slack = style.align === undefined || style.align === "left" ? 0 : room - widthOf(sheet, shown, style);
  let at = x + (style.align === "center" ? slack / 2 : slack);
  doc.fillColor(style.color ?? ink.text);
  for (const run of runs) {
    doc.font(run.face).fontSize(style.size);
    doc.text(run.text, at, baseline, { lineBreak: false, baseline: "alphabetic" });
    at += doc.widthOfString(run.text);
  }
}

/** Text over several lines from `sheet.y` on, which it moves. Words longer than a line are cut. */
export function paragraph(sheet: Sheet, text: string, style: Style & { width: number; x?: number }): void {
  const leading = style.size * 1.45;
  for (const line of linesOf(sheet, text, style)) {
    need(sheet, leading);
    sheet.y += leading;
    write(sheet, line, style.x ?? paper.side, sheet.y - leading * 0.25, style);
  }
}

function linesOf(sheet: Sheet, text: string, style: Style & { width: number }): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(sheet, longer, style) > style.width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

export function widthOf(sheet: Sheet, text: string, { size, weight = "regular" }: Style): number {
  return runsOf(text, facesOf(weight)).reduce(
    (sum, run) => sum + sheet.doc.font(run.face).fontSize(size).widthOfString(run.text),
    0,
  );
}

/** Cut so that it fits, an ellipsis at its end. */
function shortened(sheet: Sheet, text: string, style: Style, width: number): string {
  if (widthOf(sheet, text, style) <= width) return text;
  const characters = [...text];
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    const cut = `${characters.slice(0, middle).join("").trimEnd()}…`;
    if (widthOf(sheet, cut, style) <= width) fits = middle;
    else tooLong = middle;
  }
  return `${characters.slice(0, fits).join("").trimEnd()}…`;
}
