import type { Database } from "../platform/database.ts";
import { type FigureFilter, linkConditions } from "./store-counts.ts";

/** How a period's mentions were answered from here. */
export interface Responses {
  /** Mentions with an answer that went out. */
  answered: number;
  /** Median of the time from a mention to its first answer; null: none was answered. */
  responseMinutes: number | null;
}

/**
 * How fast the mentions of one monitor and period were answered. Found from the answers, which are few, never from
 * the mentions, which may be millions.
 */
export async function responsesIn(
  db: Database,
  workspaceId: string,
  monitorId: string,
  { from, to }: { from: Date; to: Date },
  filter: FigureFilter,
): Promise<Responses> {
  const [row] = await db.$queryRaw<Responses[]>`
    select count(*)::int as answered,
      percentile_cont(0.5) within group (order by minutes)::float8 as "responseMinutes"
    from (
      select extract(epoch from min(p.published_at) - l.published_at) / 60 as minutes
      from post o
      join mention_monitor l on l.monitor_id = ${monitorId}::uuid and l.mention_id = o.reply_to_id
      join publication p on p.post_id = o.id and p.published_at is not null
      where o.workspace_id = ${workspaceId}::uuid and o.reply_to_at >= ${from} and o.reply_to_at < ${to}
        and ${linkConditions(filter)}
      group by l.mention_id, l.published_at
    ) answers`;
  return row ?? { answered: 0, responseMinutes: null };
}
