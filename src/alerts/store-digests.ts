import type { Prisma } from "../generated/prisma/client.ts";
import { plusSeconds } from "../platform/clock.ts";
import { type Database, mayBeId } from "../platform/database.ts";
import { tallyOf } from "../reputation/figures.ts";
import { countsBy } from "../reputation/store-counts.ts";
import type { Evidence } from "./alert.ts";
import {
  type DigestAlert,
  type DigestContent,
  DigestSettings,
  digestEnd,
  nextDigestAt,
  tellingOf,
} from "./digest.ts";
import { QuietHours } from "./quiet-hours.ts";

interface StoredTimes {
  digest: unknown;
  quietHours: unknown;
  digestDueAt: Date | null;
}

/** What a channel's row says of when it is told. */
export function timesOf({ digest, quietHours, digestDueAt }: StoredTimes) {
  return {
    digest: digest === null ? null : DigestSettings.parse(digest),
    quietHours: quietHours === null ? null : QuietHours.parse(quietHours),
    digestDueAt,
  };
}

/** The columns of a channel that follow from its digest and its quiet hours. A stretch that runs goes on. */
export function digestColumns(
  digest: DigestSettings | null,
  quietHours: QuietHours | null,
  runningFrom: Date | null,
  now: Date,
): { digestFrom: Date | null; digestDueAt: Date | null } {
  if (digest === null) return { digestFrom: null, digestDueAt: null };
  return { digestFrom: runningFrom ?? now, digestDueAt: nextDigestAt(digest, quietHours, now) };
}

const mostAtOnce = 100;

/**
 * Makes the digests that are due, each with the alerts that wait for it, and begins the next stretch: all in one
 * transaction, and only while the channel still stands where it was read. So there is one for each stretch, whoever
 * else does the same, and none is lost with a program that stops.
 */
export async function planDigests(db: Database, now: Date): Promise<void> {
  const due = await db.channel.findMany({
    where: { digestDueAt: { lte: now } },
    orderBy: { digestDueAt: "asc" },
    take: mostAtOnce,
  });
  for (const channel of due) {
    const { digest, quietHours, digestDueAt } = timesOf(channel);
    if (!digest || !digestDueAt) continue;
    const { endAt, nextAt } = digestEnd(digest, quietHours, digestDueAt, now);
    const { id: channelId, workspaceId } = channel;
    await db.$transaction(async (tx) => {
      const { count } = await tx.channel.updateMany({
        where: { id: channelId, digestDueAt },
        data: { digestFrom: endAt, digestDueAt: nextAt },
      });
      if (count === 0) return;
      const { id } = await tx.digest.create({
        data: { workspaceId, channelId, startAt: channel.digestFrom ?? digestDueAt, endAt, createdAt: now },
      });
      await tx.delivery.create({
        data: { workspaceId, channelId, digestId: id, event: "digest", dueAt: now, createdAt: now },
      });
      await tx.delivery.updateMany({
        where: {
          channelId,
          state: "gathered",
          gatheredIn: null,
          alert: { OR: [{ snoozedUntil: null }, { snoozedUntil: { lte: now } }] },
        },
        data: { gatheredIn: id },
      });
    });
  }
  await releaseGathered(db, now);
}

/** What waits for a digest that will not come, since its channel has none any more, is told by itself. */
async function releaseGathered(db: Database, now: Date): Promise<void> {
  const left = await db.delivery.findMany({
    where: { state: "gathered", gatheredIn: null, channel: { digestDueAt: null } },
    select: { id: true, channel: true, alert: { select: { snoozedUntil: true } } },
    take: mostAtOnce,
  });
  for (const { id, channel, alert } of left) {
    const telling = tellingOf(timesOf(channel), { critical: false, escalated: false }, now);
    const free = telling.kind === "at" ? telling.at : now;
    const dueAt = new Date(Math.max(free.getTime(), alert?.snoozedUntil?.getTime() ?? 0));
    await db.delivery.updateMany({
      where: { id, state: "gathered", gatheredIn: null },
      data: { state: "waiting", dueAt },
    });
  }
}

const mostAlerts = 50;
const mostMonitors = 20;

interface Stretch {
  workspaceId: string;
  channelId: string;
  startAt: Date;
  endAt: Date;
  /** The digest whose alerts are told in any case; null: one that is only looked at, with all that waits. */
  digestId: string | null;
}

