import { NotFound } from "../errors.ts";
import type { Monitor } from "../generated/prisma/client.ts";
import { readQuality } from "../listening/read-quality.ts";
import { estimatedTerms, readTerms } from "../listening/read-terms.ts";
import type { Platform } from "../platform/platform.ts";
import type { Figures } from "../reputation/figures.ts";
import { tallyOf } from "../reputation/figures.ts";
import { gapsOf } from "../reputation/gaps.ts";
import { changedParts, type Part, readParts } from "../reputation/parts.ts";
import { bucketBounds, comparedWith, type Period } from "../reputation/period.ts";
import { figuresByBucket } from "../reputation/store.ts";
import { topAuthors } from "../reputation/store-authors.ts";
import { countsBy, type Dimension } from "../reputation/store-counts.ts";
import type { BucketContent, MonitorContent, ReportContent, Row, Voice } from "./content.ts";
import type { ReportRequest } from "./request.ts";
import { alertsIn, publicationsIn } from "./store.ts";

export type GatherNeeds = Pick<Platform, "db" | "clock"> & {
  networks: ReadonlyMap<string, { name: string }>;
};

const top = 10;
const mostGaps = 5;

/**
 * Reads all that stands in a report: the same figures as the API's, by the same functions. One monitor after the
 * other: a report on fifty does not take the database from those who publish.
 * @throws NotFound when none of its monitors is there any more; one of several that is gone is left out
 */
export async function gatherReport(
  ctx: GatherNeeds,
  workspaceId: string,
  request: ReportRequest,
): Promise<ReportContent> {
  const { db } = ctx;
  const period = { from: request.from, to: request.to };
  const before = request.isCompared ? comparedWith(period, request.against, request.timeZone) : null;
  const [workspace, { own, beside }] = await Promise.all([
    db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } }),
    monitorsOf(ctx, workspaceId, request),
  ]);
  const monitors: MonitorContent[] = [];
  for (const monitor of own) monitors.push(await gatherMonitor(ctx, monitor, request, period, before));
  return {
    workspace: workspace.name,
    language: request.language,
    timeZone: request.timeZone,
    madeAt: ctx.clock(),
    interval: request.interval,
    ...period,
    before,
    against: request.against,
    filter: request.filter,
    monitors,
    voices: await gatherVoices(ctx, [...own, ...beside], request, period, before),
    alerts: await alertsIn(
      db,
      workspaceId,
      own.map(({ id }) => id),
      period,
    ),
    publications: await publicationsIn(db, workspaceId, period),
    networkNames: Object.fromEntries([...ctx.networks].map(([id, { name }]) => [id, name])),
  };
}

/**
 * The monitors of a report that are still there, in the order asked for.
 * @throws NotFound when none of them is
 */
export async function monitorsOf(
  { db }: Pick<Platform, "db">,
  workspaceId: string,
  { monitors, beside }: ReportRequest,
): Promise<{ own: Monitor[]; beside: Monitor[] }> {
  const found = await db.monitor.findMany({ where: { workspaceId, id: { in: [...monitors, ...beside] } } });
  const byId = new Map(found.map((monitor) => [monitor.id, monitor]));
  const named = (ids: readonly string[]) => [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
  const own = named(monitors);
  if (own.length === 0) throw new NotFound("monitor", monitors[0] ?? "");
  return { own, beside: named(beside.filter((id) => !monitors.includes(id))) };
}

async function gatherMonitor(
  { db }: GatherNeeds,
  monitor: Monitor,
  { filter, interval, timeZone }: ReportRequest,
  period: Period,
  before: Period | null,
): Promise<MonitorContent> {
  const { id } = monitor;
  const figures = async ({ from, to }: Period): Promise<Figures> => {
    const [whole] = await figuresByBucket(db, id, [from, to], filter);
    if (!whole) throw new Error("a period has one bucket at least");
    return whole;
  };
  const parts = async (dimension: Dimension): Promise<Row[]> => {
    const read = (of: Period) => readParts(db, [id], of, filter, dimension, []);
    const [now, earlier] = await Promise.all([read(period), before ? read(before) : null]);
    if (!earlier) return now.slice(0, top).map((part) => rowOf(part, null));
    return changedParts(now, earlier)
      .slice(0, top)
      .map((part) => rowOf(part, part.change.mentions));
  };
  const bounds = bucketBounds(period.from, period.to, interval, timeZone);
  const [whole, previous, buckets] = await Promise.all([
    figures(period),
    before ? figures(before) : null,
    tallies(db, id, bounds, filter),
  ]);
  const [networks, languages, sites] = await Promise.all([
    parts("network"),
    parts("language"),
    parts("site"),
  ]);
  const [authors, terms, quality, gaps] = await Promise.all([
    topAuthors(db, id, period, filter, top),
    readTerms(db, monitor, period, filter, top),
    readQuality(db, monitor.workspaceId, { monitor: id }),
    gapsOf(db, monitor, period),
  ]);
  return {
    name: monitor.name,
    kind: monitor.kind,
    figures: whole,
    previous,
    buckets,
    authors: authors.map((author) => ({
      ...author,
      name: author.name ?? `@${author.author}`,
      detail: author.network,
      change: null,
    })),
    terms: estimatedTerms(terms).map((term) => ({ ...term, name: term.written, detail: null, change: null })),
    termsRead: terms.read,
    networks,
    languages,
    sites,
    quality: quality.all,
    gaps: gaps.gaps.slice(0, mostGaps),
    moreGaps: Math.max(0, gaps.gaps.length - mostGaps),
  };
}

/** The figures of each bucket but for the number of authors, which no chart of a report shows. */
async function tallies(
  db: Platform["db"],
  monitor: string,
  bounds: readonly Date[],
  filter: ReportRequest["filter"],
): Promise<BucketContent[]> {
  const counts = await countsBy(db, [monitor], bounds, filter, "monitor");
  return bounds.slice(0, -1).map((from, index) => ({
    from,
    to: bounds[index + 1] ?? from,
    // Buckets are counted from one.
    ...tallyOf(counts.filter(({ bucket }) => bucket === index + 1)),
  }));
}

async function gatherVoices(
  { db }: GatherNeeds,
  monitors: readonly Monitor[],
  { filter }: ReportRequest,
  period: Period,
  before: Period | null,
): Promise<Voice[]> {
  if (monitors.length < 2) return [];
  const ids = monitors.map(({ id }) => id);
  const read = (of: Period) => readParts(db, ids, of, filter, "monitor", ids);
  const [now, earlier] = await Promise.all([read(period), before ? read(before) : null]);
  return now.map((part) => ({
    ...part,
    name: monitors.find(({ id }) => id === part.key)?.name ?? "",
    previousShare: earlier?.find(({ key }) => key === part.key)?.share ?? null,
  }));
}

function rowOf({ key, mentions, negative, neutral, positive, unscored }: Part, change: number | null): Row {
  return { name: key, detail: null, mentions, negative, neutral, positive, unscored, change };
}
