import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { requireMonitor } from "../../listening/monitor-store.ts";
import { readQuality } from "../../listening/read-quality.ts";
import { changeOf } from "../../reputation/figures.ts";
import { gapsOf } from "../../reputation/gaps.ts";
import { intervals, type Period } from "../../reputation/period.ts";
import { figuresByBucket } from "../../reputation/store.ts";
import { responsesIn } from "../../reputation/store-responses.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { Id, Instant, iso } from "../schemas.ts";
import { breakdownRoutes } from "./reputation-breakdowns.ts";
import {
  boundsOf,
  Compare,
  changeShape,
  FigureQuery,
  figuresShape,
  filterOf,
  otherPeriodOf,
  periodOf,
  timeZoneOf,
} from "./reputation-query.ts";
import { usualRoutes } from "./reputation-usual.ts";

/** Reach is always an estimate; the field says so to whoever shows it. */
const reachEstimated = z.literal(true);

const responseShape = {
  /** How many of them have an answer of ours that went out. */
  answered: z.int(),
  /** Median from a mention to its first answer; null: none was answered. */
  responseMinutes: z.number().nullable(),
};
const Summary = z.object({
  monitor: z.string(),
  from: Instant,
  to: Instant,
  ...figuresShape,
  ...responseShape,
  reachEstimated,
  previous: z.object({ from: Instant, to: Instant, ...figuresShape, ...responseShape }).optional(),
  change: changeShape(figuresShape).optional(),
});
const Bucket = z.object({ from: Instant, to: Instant, ...figuresShape });
const TimeSeries = z.object({
  monitor: z.string(),
  interval: z.enum(intervals),
  timeZone: z.string(),
  reachEstimated,
  buckets: z.array(Bucket),
  previous: z.object({ from: Instant, to: Instant, buckets: z.array(Bucket) }).optional(),
});
const rate = {
  /** How many labels of the scorer people confirmed or corrected. */
  judged: z.int(),
  wrong: z.int(),
  errorRate: z.number().nullable(),
  /** Between these with 95 % confidence (Wilson). */
  low: z.number().nullable(),
  high: z.number().nullable(),
};
const Quality = z.object({
  ...rate,
  languages: z.array(z.object({ language: z.string(), ...rate })),
  /** `vigie` is its own scorer; others are models of the operator's, with the mark of their weights. */
  scorers: z.array(z.object({ scorer: z.string(), ...rate })),
});

const Gaps = z.object({
  monitor: z.string(),
  from: Instant,
  to: Instant,
  /** How many sources the monitor listens to. */
  sources: z.int(),
  /** Newest first; `to` null: still down. */
  items: z.array(
    z.object({
      source: z.string(),
      name: z.string(),
      network: z.string(),
      from: Instant,
      to: Instant.nullable(),
    }),
  ),
});

const tags = ["reputation"];

/** Figures of a monitor. Each equals the count of `/mentions` with the same filters. */
export const reputationRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/reputation/summary",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Figures of a period",
          querystring: FigureQuery.extend({ compare: Compare }),
          response: { 200: Summary },
        },
      },
      async (request) => {
        const { monitor } = request.query;
        const period = periodOf(request.query, ctx.clock());
        const { workspaceId } = callerOf(request);
        await requireMonitor(ctx.db, workspaceId, monitor);
        const read = async ({ from, to }: Period) => {
          const filter = filterOf(request.query);
          const [[whole], responses] = await Promise.all([
            figuresByBucket(ctx.db, monitor, [from, to], filter),
            responsesIn(ctx.db, workspaceId, monitor, { from, to }, filter),
          ]);
          if (!whole) throw new Error("a period has one bucket at least");
          return { whole, responses };
        };
        const before = await otherPeriodOf(ctx, workspaceId, period, request.query);
        const [now, previous] = await Promise.all([read(period), before && read(before)]);
        return {
          monitor,
          ...written(period),
          ...now.whole,
          ...now.responses,
          reachEstimated: true as const,
          ...(before && previous
            ? {
                previous: { ...written(before), ...previous.whole, ...previous.responses },
                change: changeOf(now.whole, previous.whole),
              }
            : {}),
        };
      },
    );

    app.get(
      "/reputation/timeseries",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Figures of each hour, day, week or month, empty ones included",
          querystring: FigureQuery.extend({ interval: z.enum(intervals).default("day"), compare: Compare }),
          response: { 200: TimeSeries },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { monitor, interval, tz } = request.query;
        const period = periodOf(request.query, ctx.clock());
        const timeZone = tz ?? (await timeZoneOf(ctx, workspaceId));
        await requireMonitor(ctx.db, workspaceId, monitor);
        const read = async ({ from, to }: Period) => {
          const bounds = boundsOf(from, to, interval, timeZone);
          const found = await figuresByBucket(ctx.db, monitor, bounds, filterOf(request.query));
          return found.map((bucket, index) => ({
            ...written({ from: bounds[index] ?? from, to: bounds[index + 1] ?? to }),
            ...bucket,
          }));
        };
        const before = await otherPeriodOf(ctx, workspaceId, period, { ...request.query, tz: timeZone });
        const [buckets, previous] = await Promise.all([read(period), before && read(before)]);
        return {
          monitor,
          interval,
          timeZone,
          reachEstimated: true as const,
          buckets,
          ...(before && previous ? { previous: { ...written(before), buckets: previous } } : {}),
        };
      },
    );

    app.get(
      "/reputation/sentiment-quality",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "How often people found a label wrong, by language and by scorer",
          description:
            "From corrections and confirmations (`PATCH /mentions/:id {label}`). People look at what strikes them, so the rate is that of what was looked at.",
          querystring: z.strictObject({
            monitor: Id.optional(),
            from: Instant.optional(),
            to: Instant.optional(),
          }),
          response: { 200: Quality },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { monitor, from, to } = request.query;
        if (monitor !== undefined) await requireMonitor(ctx.db, workspaceId, monitor);
        const { all, ...parts } = await readQuality(ctx.db, workspaceId, {
          monitor,
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
        });
        return { ...all, ...parts };
      },
    );

    app.get(
      "/reputation/gaps",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "When sources of a monitor were down: silence then is no sign of calm",
          querystring: FigureQuery.pick({ monitor: true, from: true, to: true }),
          response: { 200: Gaps },
        },
      },
      async (request) => {
        const period = periodOf(request.query, ctx.clock());
        const monitor = await requireMonitor(ctx.db, callerOf(request).workspaceId, request.query.monitor);
        const { sources, gaps } = await gapsOf(ctx.db, monitor, period);
        return {
          monitor: monitor.id,
          ...written(period),
          sources,
          items: gaps.map((gap) => ({ ...gap, from: iso(gap.from), to: iso(gap.to) })),
        };
      },
    );

    await app.register(breakdownRoutes(ctx));
    await app.register(usualRoutes(ctx));
  };

function written({ from, to }: Period): { from: string; to: string } {
  return { from: iso(from), to: iso(to) };
}
