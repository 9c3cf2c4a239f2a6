import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { MonitorKind } from "../../generated/prisma/enums.ts";
import { requireMonitor } from "../../listening/monitor-store.ts";
import { estimatedTerms, readTerms } from "../../listening/read-terms.ts";
import { type Part as CountedPart, changedParts, readParts } from "../../reputation/parts.ts";
import type { Period } from "../../reputation/period.ts";
import { topAuthors } from "../../reputation/store-authors.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { Instant, iso } from "../schemas.ts";
import {
  Compare,
  changeShape,
  FigureQuery,
  filterOf,
  monitorsOf,
  otherPeriodOf,
  periodOf,
  Top,
  tallyShape,
} from "./reputation-query.ts";

const period = { from: Instant, to: Instant };
const labels = { negative: z.int(), neutral: z.int(), positive: z.int(), unscored: z.int() };
const Part = z.object({
  ...tallyShape,
  /** Of all mentions of the period, from 0 to 1; null when there are none. */
  share: z.number().nullable(),
  previous: z.object({ ...tallyShape, share: z.number().nullable() }).optional(),
  change: changeShape({ ...tallyShape, share: true }).optional(),
});

const Voices = z.object({
  ...period,
  /** Of all monitors together: a mention that several matched counts for each. */
  mentions: z.int(),
  reachEstimated: z.literal(true),
  items: z.array(Part.extend({ monitor: z.string(), name: z.string(), kind: z.enum(MonitorKind) })),
});
/** Each item has the one of the three that was asked for. */
const Parts = z.object({
  monitor: z.string(),
  ...period,
  mentions: z.int(),
  reachEstimated: z.literal(true),
  items: z.array(
    Part.extend({
      language: z.string().nullable().optional(),
      network: z.string().nullable().optional(),
      site: z.string().nullable().optional(),
    }),
  ),
});
const Authors = z.object({
  monitor: z.string(),
  ...period,
  items: z.array(
    z.object({
      network: z.string(),
      author: z.string(),
      name: z.string().nullable(),
      followers: z.int().nullable(),
      mentions: z.int(),
      ...labels,
      engagement: z.number(),
    }),
  ),
});
const Terms = z.object({
  monitor: z.string(),
  ...period,
  mentions: z.int(),
  /** How many of the mentions were read. Where that is not all, the counts are estimates from a sample. */
  read: z.int(),
  sampled: z.boolean(),
  items: z.array(
    z.object({
      /** As `/mentions?q=` takes it. */
      term: z.string(),
      /** As most people write it, with its accents and capitals. */
      written: z.string(),
      kind: z.enum(["word", "hashtag"]),
      mentions: z.int(),
      ...labels,
      /** Of the mentions of the period, from 0 to 1. */
      share: z.number(),
    }),
  ),
});

const tags = ["reputation"];
const OneMonitor = FigureQuery.extend({ compare: Compare });
const dimensions = [
  { path: "languages", key: "language", summary: "In which languages" },
  { path: "networks", key: "network", summary: "On which networks" },
  { path: "sources", key: "site", summary: "On which sites; null: mentions without an address" },
] as const;

/** What figures are made of: brands, places, people, words. */
export const breakdownRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/reputation/share-of-voice",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "A brand beside its competitors",
          description: "Several monitors, as `monitor=a,b` or `monitor=a&monitor=b`; most mentions first.",
          querystring: FigureQuery.extend({
            monitor: z.union([
              z.string().min(1).max(4000),
              z.array(z.string().min(1).max(4000)).min(1).max(50),
            ]),
            compare: Compare,
          }),
          response: { 200: Voices },
        },
      },
      async (request) => {
        const asked = periodOf(request.query, ctx.clock());
        const monitors = await monitorsOf(ctx, request, request.query.monitor);
        const ids = monitors.map(({ id }) => id);
        const filter = filterOf({ ...request.query, monitor: "" });
        const read = (of: Period) => readParts(ctx.db, ids, of, filter, "monitor", ids);
        const parts = await compared(
          read,
          asked,
          await otherPeriodOf(ctx, callerOf(request).workspaceId, asked, request.query),
        );
        const byId = new Map(monitors.map((monitor) => [monitor.id, monitor]));
        return {
          ...written(asked),
          mentions: totalOf(parts),
          reachEstimated: true as const,
          items: parts.flatMap(({ key, ...part }) => {
            const monitor = byId.get(key ?? "");
            return monitor ? { monitor: monitor.id, name: monitor.name, kind: monitor.kind, ...part } : [];
          }),
        };
      },
    );

    for (const { path, key, summary } of dimensions)
      app.get(
        `/reputation/${path}`,
        {
          config: { action: "read" },
          schema: { tags, summary, querystring: OneMonitor.extend({ limit: Top }), response: { 200: Parts } },
        },
        async (request) => {
          const { monitor, limit } = request.query;
          const { workspaceId } = callerOf(request);
          const asked = periodOf(request.query, ctx.clock());
          await requireMonitor(ctx.db, workspaceId, monitor);
          const read = (of: Period) => readParts(ctx.db, [monitor], of, filterOf(request.query), key, []);
          const parts = await compared(
            read,
            asked,
            await otherPeriodOf(ctx, workspaceId, asked, request.query),
          );
          return {
            monitor,
            ...written(asked),
            mentions: totalOf(parts),
            reachEstimated: true as const,
            items: parts.slice(0, limit).map(({ key: value, ...part }) => ({ ...part, [key]: value })),
          };
        },
      );

    app.get(
      "/reputation/authors",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Who wrote most",
          querystring: FigureQuery.extend({ limit: Top }),
          response: { 200: Authors },
        },
      },
      async (request) => {
        const { monitor, limit } = request.query;
        const asked = periodOf(request.query, ctx.clock());
        await requireMonitor(ctx.db, callerOf(request).workspaceId, monitor);
        const items = await topAuthors(ctx.db, monitor, asked, filterOf(request.query), limit);
        return { monitor, ...written(asked), items };
      },
    );

    app.get(
      "/reputation/terms",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "The words and hashtags that stand in most mentions",
          querystring: FigureQuery.extend({ limit: Top }),
          response: { 200: Terms },
        },
      },
      async (request) => {
        const asked = periodOf(request.query, ctx.clock());
        const monitor = await requireMonitor(ctx.db, callerOf(request).workspaceId, request.query.monitor);
        const found = await readTerms(ctx.db, monitor, asked, filterOf(request.query), request.query.limit);
        return {
          monitor: monitor.id,
          ...written(asked),
          mentions: found.mentions,
          read: found.read,
          sampled: found.read < found.mentions,
          items: estimatedTerms(found),
        };
      },
    );
  };

/** The parts, each beside what it was in another period where one is asked for. */
async function compared(
  read: (period: Period) => Promise<CountedPart[]>,
  asked: Period,
  other: Period | null,
) {
  const [parts, before] = await Promise.all([read(asked), other && read(other)]);
  return before ? changedParts(parts, before) : parts;
}

function totalOf(parts: readonly CountedPart[]): number {
  return parts.reduce((sum, { mentions }) => sum + mentions, 0);
}

function written({ from, to }: Period): { from: string; to: string } {
  return { from: iso(from), to: iso(to) };
}
