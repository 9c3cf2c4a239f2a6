import { NotFound } from "../errors.ts";
import type { Monitor, Prisma } from "../generated/prisma/client.ts";
import type { MonitorKind } from "../generated/prisma/enums.ts";
import { type Database, mayBeId, type Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";

/** What a monitor is, but for its id. The query was read and found good. */
export interface MonitorDraft {
  name: string;
  kind: MonitorKind;
  query: string;
  /** Ids of this workspace's sources. */
  sources: "all" | readonly string[];
}

/** A monitor with the sources it is restricted to. */
export type StoredMonitor = Monitor & { sources: { sourceId: string }[] };

const withSources = { sources: { select: { sourceId: true }, orderBy: { sourceId: "asc" } } } as const;

export async function storeMonitor(
  ctx: Pick<Platform, "db" | "clock">,
  workspaceId: string,
  { name, kind, query, sources }: MonitorDraft,
): Promise<StoredMonitor> {
  const createdAt = ctx.clock();
  return ctx.db.$transaction(async (tx) => {
    await wakeSources(tx, workspaceId, createdAt);
    return tx.monitor.create({
      data: {
        workspaceId,
        name,
        kind,
        query,
        allSources: sources === "all",
        sources: { create: sourceRows(sources) },
        createdAt,
        updatedAt: await nextUpdate(tx, workspaceId, createdAt),
      },
      include: withSources,
    });
  });
}

/** Changes what is named; what was found so far stays as it was found. */
export async function changeMonitor(
  ctx: Pick<Platform, "db" | "clock">,
  monitor: StoredMonitor,
  { sources, ...changes }: Partial<MonitorDraft>,
): Promise<StoredMonitor> {
  return ctx.db.$transaction(async (tx) => {
    await wakeSources(tx, monitor.workspaceId, ctx.clock());
    return tx.monitor.update({
      where: { id: monitor.id },
      data: {
        ...changes,
        ...(sources === undefined
          ? {}
          : { allSources: sources === "all", sources: { deleteMany: {}, create: sourceRows(sources) } }),
        updatedAt: await nextUpdate(tx, monitor.workspaceId, ctx.clock()),
      },
      include: withSources,
    });
  });
}

/** A search that had nothing to search for may have now: sources in trouble are asked at once. */
async function wakeSources(tx: Transaction, workspaceId: string, now: Date): Promise<void> {
  await tx.source.updateMany({
    where: { workspaceId, state: "failing" },
    data: { dueAt: now, rungAt: null },
  });
}

/**
 * Removes a monitor with its rules and alerts, its counts, and the mentions that no other monitor matched: all or
 * nothing.
 */
export async function removeMonitor(db: Database, id: string): Promise<void> {
  await db.$transaction(
    async (tx) => {
      // First the monitor: from here on nothing new is filed under it (see `storeMentions`).
      await tx.monitor.delete({ where: { id } });
      await tx.$executeRaw`
        delete from mention m using mention_monitor l
        where l.monitor_id = ${id}::uuid and m.id = l.mention_id
          and not exists (
            select from mention_monitor o where o.mention_id = m.id and o.monitor_id <> ${id}::uuid)`;
      await tx.mentionMonitor.deleteMany({ where: { monitorId: id } });
      await tx.rollup.deleteMany({ where: { monitorId: id } });
      await tx.hourRollup.deleteMany({ where: { monitorId: id } });
      await tx.hourAuthors.deleteMany({ where: { monitorId: id } });
    },
    // A brand may have a million mentions.
    { timeout: 600_000, maxWait: 30_000 },
  );
}

/** Monitors with the sources they listen to. */
export async function listMonitors(
  db: Database,
  asked: Pick<Prisma.MonitorFindManyArgs, "where" | "orderBy" | "take">,
): Promise<StoredMonitor[]> {
  return db.monitor.findMany({ ...asked, include: withSources });
}

/** @throws NotFound */
export async function requireMonitor(db: Database, workspaceId: string, id: string): Promise<StoredMonitor> {
  const found = mayBeId(id)
    ? await db.monitor.findFirst({ where: { id, workspaceId }, include: withSources })
    : null;
  if (!found) throw new NotFound("monitor", id);
  return found;
}

/**
 * Later than any change before it, whatever the clocks of several machines say: a listener sees by the newest change
 * of a workspace whether its compiled monitors are still good (see `cacheMonitors`).
 */
async function nextUpdate(tx: Transaction, workspaceId: string, now: Date): Promise<Date> {
  const { _max } = await tx.monitor.aggregate({ where: { workspaceId }, _max: { updatedAt: true } });
  return new Date(Math.max(now.getTime(), (_max.updatedAt?.getTime() ?? 0) + 1));
}

function sourceRows(sources: MonitorDraft["sources"]): { sourceId: string }[] {
  return sources === "all" ? [] : sources.map((sourceId) => ({ sourceId }));
}
