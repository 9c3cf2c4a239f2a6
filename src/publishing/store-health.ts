import type { Database } from "../platform/database.ts";

/** How a workspace's publications fare. */
export interface PublicationHealth {
  /** Null: nothing went out since. */
  lateness: {
    publications: number;
    p50Seconds: number;
    p95Seconds: number;
    p99Seconds: number;
  } | null;
  publications: { unconfirmed: number; failed: number; missed: number; held: number };
}

/** @param since lateness is of what was first attempted from then on */
export async function publicationHealth(
  db: Database,
  workspaceId: string,
  since: Date,
): Promise<PublicationHealth> {
  const [late, states] = await Promise.all([
    db.$queryRaw<{ count: number; p50: number | null; p95: number | null; p99: number | null }[]>`
      select count(*)::int as count, percentile_cont(0.5) within group (order by late) as p50,
        percentile_cont(0.95) within group (order by late) as p95,
        percentile_cont(0.99) within group (order by late) as p99
      from (select greatest(0, extract(epoch from first_attempt_at - scheduled_at))::float8 as late
        from publication where workspace_id = ${workspaceId}::uuid and first_attempt_at >= ${since}
          and scheduled_at is not null) tried`,
    db.publication.groupBy({
      by: ["state"],
      where: { workspaceId, state: { in: ["unconfirmed", "failed", "missed", "held"] } },
      _count: true,
    }),
  ]);
  const { count = 0, p50 = null, p95 = null, p99 = null } = late[0] ?? {};
  const inState = (state: string) => states.find((row) => row.state === state)?._count ?? 0;
  return {
    lateness:
      p50 === null || p95 === null || p99 === null
        ? null
        : { publications: count, p50Seconds: p50, p95Seconds: p95, p99Seconds: p99 },
    publications: {
      unconfirmed: inState("unconfirmed"),
      failed: inState("failed"),
      missed: inState("missed"),
      held: inState("held"),
    },
  };
}
