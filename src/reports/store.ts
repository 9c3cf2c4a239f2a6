import type { Evidence } from "../alerts/alert.ts";
import type { Database } from "../platform/database.ts";
import type { Period } from "../reputation/period.ts";
import type { AlertContent, PublicationCounts, PublicationsContent } from "./content.ts";

const mostAlerts = 25;
const mostProfiles = 60;

/** Alerts that opened in a period, on these monitors. */
export async function alertsIn(
  db: Database,
  workspaceId: string,
  monitors: readonly string[],
  { from, to }: Period,
): Promise<AlertContent> {
  const where = { workspaceId, monitorId: { in: [...monitors] }, openedAt: { gte: from, lt: to } };
  const [total, rows] = await Promise.all([
    db.alert.count({ where }),
    db.alert.findMany({
      where,
      include: { rule: { select: { kind: true } }, monitor: { select: { name: true } } },
      orderBy: [{ openedAt: "desc" }, { id: "desc" }],
      take: mostAlerts,
    }),
  ]);
  return {
    total,
    shown: rows.map(({ rule, monitor, evidence, state, startedAt, resolvedAt }) => {
      const { seen, expected, authors, subject } = evidence as unknown as Evidence;
      const about = subject?.name ?? monitor?.name ?? "";
      return { kind: rule.kind, about, state, startedAt, resolvedAt, seen, expected, authors };
    }),
  };
}

/** What was to go out in a period, and what became of it, by profile. Drafts and what was cancelled do not count. */
export async function publicationsIn(
  db: Database,
  workspaceId: string,
  { from, to }: Period,
): Promise<PublicationsContent> {
  const rows = await db.$queryRaw<({ name: string; network: string } & PublicationCounts)[]>`
    select p.name, p.network,
      count(*) filter (where b.state = 'published')::int as published,
      count(*) filter (where b.state = 'failed')::int as failed,
      count(*) filter (where b.state = 'unconfirmed')::int as unconfirmed,
      count(*) filter (where b.state in ('missed', 'held'))::int as stopped,
      count(*) filter (where b.state in ('scheduled', 'publishing'))::int as coming
    from publication b join profile p on p.id = b.profile_id
    where b.workspace_id = ${workspaceId}::uuid and b.scheduled_at >= ${from} and b.scheduled_at < ${to}
      and b.state not in ('draft', 'cancelled')
    group by p.id, p.name, p.network order by count(*) desc, p.name, p.id`;
  const sum = (key: keyof PublicationCounts) => rows.reduce((total, row) => total + row[key], 0);
  return {
    profiles: rows.slice(0, mostProfiles),
    moreProfiles: Math.max(0, rows.length - mostProfiles),
    total: {
      published: sum("published"),
      failed: sum("failed"),
      unconfirmed: sum("unconfirmed"),
      stopped: sum("stopped"),
      coming: sum("coming"),
    },
  };
}
