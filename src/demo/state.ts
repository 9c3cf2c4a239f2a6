import type { Evidence } from "../alerts/alert.ts";
import type { Monitor } from "../generated/prisma/client.ts";
import type { Database } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { figuresByBucket } from "../reputation/store.ts";
import { brand } from "./brand.ts";
import { onSandbox } from "./store.ts";

/** What the first page shows of the demo workspace. */
export interface DemoState {
  now: string;
  demo: {
    brand: string;
    publications: DemoPublication[];
    mentions: DemoMention[];
    /** Per 10 minutes over the last three hours. */
    counts: { from: string; negative: number; neutral: number; positive: number }[];
    total: number;
    alerts: DemoAlert[];
  } | null;
}

interface DemoPublication {
  text: string;
  /** How many further parts the post has. */
  parts: number;
  network: string;
  profile: string;
  state: string;
  scheduledAt: string | null;
  publishedAt: string | null;
  /** Where the sandbox shows what it was given. */
  url: string | null;
}

interface DemoMention {
  text: string;
  network: string;
  author: string | null;
  label: string | null;
  publishedAt: string;
}

interface DemoAlert {
  state: string;
  openedAt: string;
  resolvedAt: string | null;
  expected: number;
  seen: number;
  authors: number;
  terms: string[];
  top: { text: string; author: string | null; network: string; followers: number | null } | null;
}

const bucketMilliseconds = 600_000;
const bucketCount = 18;
/** The story of the first day; what is planned further ahead is the calendar's. */
const shownPublications = 12;

/**
 * Reads the demo workspace only, and of it only what is invented: posts on the sandbox, and what the brand's monitor
 * found. Null `demo`: there is none.
 */
export async function readDemoState(
  ctx: Pick<Platform, "db" | "clock"> & { showsDemo: boolean },
): Promise<DemoState> {
  const now = ctx.clock();
  const workspace = ctx.showsDemo ? await ctx.db.workspace.findFirst({ where: { isDemo: true } }) : null;
  if (!workspace) return { now: now.toISOString(), demo: null };
  const monitor = await ctx.db.monitor.findFirst({
    where: { workspaceId: workspace.id, query: brand.query },
  });
  const [publications, heard] = await Promise.all([
    readPublications(ctx.db, workspace.id),
    monitor ? readHeard(ctx.db, monitor, now) : nothingHeard,
  ]);
  return { now: now.toISOString(), demo: { brand: brand.name, publications, ...heard } };
}

type Heard = Pick<NonNullable<DemoState["demo"]>, "mentions" | "counts" | "total" | "alerts">;
const nothingHeard: Heard = { mentions: [], counts: [], total: 0, alerts: [] };

async function readPublications(db: Database, workspaceId: string): Promise<DemoPublication[]> {
  const rows = await db.publication.findMany({
    where: { workspaceId, profile: { baseUrl: { startsWith: "http://127.0.0.1:" } } },
    orderBy: [{ scheduledAt: "asc" }, { id: "asc" }],
    take: shownPublications,
    include: {
      post: { select: { text: true, thread: true } },
      profile: { select: { id: true, name: true, baseUrl: true } },
    },
  });
  const variants = await db.postVariant.findMany({
    where: { postId: { in: rows.map(({ postId }) => postId) } },
  });
  return rows.map((row) => {
    const variant = variants.find(
      ({ postId, profileId }) => postId === row.postId && profileId === row.profileId,
    );
    return {
      text: variant?.text ?? row.post.text,
      parts: row.post.thread.length,
      network: row.network,
      profile: row.profile.name,
      state: row.state,
      scheduledAt: row.scheduledAt?.toISOString() ?? null,
      publishedAt: row.publishedAt?.toISOString() ?? null,
      url: row.state === "published" ? listOnSandbox(row.profile.baseUrl, row.network) : null,
    };
  });
}

/** A post's own address is that of the real network, where it is not. */
function listOnSandbox(baseUrl: string, network: string): string | null {
  if (onSandbox(baseUrl, "") === null) return null;
  return `${new URL(baseUrl).origin}/_sandbox/posts?network=${network}`;
}

async function readHeard(db: Database, monitor: Monitor, now: Date): Promise<Heard> {
  const current = Math.floor(now.getTime() / bucketMilliseconds) * bucketMilliseconds;
  const bounds = Array.from(
    { length: bucketCount + 1 },
    (_, index) => new Date(current + (index + 1 - bucketCount) * bucketMilliseconds),
  );
  const ofMonitor = { monitors: { some: { monitorId: monitor.id } } };
  const [mentions, alerts, total, buckets] = await Promise.all([
    db.mention.findMany({ where: ofMonitor, orderBy: [{ publishedAt: "desc" }, { id: "desc" }], take: 12 }),
    db.alert.findMany({ where: { monitorId: monitor.id }, orderBy: { openedAt: "desc" }, take: 3 }),
    db.mentionMonitor.count({ where: { monitorId: monitor.id } }),
    figuresByBucket(db, monitor.id, bounds),
  ]);
  return {
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
      const evidence = row.evidence as unknown as Evidence;
      const [top] = evidence.topMentions;
      return {
        state: row.state,
        openedAt: row.openedAt.toISOString(),
        resolvedAt: row.resolvedAt?.toISOString() ?? null,
        expected: evidence.expected,
        seen: evidence.seen,
        authors: evidence.authors,
        terms: evidence.terms.map(({ term }) => term).slice(0, 6),
        top: top
          ? { text: top.text, author: top.author, network: top.network, followers: top.followers }
          : null,
      };
    }),
  };
}
