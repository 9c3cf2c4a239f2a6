import { byteOrderMark, csvRow } from "../../../../src/reports/csv.ts";
import { type Card, shownState } from "./cards.ts";
import { clockText } from "./dates.ts";
import type { ShownState } from "./model.ts";

/** Cards as a table for spreadsheets: separated by semicolons, with the mark that makes Excel read UTF-8. */
export function csvOf(
  cards: readonly Card[],
  { zone, profiles }: { zone: string; profiles: ReadonlyMap<string, { name: string }> },
  head: readonly string[],
  wordOf: (state: ShownState) => string,
): string {
  const rows = cards.flatMap((card) =>
    card.publications.map((publication) => [
      card.date,
      clockText(card.minute),
      zone,
      publication.scheduledAt ?? "",
      wordOf(shownState(publication)),
      publication.network,
      profiles.get(publication.profile)?.name ?? "",
      publication.text,
      publication.remoteUrl ?? "",
    ]),
  );
  return byteOrderMark + [head, ...rows].map((row) => csvRow(row, "fr")).join("");
}
