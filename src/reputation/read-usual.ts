import type { Database } from "../platform/database.ts";
import { gapsOf } from "./gaps.ts";
import { weeksBefore } from "./period.ts";
import { countsBy, type FigureFilter } from "./store-counts.ts";
import { boundsOf, counterOf, type Stretch, type Usual, usualOf, wasHeard, weeksLookedAt } from "./usual.ts";

/**
 * What is usual in each bucket, from the same stretch of the eight weeks before; null where too few of them were
 * listened to. A bucket that was cut short is held against weeks cut short alike.
 * @param bounds start of each bucket, and the end of the last
 */
export async function usualByBucket(
  db: Database,
  monitor: { id: string; workspaceId: string; allSources: boolean },
  bounds: readonly Date[],
  filter: FigureFilter,
  timeZone: string,
): Promise<(Usual | null)[]> {
  const weeks = Array.from({ length: weeksLookedAt }, (_, index) => {
    const shifted = bounds.map((at) => weeksBefore(at, index + 1, timeZone));
    return shifted.slice(0, -1).map((from, bucket): Stretch => ({ from, to: shifted[bucket + 1] ?? from }));
  });
  const parts = boundsOf(weeks.flat());
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return [];
  const [counts, since, gaps] = await Promise.all([
    countsBy(db, [monitor.id], parts, filter, "monitor"),
    heardSince(db, monitor.id),
    gapsOf(db, monitor, { from: first, to: last }),
  ]);
  const byPart = new Array<number>(parts.length).fill(0);
  for (const { bucket, negative, neutral, positive, unscored } of counts)
    byPart[bucket - 1] = (byPart[bucket - 1] ?? 0) + negative + neutral + positive + unscored;
  const countIn = counterOf(parts, byPart);
  return bounds.slice(0, -1).map((_, bucket) => {
    const past = weeks.flatMap((week) => week[bucket] ?? []);
    // Where clocks change, an hour of the past may be none.
    const known = past.filter((stretch) => stretch.from < stretch.to && wasHeard(stretch, since, gaps));
    return usualOf(known.map(countIn));
  });
}

/** Since when there is anything to count: before it nothing was looked at, which is not the same as none. */
async function heardSince(db: Database, monitorId: string): Promise<Date> {
  const [row] = await db.$queryRaw<{ since: Date }[]>`
    select least(m.created_at, (select min(h.hour) from hour_rollup h where h.monitor_id = m.id)) as since
    from monitor m where m.id = ${monitorId}::uuid`;
  return row?.since ?? new Date(0);
}
