import type { ReportContent } from "./content.ts";
import type { Words } from "./words.ts";

/** Of whom: the one monitor, or how many. */
export function aboutOf({ monitors }: Pick<ReportContent, "monitors">, t: Words): string {
  const [first] = monitors;
  return monitors.length === 1 && first ? first.name : t("monitors", { count: String(monitors.length) });
}
