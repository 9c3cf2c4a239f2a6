import { Temporal } from "temporal-polyfill";
import type { Database } from "../platform/database.ts";
import { planningOf } from "./planning.ts";
import type { Publishers } from "./publish.ts";
import { plannedContents } from "./store-forecast.ts";

/** How much a profile is used, as people look at it beside its name. */
export interface ProfileUsage {
  profile: string;
  /** What is planned for today or went out, in the workspace's zone. */
  today: number;
  /** As many as its network takes in a day; null: it says nothing of it. */
  mostPerDay: number | null;
  slots: number;
  /** What its network charges for this month as far as it is planned, in thousandths of a US dollar; null: nothing. */
  monthMilliUsd: number | null;
}

/** The day and the month of an instant in a zone. */
export function dayAndMonth(at: Date, timeZone: string): { day: Period; month: Period } {
  const midnight = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .startOfDay();
  const first = midnight.with({ day: 1 }).startOfDay();
  return {
    day: period(midnight, midnight.add({ days: 1 })),
    month: period(first, first.add({ months: 1 })),
  };
}

interface Period {
  from: Date;
  to: Date;
}
const period = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): Period => ({
  from: new Date(from.epochMilliseconds),
  to: new Date(to.epochMilliseconds),
});

/** The use of all profiles of a workspace: one statement, and another one where a network charges. */
export async function profileUsage(
  ctx: { db: Database; publishers: Publishers; clock: () => Date },
  workspaceId: string,
): Promise<{ items: ProfileUsage[]; budgetMilliUsd: number | null }> {
  const { timeZone, monthlyBudgetMilliUsd } = await planningOf(ctx.db, workspaceId);
  const { day, month } = dayAndMonth(ctx.clock(), timeZone);
  const rows = await ctx.db.$queryRaw<{ id: string; network: string; slots: number; today: number }[]>`
    select p.id::text, p.network, coalesce(s.count, 0)::int as slots, coalesce(t.count, 0)::int as today
    from profile p
    left join (select profile_id, count(*) from slot where workspace_id = ${workspaceId}::uuid group by 1) s
      on s.profile_id = p.id
    left join (select profile_id, count(*) from publication
      where workspace_id = ${workspaceId}::uuid and scheduled_at >= ${day.from} and scheduled_at < ${day.to}
        and state not in ('draft', 'cancelled', 'failed') group by 1) t on t.profile_id = p.id
    where p.workspace_id = ${workspaceId}::uuid and p.deleted_at is null`;
  const priceOf = (network: string) => ctx.publishers.get(network)?.publisher.costMilliUsd;
  const charging = [...new Set(rows.map(({ network }) => network))].filter(priceOf);
  const contents =
    charging.length === 0 ? [] : await plannedContents(ctx.db, workspaceId, charging, month, null);
  const items = rows.map(({ id, network, slots, today }) => ({
    profile: id,
    today,
    mostPerDay: ctx.publishers.get(network)?.publisher.postsPerDay ?? null,
    slots,
    monthMilliUsd: priceOf(network)
      ? contents
          .filter(({ profile }) => profile === id)
          .reduce((sum, { content }) => sum + (priceOf(network)?.(content) ?? 0), 0)
      : null,
  }));
  return { items, budgetMilliUsd: monthlyBudgetMilliUsd };
}