/** What a digest of this stretch tells. */
export async function readDigest(
  db: Database,
  stretch: Stretch,
  { every, timeZone, monitors }: DigestSettings,
): Promise<DigestContent> {
  const [workspace, alerts, figures, publications] = await Promise.all([
    db.workspace.findUniqueOrThrow({ where: { id: stretch.workspaceId }, select: { name: true } }),
    readAlerts(db, stretch),
    readFigures(db, stretch, monitors),
    readPublications(db, stretch),
  ]);
  return {
    workspace: workspace.name,
    every,
    timeZone,
    from: stretch.startAt.toISOString(),
    to: stretch.endAt.toISOString(),
    ...alerts,
    ...figures,
    publications,
  };
}

/** Alerts that this channel is told of and that opened, were open or ended in the stretch, and those that wait for it. */
async function readAlerts(
  db: Database,
  { workspaceId, channelId, startAt, endAt, digestId }: Stretch,
): Promise<Pick<DigestContent, "alerts" | "moreAlerts">> {
  const waiting = { channelId, state: "gathered", gatheredIn: digestId } as const;
  const where: Prisma.AlertWhereInput = {
    workspaceId,
    OR: [
      { deliveries: { some: waiting } },
      {
        rule: { channels: { some: { channelId, escalation: false } } },
        openedAt: { lt: endAt },
        AND: [
          { OR: [{ resolvedAt: null }, { resolvedAt: { gte: startAt } }] },
          { OR: [{ snoozedUntil: null }, { snoozedUntil: { lte: endAt } }, { state: "resolved" }] },
        ],
      },
    ],
  };
  const [rows, count] = await Promise.all([
    db.alert.findMany({
      where,
      include: { rule: true, monitor: true, deliveries: { where: waiting, select: { id: true } } },
      orderBy: [{ state: "asc" }, { critical: "desc" }, { openedAt: "desc" }],
      take: mostAlerts,
    }),
    db.alert.count({ where }),
  ]);
  const alerts = rows.map((alert): DigestAlert => {
    const { expected, seen, authors, subject } = alert.evidence as unknown as Evidence;
    return {
      id: alert.id,
      kind: alert.rule.kind,
      monitor: alert.monitor?.name ?? null,
      state: alert.state,
      critical: alert.critical,
      startedAt: alert.startedAt.toISOString(),
      resolvedAt: alert.resolvedAt?.toISOString() ?? null,
      isHeldBack: alert.deliveries.length > 0,
      evidence: { expected, seen, authors, subject: subject ?? null },
    };
  });
  return { alerts, moreAlerts: count - rows.length };
}

/** The monitors asked for, or every one of the workspace, each beside itself in the stretch of the same length before. */
async function readFigures(
  db: Database,
  { workspaceId, startAt, endAt }: Stretch,
  asked: readonly string[] | undefined,
): Promise<Pick<DigestContent, "figures" | "moreMonitors">> {
  const monitors = await db.monitor.findMany({
    where: { workspaceId, ...(asked ? { id: { in: asked.filter(mayBeId) } } : {}) },
    select: { id: true, name: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (monitors.length === 0) return { figures: [], moreMonitors: 0 };
  const before = plusSeconds(startAt, (startAt.getTime() - endAt.getTime()) / 1000);
  const ids = monitors.map(({ id }) => id);
  const counts = await countsBy(db, ids, [before, startAt, endAt], {}, "monitor");
  const figures = monitors
    .map(({ id, name }) => {
      const tally = (bucket: number) =>
        tallyOf(counts.filter((count) => count.key === id && count.bucket === bucket));
      return { monitor: id, name, now: tally(2), before: tally(1) };
    })
    .sort((a, b) => b.now.mentions - a.now.mentions || b.before.mentions - a.before.mentions);
  return {
    figures: figures.slice(0, mostMonitors),
    moreMonitors: Math.max(0, figures.length - mostMonitors),
  };
}

async function readPublications(
  db: Database,
  { workspaceId, startAt, endAt }: Stretch,
): Promise<DigestContent["publications"]> {
  const within = { gte: startAt, lt: endAt };
  const [published, unsettled] = await Promise.all([
    db.publication.count({ where: { workspaceId, state: "published", publishedAt: within } }),
    db.publication.count({
      where: {
        workspaceId,
        state: { in: ["failed", "unconfirmed", "missed", "held"] },
        scheduledAt: within,
      },
    }),
  ]);
  return { published, unsettled };
}

/** Keeps what a digest tells; the first to write it decides, and every later try tells the same. */
export async function keepContent(db: Database, id: string, content: DigestContent): Promise<DigestContent> {
  await db.$executeRaw`update digest set content = ${JSON.stringify(content)}::jsonb where id = ${id}::uuid and content is null`;
  const kept = await db.digest.findUniqueOrThrow({ where: { id }, select: { content: true } });
  return kept.content as unknown as DigestContent;
}
