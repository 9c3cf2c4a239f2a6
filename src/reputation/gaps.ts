import type { Database } from "../platform/database.ts";

/** A time in which a source of a monitor was down: silence then is no sign of calm. */
export interface Gap {
  source: string;
  name: string;
  network: string;
  from: Date;
  /** Null: it still is. */
  to: Date | null;
}

export interface Gaps {
  /** How many sources the monitor listens to; nothing was heard when all of them were down. */
  sources: number;
  gaps: Gap[];
}

const mostGaps = 500;

/** When sources of a monitor were down within a period, newest first. */
export async function gapsOf(
  db: Database,
  monitor: { id: string; workspaceId: string; allSources: boolean },
  { from, to }: { from: Date; to: Date },
): Promise<Gaps> {
  const heard = {
    workspaceId: monitor.workspaceId,
    ...(monitor.allSources ? {} : { monitors: { some: { monitorId: monitor.id } } }),
  };
  const [sources, rows] = await Promise.all([
    db.source.count({ where: heard }),
    db.sourceGap.findMany({
      where: { source: heard, fromAt: { lt: to }, OR: [{ toAt: null }, { toAt: { gt: from } }] },
      include: { source: { select: { id: true, name: true, network: true } } },
      orderBy: [{ fromAt: "desc" }, { id: "desc" }],
      take: mostGaps,
    }),
  ]);
  return {
    sources,
    gaps: rows.map(({ source, fromAt, toAt }) => ({
      source: source.id,
      name: source.name,
      network: source.network,
      from: fromAt,
      to: toAt,
    })),
  };
}
