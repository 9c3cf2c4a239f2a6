import type { Database } from "../platform/database.ts";

/**
 * Takes up to so many items out of what a month still holds, at once for all who read the source.
 * @returns how many were granted: `wanted`, or what was left
 */
export async function reserveReads(
  db: Database,
  sourceId: string,
  { month, wanted, most }: { month: string; wanted: number; most: number },
): Promise<number> {
  const rows = await db.$queryRaw<{ granted: number }[]>`
    with held as (
      select id, case when read_month = ${month} then month_read_count else 0 end as so_far
      from source where id = ${sourceId}::uuid for update
    ), granted as (
      select id, so_far, greatest(0, least(${wanted}::int, ${most}::int - so_far)) as granted from held
    )
    update source s set read_month = ${month}, month_read_count = g.so_far + g.granted
    from granted g where s.id = g.id returning g.granted`;
  return rows[0]?.granted ?? 0;
}

/** What was not read after all; of another month, it is of no interest any more. */
export async function giveBackReads(
  db: Database,
  sourceId: string,
  month: string,
  count: number,
): Promise<void> {
  await db.source.updateMany({
    where: { id: sourceId, readMonth: month },
    data: { monthReadCount: { decrement: count } },
  });
}
