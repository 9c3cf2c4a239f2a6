import type { Job } from "../jobs.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { tellingOf } from "./digest.ts";
import { timesOf } from "./store-digests.ts";

export type DeliveryEvent = "alert.opened" | "alert.resolved" | "alert.escalated";

/**
 * One delivery per channel of the alert's rule: the second row's for an escalation, those who were told of it for its
 * end. Whom quiet hours or a snooze kept from being told is told once, at their end, that it came and went. What is not critical waits for the end of a channel's quiet hours, or for its digest.
 */
export async function planDeliveries(
  tx: Transaction,
  alert: { id: string; ruleId: string; workspaceId: string; critical: boolean },
  event: DeliveryEvent,
  now: Date,
): Promise<void> {
  const rows = await tx.alertRuleChannel.findMany({
    where: {
      ruleId: alert.ruleId,
      ...(event === "alert.resolved" ? {} : { escalation: event === "alert.escalated" }),
    },
    include: { channel: true },
  });
  const untold = event === "alert.resolved" ? await channelsStillToTell(tx, alert.id, now) : new Set();
  const told = event === "alert.resolved" ? await channelsTold(tx, alert.id) : null;
  await tx.delivery.createMany({
    data: rows
      .filter(({ channelId }) => !untold.has(channelId))
      .filter(({ channelId, escalation }) => told === null || !escalation || told.has(channelId))
      .map(({ channelId, channel }) => {
        const told = { critical: alert.critical, escalated: event === "alert.escalated" };
        const telling = tellingOf(timesOf(channel), told, now);
        return {
          workspaceId: alert.workspaceId,
          alertId: alert.id,
          channelId,
          event,
          ...(telling.kind === "at"
            ? { state: "waiting" as const, dueAt: telling.at }
            : { state: "gathered" as const, dueAt: null }),
          createdAt: now,
        };
      }),
    skipDuplicates: true,
  });
}

async function channelsTold(tx: Transaction, alertId: string): Promise<Set<string>> {
  const rows = await tx.delivery.findMany({ where: { alertId }, select: { channelId: true } });
  return new Set(rows.map(({ channelId }) => channelId));
}

/** Those that wait for a later time to be told that the alert opened. That nobody looked after it is not told them any more. */
async function channelsStillToTell(tx: Transaction, alertId: string, now: Date): Promise<Set<string>> {
  const waiting = { alertId, state: "waiting", attemptCount: 0, dueAt: { gt: now } } as const;
  await tx.delivery.deleteMany({ where: { ...waiting, event: "alert.escalated" } });
  const rows = await tx.delivery.findMany({ where: waiting, select: { channelId: true } });
  return new Set(rows.map(({ channelId }) => channelId));
}

const deliveryLeaseSeconds = 60;
const ringAgainSeconds = 90;

/** Deliveries to ring for, marked as rung. */
export async function deliveriesToRing(
  db: Database,
  { now, horizon, everything }: { now: Date; horizon: Date; everything: boolean },
): Promise<Job[]> {
  const rows = await db.$queryRaw<{ id: string; due_at: Date; is_report: boolean }[]>`
    with picked as (
      select id from delivery where state in ('waiting', 'delivering') and due_at <= ${horizon}
        and (rung_at is null or (${everything} and rung_at < ${now})
          or greatest(due_at, rung_at) < ${plusSeconds(now, -ringAgainSeconds)})
      order by due_at limit 1000 for update skip locked
    )
    update delivery d set rung_at = ${now} from picked where d.id = picked.id
    returning d.id, d.due_at, d.report_id is not null as is_report`;
  return rows.map(({ id, due_at, is_report }) => ({
    name: is_report ? "send-report" : "deliver",
    id,
    dueAt: due_at < now ? now : due_at,
  }));
}

/** Takes a delivery that is due; one whose worker went away is taken again: better told twice than not at all. */
export async function claimDelivery(
  db: Database,
  id: string,
  now: Date,
  leaseSeconds = deliveryLeaseSeconds,
) {
  const { count } = await db.delivery.updateMany({
    where: {
      id,
      dueAt: { lte: now },
      OR: [{ state: "waiting" }, { state: "delivering", leaseUntil: { lt: now } }],
    },
    data: {
      state: "delivering",
      leaseUntil: plusSeconds(now, leaseSeconds),
      attemptCount: { increment: 1 },
    },
  });
  if (count === 0) return null;
  return db.delivery.findUnique({
    where: { id },
    include: {
      channel: true,
      alert: { include: { monitor: true, rule: true, workspace: { select: { timeZone: true } } } },
      digest: { include: { workspace: { select: { timeZone: true } } } },
    },
  });
}
export type ClaimedDelivery = NonNullable<Awaited<ReturnType<typeof claimDelivery>>>;

/** Writes what came of a delivery, and with a digest's of the alerts in it. `dueAt`: when to try again; null: never. */
export async function settleDelivery(
  db: Database,
  delivery: { id: string; channelId: string; digestId: string | null },
  result: { state: "delivered" | "failed" | "waiting"; detail: string; dueAt: Date | null },
  now: Date,
): Promise<void> {
  const failed = result.state === "delivered" ? null : result.detail;
  const { state, detail } = result;
  const told = state === "delivered" ? { deliveredAt: now } : {};
  await db.$transaction([
    db.delivery.update({
      where: { id: delivery.id },
      data: {
        state,
        lastDetail: detail,
        dueAt: result.dueAt,
        rungAt: null,
        leaseUntil: null,
        ...told,
      },
    }),
    ...(delivery.digestId && state !== "waiting"
      ? [
          db.delivery.updateMany({
            where: { gatheredIn: delivery.digestId, state: "gathered" },
            data: { state, lastDetail: detail, ...told },
          }),
        ]
      : []),
    db.channel.update({
      where: { id: delivery.channelId },
      data: { lastError: failed, ...(failed === null ? { lastDeliveryAt: now } : {}) },
    }),
  ]);
}
