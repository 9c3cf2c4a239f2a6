import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { ApiNeeds } from "./needs.ts";

const registry = new Registry();
collectDefaultMetrics({ register: registry });

const gauge = (name: string, help: string, labelNames: string[] = []) =>
  new Gauge({ name, help, labelNames, registers: [registry] });

const publications = gauge("vigie_publications", "Publications by state", ["state"]);
const waiting = gauge("vigie_queue_jobs", "Jobs that wait or run, by queue", ["queue"]);
const sources = gauge("vigie_sources", "Sources by state", ["state"]);
const mentions = gauge("vigie_mentions_last_hour", "Mentions published in the last hour");
const alerts = gauge("vigie_alerts_open", "Alerts that are open");
const lateness = gauge(
  "vigie_publication_lateness_seconds",
  "Seconds from the time meant to the first attempt, over the last hour",
  ["quantile"],
);

/** The figures of all workspaces together, read from the database at the moment they are asked for. */
export async function renderMetrics(ctx: ApiNeeds): Promise<{ contentType: string; text: string }> {
  const now = ctx.clock();
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const [byState, bySource, collected, open, jobs, late] = await Promise.all([
    ctx.db.publication.groupBy({ by: ["state"], _count: true }),
    ctx.db.source.groupBy({ by: ["state"], _count: true }),
    ctx.db.mention.count({ where: { publishedAt: { gte: hourAgo } } }),
    ctx.db.alert.count({ where: { state: { not: "resolved" } } }),
    ctx.queues.waiting(),
    ctx.db.$queryRaw<{ p50: number | null; p95: number | null; p99: number | null }[]>`
      select percentile_cont(0.5) within group (order by late) as p50,
        percentile_cont(0.95) within group (order by late) as p95,
        percentile_cont(0.99) within group (order by late) as p99
      from (select extract(epoch from first_attempt_at - scheduled_at)::float8 as late from publication
        where first_attempt_at >= ${hourAgo}) first_attempts`,
  ]);
  publications.reset();
  for (const { state, _count } of byState) publications.set({ state }, _count);
  sources.reset();
  for (const { state, _count } of bySource) sources.set({ state }, _count);
  for (const [queue, count] of Object.entries(jobs)) waiting.set({ queue }, count);
  mentions.set(collected);
  alerts.set(open);
  for (const [quantile, name] of [
    ["0.5", "p50"],
    ["0.95", "p95"],
    ["0.99", "p99"],
  ] as const)
    lateness.set({ quantile }, late[0]?.[name] ?? 0);
  return { contentType: registry.contentType, text: await registry.metrics() };
}
