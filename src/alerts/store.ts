import { randomUUID } from "node:crypto";
import type { AlertRule, Prisma } from "../generated/prisma/client.ts";
import type { Job } from "../jobs.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { alertMoves, type Evidence, type RuleKind } from "./alert.ts";
import type { RecentBucket } from "./spike.ts";
import type { Bucket } from "./spike-baseline.ts";

/** How far back the usual is looked for, and how fine the newest past is read. */
const pastDays = 56;
const recentHours = 25;
/** An open alert is looked at again at least this often, so that it resolves when nothing more comes. */
const openLookSeconds = 60;

/** A look that did not come to its end for this long is asked for anew. */
const lookLeaseSeconds = 60;

/**
 * Takes a rule that new mentions asked to be looked at; null when somebody else just did. Until `finishLook`, it is
 * only put off: a worker that goes away in between must not cost an alert.
 */
export async function claimLook(db: Database, ruleId: string, now: Date): Promise<AlertRule | null> {
  const { count } = await db.alertRule.updateMany({
    where: { id: ruleId, enabled: true, lookAt: { lte: now } },
    data: { lookAt: plusSeconds(now, lookLeaseSeconds) },
  });
  return count === 1 ? db.alertRule.findUnique({ where: { id: ruleId } }) : null;
}

/** Ends a look, unless newer mentions asked for another meanwhile. */
export async function finishLook(
  db: Database,
  { id, lookAt }: Pick<AlertRule, "id" | "lookAt">,
): Promise<void> {
  await db.alertRule.updateMany({ where: { id, lookAt }, data: { lookAt: null } });
}

/** Rules to look at now. */
export async function rulesToRing(db: Database, now: Date): Promise<Job[]> {
  await db.$executeRaw`
    update alert_rule set look_at = ${now}
    where enabled and look_at is null and exists (select from alert a where a.rule_id = alert_rule.id
      and a.state <> 'resolved' and a.updated_at < ${plusSeconds(now, -openLookSeconds)})`;
  const rows = await db.alertRule.findMany({
    where: { enabled: true, lookAt: { lte: now } },
    select: { id: true, lookAt: true },
    take: 1000,
  });
  return rows.map(({ id, lookAt }) => ({ name: "look", id, dueAt: lookAt ?? now }));
}

/** What a monitor's mentions were like, as the detector wants them. */
export interface MonitorPast {
  observedSince: Date;
  hours: Bucket[];
  recent: RecentBucket[];
}

export async function readPast(
  db: Database,
  monitorId: string,
  kind: RuleKind,
  now: Date,
): Promise<MonitorPast> {
  const from = plusSeconds(now, -pastDays * 86_400);
  const recentFrom = plusSeconds(now, -recentHours * 3600);
  const [hours, recent, first] = await Promise.all([
    db.$queryRaw<{ start_at: Date; seen: bigint; total: bigint }[]>`
      select hour as start_at, coalesce(sum(mentions) filter (where label = 'negative'), 0) as seen,
        sum(mentions) as total
      from rollup where monitor_id = ${monitorId}::uuid and hour >= ${from} and hour < ${recentFrom}
      group by hour order by hour`,
    db.$queryRaw<{ start_at: Date; seen: bigint; total: bigint; authors: string[] | null }[]>`
      select date_bin('5 minutes', published_at, 'epoch') as start_at,
        count(*) filter (where label = 'negative') as seen, count(*) as total,
        array_agg(distinct network || ' ' || coalesce(author, mention_id::text))
          filter (where label = 'negative' or ${kind === "volume-spike"}) as authors
      from mention_monitor where monitor_id = ${monitorId}::uuid and published_at >= ${recentFrom}
        and published_at <= ${plusSeconds(now, 600)}
      group by 1 order by 1`,
    db.$queryRaw<{ first: Date | null }[]>`
      select least(m.created_at, (select min(r.hour) from rollup r where r.monitor_id = m.id and r.hour >= ${from}))
        as first
      from monitor m where m.id = ${monitorId}::uuid`,
  ]);
  const bucket = (row: { start_at: Date; seen: bigint; total: bigint }) => ({
    startAt: row.start_at,
    seen: Number(row.seen),
    total: Number(row.total),
  });
  const observed = first[0]?.first ?? now;
  return {
    observedSince: new Date(Math.max(observed.getTime(), from.getTime())),
    hours: hours.map(bucket),
    recent: recent.map((row) => ({ ...bucket(row), authors: row.authors ?? [] })),
  };
}

