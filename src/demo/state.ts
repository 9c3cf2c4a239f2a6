import type { Platform } from "../platform/platform.ts";
import { figuresByBucket } from "../reputation/store.ts";

/** What the first page shows of the demo workspace. */
export interface DemoState {
  now: string;
  demo: {
    publications: {
      text: string;
      network: string;
      profile: string;
      state: string;
      scheduledAt: string | null;
      publishedAt: string | null;
      url: string | null;
    }[];
    mentions: {
      text: string;
      network: string;
      author: string | null;
      label: string | null;
      publishedAt: string;
    }[];
    /** Per 10 minutes over the last three hours. */
    counts: { from: string; negative: number; neutral: number; positive: number }[];
    total: number;
    alerts: {
      state: string;
      startedAt: string;
      expected: number;
      seen: number;
      authors: number;
      terms: string[];
    }[];
  } | null;
}

/** Reads the demo workspace only. Null `demo`: there is none. */
export async function readDemoState(ctx: Pick<Platform, "db" | "clock">): Promise<DemoState> {
  const now = ctx.clock();
  const workspace = await ctx.db.workspace.findFirst({ where: { isDemo: true } });
  if (!workspace) return { now: now.toISOString(), demo: null };
  const workspaceId = workspace.id;
  const from = new Date(Math.floor(now.getTime() / 600_000) * 600_000 - 17 * 600_000);
  const bounds = Array.from({ length: 19 }, (_, index) => new Date(from.getTime() + index * 600_000));
  const monitor = await ctx.db.monitor.findFirst({ where: { workspaceId } });
  const [publications, mentions, alerts, total, buckets] = await Promise.all([
    ctx.db.publication.findMany({
      where: { workspaceId },
      orderBy: { scheduledAt: "asc" },
      take: 20,
      include: { post: { select: { text: true } }, profile: { select: { name: true } } },
    }),
    ctx.db.mention.findMany({ where: { workspaceId }, orderBy: { publishedAt: "desc" }, take: 12 }),
    ctx.db.alert.findMany({ where: { workspaceId }, orderBy: { openedAt: "desc" }, take: 3 }),
    ctx.db.mention.count({ where: { workspaceId } }),
    monitor ? figuresByBucket(ctx.db, monitor.id, bounds) : [],
  ]);
  return {
    now: now.toISOString(),
    demo: {
      publications: publications.map((row) => ({
        text: row.post.text,
        network: row.network,
        profile: row.profile.name,
        state: row.state,
        scheduledAt: row.scheduledAt?.toISOString() ?? null,
        publishedAt: row.publishedAt?.toISOString() ?? null,
        url: row.remoteUrl,
      })),
      mentions: mentions.map((row) => ({
        text: row.text,
        network: row.network,
        author: row.authorHandle,
        label: row.label,
        publishedAt: row.publishedAt.toISOString(),
      })),
      counts: buckets.map(({ negative, neutral, positive }, index) => ({
        from: bounds[index]?.toISOString() ?? "",
        negative,
        neutral,
        positive,
      })),
      total,
      alerts: alerts.map((row) => {
        const evidence = row.evidence as unknown as {
          expected: number;
          seen: number;
          authors: number;
          terms: { term: string }[];
        };
        return {
          state: row.state,
          startedAt: row.startedAt.toISOString(),
          expected: evidence.expected,
          seen: evidence.seen,
          authors: evidence.authors,
          terms: evidence.terms.map(({ term }) => term).slice(0, 6),
        };
      }),
    },
  };
}
