import type { Language } from "../messages.ts";
import { bucketBounds } from "../reputation/period.ts";
import { figuresByBucket } from "../reputation/store.ts";
import { byteOrderMark, type Cell, csvRow } from "./csv.ts";
import { type GatherNeeds, monitorsOf } from "./gather.ts";
import { localTime } from "./local-clock.ts";
import type { ReportRequest } from "./request.ts";

const columns: Record<Language, readonly string[]> = {
  en: [
    "Monitor",
    "From",
    "To",
    "Local time",
    "Time zone",
    "Filters",
    "Mentions",
    "Negative",
    "Neutral",
    "Positive",
    "Not scored",
    "Net sentiment",
    "Reach (estimated)",
    "Engagement",
    "Authors",
  ],
  fr: [
    "Veille",
    "De",
    "À",
    "Heure locale",
    "Fuseau horaire",
    "Filtres",
    "Mentions",
    "Négatives",
    "Neutres",
    "Positives",
    "Non évaluées",
    "Tonalité nette",
    "Portée (estimée)",
    "Engagement",
    "Auteurs",
  ],
};

/**
 * The time series of a report's monitors, a row for each bucket; each figure is the API's. Written monitor by monitor,
 * so that fifty of them need no more memory than one.
 */
export async function* figuresCsv(
  ctx: GatherNeeds,
  workspaceId: string,
  request: ReportRequest,
): AsyncGenerator<string> {
  const { language, timeZone, filter } = request;
  const row = (cells: readonly Cell[]) => csvRow(cells, language);
  yield byteOrderMark + row(columns[language]);
  const bounds = bucketBounds(request.from, request.to, request.interval, timeZone);
  const filters = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}:${value}`)
    .join(" ");
  const { own } = await monitorsOf(ctx, workspaceId, request);
  for (const { id, name } of own) {
    const figures = await figuresByBucket(ctx.db, id, bounds, filter);
    yield figures
      .map((bucket, index) => {
        const [from, to] = [bounds[index] ?? request.from, bounds[index + 1] ?? request.to];
        return row([
          name,
          from.toISOString(),
          to.toISOString(),
          localTime(from, timeZone),
          timeZone,
          filters,
          bucket.mentions,
          bucket.negative,
          bucket.neutral,
          bucket.positive,
          bucket.unscored,
          bucket.netSentiment,
          bucket.reach,
          bucket.engagement,
          bucket.authors,
        ]);
      })
      .join("");
  }
}
