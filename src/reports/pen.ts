import type { ReportContent } from "./content.ts";
import type { Format } from "./format.ts";
import type { Sheet } from "./sheet.ts";
import type { Words } from "./words.ts";

/** What every part of a report is drawn with. */
export interface Pen {
  sheet: Sheet;
  content: ReportContent;
  t: Words;
  format: Format;
}