/** The mentions behind a spike: with most reach, what made them negative, where they come from. */
export async function readDrivers(
  db: Database,
  monitorId: string,
  kind: RuleKind,
  since: Date,
): Promise<Pick<Evidence, "topMentions" | "terms" | "sources">> {
  const all = kind === "volume-spike";
  const [top, terms, sources] = await Promise.all([
    db.$queryRaw<Evidence["topMentions"]>`
      select m.id, m.network, m.url, left(m.text, 280) as text, m.author_handle as author,
        m.author_followers as followers
      from mention_monitor l join mention m on m.id = l.mention_id
      where l.monitor_id = ${monitorId}::uuid and l.published_at >= ${since} and (l.label = 'negative' or ${all})
      order by coalesce(m.author_followers, 0) + 10 * (m.likes + m.shares + m.replies) desc, m.published_at limit 5`,
    db.$queryRaw<{ term: string; count: bigint }[]>`
      select lower(w ->> 'word') as term, count(distinct m.id) as count
      from mention_monitor l join mention m on m.id = l.mention_id cross join jsonb_array_elements(m.words) w
      where l.monitor_id = ${monitorId}::uuid and l.published_at >= ${since} and (l.label = 'negative' or ${all})
        and (${all} or (w ->> 'weight')::real < 0)
      group by 1 order by 2 desc, 1 limit 10`,
    db.$queryRaw<{ network: string; count: bigint }[]>`
      select network, count(*) as count from mention_monitor
      where monitor_id = ${monitorId}::uuid and published_at >= ${since} and (label = 'negative' or ${all})
      group by 1 order by 2 desc`,
  ]);
  return {
    topMentions: top,
    terms: terms.map(({ term, count }) => ({ term, count: Number(count) })),
    sources: sources.map(({ network, count }) => ({ network, count: Number(count) })),
  };
}

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
  return db.$transaction(async (tx) => {
    const opened = await tx.$queryRaw<{ id: string }[]>`
      insert into alert (id, workspace_id, rule_id, monitor_id, state, started_at, opened_at, updated_at, evidence)
      values (${id}::uuid, ${rule.workspaceId}::uuid, ${rule.id}::uuid, ${rule.monitorId}::uuid, 'firing',
        ${new Date(evidence.since)}, ${now}, ${now}, ${JSON.stringify(evidence)}::jsonb)
      on conflict do nothing returning id`;
    if (opened.length === 0) return null;
    await planDeliveries(tx, { id, ruleId: rule.id, workspaceId: rule.workspaceId }, "alert.opened", now);
    await tell(tx, rule.workspaceId, { id, state: "firing", monitor: rule.monitorId }, now);
    return id;
  });
}

/** Writes newer evidence; no one is told again. */
export async function updateEvidence(
  db: Database,
  alertId: string,
  evidence: Evidence,
  now: Date,
): Promise<void> {
  await db.alert.updateMany({
    where: { id: alertId, state: { not: "resolved" } },
    data: { evidence: evidence as unknown as Prisma.InputJsonObject, updatedAt: now },
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

async function planDeliveries(
  tx: Transaction,
  alert: { id: string; ruleId: string; workspaceId: string },
  event: "alert.opened" | "alert.resolved",
  now: Date,
): Promise<void> {
  const channels = await tx.alertRuleChannel.findMany({ where: { ruleId: alert.ruleId } });
  await tx.delivery.createMany({
    data: channels.map(({ channelId }) => ({
      workspaceId: alert.workspaceId,
      alertId: alert.id,
      channelId,
      event,
      dueAt: now,
      createdAt: now,
    })),
    skipDuplicates: true,
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

const deliveryLeaseSeconds = 60;
const ringAgainSeconds = 90;

/** Deliveries to ring for, marked as rung. */
export async function deliveriesToRing(
  db: Database,
  { now, horizon, everything }: { now: Date; horizon: Date; everything: boolean },
): Promise<Job[]> {
  const rows = await db.$queryRaw<{ id: string; due_at: Date }[]>`
    with picked as (
      select id from delivery where state in ('waiting', 'delivering') and due_at <= ${horizon}
        and (rung_at is null or (${everything} and rung_at < ${now})
          or greatest(due_at, rung_at) < ${plusSeconds(now, -ringAgainSeconds)})
      order by due_at limit 1000 for update skip locked
    )
    update delivery d set rung_at = ${now} from picked where d.id = picked.id returning d.id, d.due_at`;
  return rows.map(({ id, due_at }) => ({ name: "deliver", id, dueAt: due_at < now ? now : due_at }));
}

/** Takes a delivery that is due; one whose worker went away is taken again: better told twice than not at all. */
export async function claimDelivery(db: Database, id: string, now: Date) {
  const { count } = await db.delivery.updateMany({
    where: {
      id,
      dueAt: { lte: now },
      OR: [{ state: "waiting" }, { state: "delivering", leaseUntil: { lt: now } }],
    },
    data: {
      state: "delivering",
      leaseUntil: plusSeconds(now, deliveryLeaseSeconds),
      attemptCount: { increment: 1 },
    },
  });
  if (count === 0) return null;
  return db.delivery.findUnique({
    where: { id },
    include: { channel: true, alert: { include: { monitor: true, rule: true } } },
  });
}

/** Writes what came of a delivery. `dueAt`: when to try again; null: never. */
export async function settleDelivery(
  db: Database,
  delivery: { id: string; channelId: string },
  result: { state: "delivered" | "failed" | "waiting"; detail: string; dueAt: Date | null },
  now: Date,
): Promise<void> {
  const failed = result.state === "delivered" ? null : result.detail;
  await db.$transaction([
    db.delivery.update({
      where: { id: delivery.id },
      data: {
        state: result.state,
        lastDetail: result.detail,
        dueAt: result.dueAt,
        rungAt: null,
        leaseUntil: null,
        ...(result.state === "delivered" ? { deliveredAt: now } : {}),
      },
    }),
    db.channel.update({
      where: { id: delivery.channelId },
      data: { lastError: failed, ...(failed === null ? { lastDeliveryAt: now } : {}) },
    }),
  ]);
}
