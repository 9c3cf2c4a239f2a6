import { randomUUID } from "node:crypto";
import type { AlertRule, Prisma } from "../generated/prisma/client.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { alertMoves, type Evidence, isCritical } from "./alert.ts";
import { planDeliveries } from "./store-deliveries.ts";

/** The open alert of a rule, and when its last one ended. */
export async function readAlerts(db: Database, ruleId: string) {
  const [open, last] = await Promise.all([
    db.alert.findFirst({ where: { ruleId, state: { not: "resolved" } } }),
    db.alert.findFirst({ where: { ruleId, state: "resolved" }, orderBy: { resolvedAt: "desc" } }),
  ]);
  return { open, lastResolvedAt: last?.resolvedAt ?? null };
}

/**
 * Opens an alert and one delivery per channel. The unique index on open alerts per rule makes a second one at the
 * same instant do nothing.
 * @returns its id, or null when one was open already
 */
export async function openAlert(
  db: Database,
  rule: AlertRule,
  evidence: Evidence,
  now: Date,
): Promise<string | null> {
  const id = randomUUID();
  const critical = isCritical(evidence);
  return db.$transaction(async (tx) => {
    const opened = await tx.$queryRaw<{ id: string }[]>`
      insert into alert (id, workspace_id, rule_id, monitor_id, subject, critical, state, started_at, opened_at,
        updated_at, evidence)
      values (${id}::uuid, ${rule.workspaceId}::uuid, ${rule.id}::uuid, ${rule.monitorId}::uuid,
        ${evidence.subject?.id ?? ""}, ${critical}, 'firing', ${new Date(evidence.since)}, ${now}, ${now},
        ${JSON.stringify(evidence)}::jsonb)
      on conflict do nothing returning id`;
    if (opened.length === 0) return null;
    await planDeliveries(
      tx,
      { id, ruleId: rule.id, workspaceId: rule.workspaceId, critical },
      "alert.opened",
      now,
    );
    await tell(tx, rule.workspaceId, { id, state: "firing", monitor: rule.monitorId }, now);
    return id;
  });
}

/** Writes newer evidence; no one is told again, but who waits for the end of quiet hours or a digest is told a critical one now. */
export async function updateEvidence(
  db: Database,
  alertId: string,
  evidence: Evidence,
  now: Date,
): Promise<void> {
  const becomesCritical = isCritical(evidence);
  await db.$transaction(async (tx) => {
    await tx.alert.updateMany({
      where: { id: alertId, state: { not: "resolved" } },
      data: {
        evidence: evidence as unknown as Prisma.InputJsonObject,
        updatedAt: now,
        ...(becomesCritical ? { critical: true } : {}),
      },
    });
    if (becomesCritical)
      await tx.delivery.updateMany({
        where: {
          alertId,
          OR: [
            { state: "waiting", attemptCount: 0, dueAt: { gt: now } },
            { state: "gathered", gatheredIn: null },
          ],
          alert: { OR: [{ snoozedUntil: null }, { snoozedUntil: { lte: now } }] },
        },
        data: { state: "waiting", dueAt: now, rungAt: null },
      });
  });
}

/** Notes that an open alert was looked at and goes on. */
export async function touchAlert(db: Database, alertId: string, now: Date): Promise<void> {
  await db.alert.updateMany({ where: { id: alertId, state: { not: "resolved" } }, data: { updatedAt: now } });
}

/** Ends an alert and tells those who were told of it. @returns false when it had ended already */
export async function resolveAlert(db: Database, alertId: string, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.alert.updateMany({
      where: { id: alertId, state: { in: [...alertMoves.resolve.from] } },
      data: { state: alertMoves.resolve.to, resolvedAt: now, updatedAt: now },
    });
    if (count === 0) return false;
    const alert = await tx.alert.findUniqueOrThrow({ where: { id: alertId } });
    await planDeliveries(tx, alert, "alert.resolved", now);
    await tell(tx, alert.workspaceId, { id: alertId, state: "resolved", monitor: alert.monitorId }, now);
    return true;
  });
}

export async function tell(
  tx: Transaction,
  workspaceId: string,
  data: Prisma.InputJsonObject,
  now: Date,
): Promise<void> {
  await tx.event.create({ data: { workspaceId, kind: "alert", data, at: now } });
}

/** The open alerts of a rule that watches many things, by what they are about. */
export async function openBySubject(db: Database, ruleId: string): Promise<Map<string, string>> {
  const open = await db.alert.findMany({
    where: { ruleId, state: { not: "resolved" } },
    select: { id: true, subject: true },
  });
  return new Map(open.map(({ id, subject }) => [subject, id]));
}

/**
 * Nothing more is told of an alert, and it is not escalated, until an instant; what waits then is told then.
 * @returns false when it is over
 */
export async function snoozeAlert(db: Database, alertId: string, until: Date, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.alert.updateMany({
      where: { id: alertId, state: { not: "resolved" } },
      data: { snoozedUntil: until, updatedAt: now },
    });
    if (count === 0) return false;
    await tx.delivery.updateMany({
      where: { alertId, state: "waiting", dueAt: { lt: until } },
      data: { dueAt: until, rungAt: null },
    });
    return true;
  });
}

/** Tells the second row of those alerts that nobody looks after in time. Each is escalated once. */
export async function escalateAlerts(db: Database, now: Date): Promise<void> {
  const late = await db.$queryRaw<{ id: string }[]>`
    select a.id from alert a join alert_rule r on r.id = a.rule_id
    where a.state = 'firing' and a.escalated_at is null and r.escalate_minutes is not null
      and a.opened_at + r.escalate_minutes * interval '1 minute' <= ${now}
      and (a.snoozed_until is null or a.snoozed_until <= ${now})
    limit 100`;
  for (const { id } of late)
    await db.$transaction(async (tx) => {
      const { count } = await tx.alert.updateMany({
        where: { id, state: "firing", escalatedAt: null },
        data: { escalatedAt: now },
      });
      if (count === 0) return;
      const alert = await tx.alert.findUniqueOrThrow({ where: { id } });
      await planDeliveries(tx, alert, "alert.escalated", now);
      await tell(tx, alert.workspaceId, { id, state: alert.state, monitor: alert.monitorId }, now);
    });
}
