import type { Database } from "../platform/database.ts";
import type { SpikeKind } from "./rule.ts";

/** How many people are taken for the most active. */
const mostActive = 3;

/** Where a spike began, and whether few people make it. */
export interface Origin {
  /** Null: none of its mentions is there any more. */
  first: { id: string; at: Date } | null;
  mentions: number;
  /** Told apart by network and handle. */
  authors: number;
  /** How many of the mentions are by the three who wrote most. */
  byMostActive: number;
}

/** Of the mentions that an alert counts, as they are stored now. @param until null: to the present */
export async function originOf(
  db: Database,
  monitorId: string,
  kind: SpikeKind,
  since: Date,
  until: Date | null,
): Promise<Origin> {
  const all = kind !== "negative-spike";
  const [row] = await db.$queryRaw<
    { id: string | null; at: Date | null; mentions: bigint; authors: bigint; active: bigint | null }[]
  >`
    with told as (
      select mention_id, published_at, network || ' ' || lower(author) as by from mention_monitor
      where monitor_id = ${monitorId}::uuid and published_at >= ${since}
        and (${until}::timestamptz is null or published_at < ${until}) and (label = 'negative' or ${all})
    ), first as (
      select mention_id, published_at from told order by published_at, mention_id limit 1
    )
    select (select mention_id from first)::text as id, (select published_at from first) as at,
      (select count(*) from told) as mentions, (select count(distinct by) from told) as authors,
      (select sum(n) from (
        select count(*) as n from told where by is not null group by by order by 1 desc limit ${mostActive}
      ) active) as active`;
  if (!row) throw new Error("a count is one row");
  return {
    first: row.id !== null && row.at !== null ? { id: row.id, at: row.at } : null,
    mentions: Number(row.mentions),
    authors: Number(row.authors),
    byMostActive: Number(row.active ?? 0),
  };
}
