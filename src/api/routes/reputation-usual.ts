import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { requireMonitor } from "../../listening/monitor-store.ts";
import { intervals } from "../../reputation/period.ts";
import { usualByBucket } from "../../reputation/read-usual.ts";
import { weeksLookedAt } from "../../reputation/usual.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { Instant, iso } from "../schemas.ts";
import { boundsOf, FigureQuery, filterOf, periodOf, timeZoneOf } from "./reputation-query.ts";

const Usual = z.object({
  monitor: z.string(),
  interval: z.enum(intervals),
  timeZone: z.string(),
  /** How many weeks before were looked at. */
  weeks: z.int(),
  items: z.array(
    z.object({
      from: Instant,
      to: Instant,
      /** Eight in ten of them lie from `low` to `high`, half below `middle`; null: too few weeks are known. */
      usual: z.object({ low: z.number(), middle: z.number(), high: z.number() }).nullable(),
    }),
  ),
});

/** What is usual at such a time. */
export const usualRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/reputation/usual",
      {
        config: { action: "read" },
        schema: {
          tags: ["reputation"],
          summary: "How many mentions are usual in each bucket: those of the same time in the weeks before",
          querystring: FigureQuery.extend({ interval: z.enum(intervals).exclude(["month"]).default("day") }),
          response: { 200: Usual },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { interval, tz } = request.query;
        const monitor = await requireMonitor(ctx.db, workspaceId, request.query.monitor);
        const { from, to } = periodOf(request.query, ctx.clock());
        const timeZone = tz ?? (await timeZoneOf(ctx, workspaceId));
        const bounds = boundsOf(from, to, interval, timeZone, mostBuckets);
        const found = await usualByBucket(ctx.db, monitor, bounds, filterOf(request.query), timeZone);
        return {
          monitor: monitor.id,
          interval,
          timeZone,
          weeks: weeksLookedAt,
          items: found.map((usual, index) => ({
            from: iso(bounds[index] ?? from),
            to: iso(bounds[index + 1] ?? to),
            usual,
          })),
        };
      },
    );
  };

/** Each is read eight times. */
const mostBuckets = 600;
