import type { Database } from "../platform/database.ts";
import type { SpikeKind } from "./rule.ts";
import type { Bucket } from "./spike-baseline.ts";
import type { Gap, RecentBucket } from "./spike-past.ts";
import { readGaps } from "./store-past.ts";

/** A monitor's whole past between two instants, in hours and in buckets of 5 minutes. */
export interface ReplayedPast {
  observedSince: Date;
  hours: Bucket[];
  buckets: RecentBucket[];
  gaps: Gap[];
}

export async function readReplay(
  db: Database,
  monitorId: string,
  kind: SpikeKind,
  from: Date,
  to: Date,
): Promise<ReplayedPast> {
  const [rows, gaps] = await Promise.all([
    db.$queryRaw<{ start_at: Date; seen: bigint; total: bigint; authors: string[] | null }[]>`
      select date_bin('5 minutes', published_at, 'epoch') as start_at,
        count(*) filter (where label = 'negative') as seen, count(*) as total,
        array_agg(distinct network || ' ' || coalesce(author, mention_id::text))
          filter (where label = 'negative' or ${kind === "volume-spike"}) as authors
      from mention_monitor where monitor_id = ${monitorId}::uuid and published_at >= ${from} and published_at < ${to}
      group by 1 order by 1`,
    readGaps(db, monitorId, from, to),
  ]);
  const buckets = rows.map((row) => ({
    startAt: row.start_at,
    seen: Number(row.seen),
    total: Number(row.total),
    authors: row.authors ?? [],
  }));
  return { observedSince: buckets[0]?.startAt ?? to, hours: hoursOf(buckets), buckets, gaps };
}

function hoursOf(buckets: readonly RecentBucket[]): Bucket[] {
  const hours = new Map<number, Bucket>();
  for (const { startAt, seen, total } of buckets) {
    const at = Math.floor(startAt.getTime() / 3_600_000) * 3_600_000;
    const hour = hours.get(at) ?? { startAt: new Date(at), seen: 0, total: 0 };
    hour.seen += seen;
    hour.total += total;
    hours.set(at, hour);
  }
  return [...hours.values()];
}
