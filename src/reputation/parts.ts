import type { Database } from "../platform/database.ts";
import { changeOf, type Tally, tallyOf } from "./figures.ts";
import type { Period } from "./period.ts";
import { countsBy, type Dimension, type FigureFilter } from "./store-counts.ts";

/** What one brand, network, language or site has of the whole. */
export interface Part extends Tally {
  key: string | null;
  /** Of all mentions of the period, from 0 to 1; null when there are none. */
  share: number | null;
}

/** Most mentions first. `keys`: those to show also where there is nothing. */
export async function readParts(
  db: Database,
  monitors: readonly string[],
  { from, to }: Period,
  filter: FigureFilter,
  dimension: Dimension,
  keys: readonly string[],
): Promise<Part[]> {
  const counts = await countsBy(db, monitors, [from, to], filter, dimension);
  const found = new Set([...keys, ...counts.map(({ key }) => key)]);
  const tallies = [...found]
    .map((key) => ({ key, ...tallyOf(counts.filter((count) => count.key === key)) }))
    .filter(({ key, mentions }) => mentions > 0 || (key !== null && keys.includes(key)));
  const total = totalOf(tallies);
  return tallies
    .map((tally) => ({ ...tally, share: total === 0 ? null : tally.mentions / total }))
    .sort((a, b) => b.mentions - a.mentions || ((a.key ?? "") < (b.key ?? "") ? -1 : 1));
}

/** Each part beside what it was before, and by how much it changed. */
export function changedParts(parts: readonly Part[], before: readonly Part[]) {
  const total = totalOf(before);
  return parts.map((part) => {
    const { key, ...now } = part;
    const { key: _, ...previous } = before.find((other) => other.key === key) ?? {
      key,
      ...tallyOf([]),
      share: total === 0 ? null : 0,
    };
    return { ...part, previous, change: changeOf(now, previous) };
  });
}

function totalOf(parts: readonly Tally[]): number {
  return parts.reduce((sum, { mentions }) => sum + mentions, 0);
}
