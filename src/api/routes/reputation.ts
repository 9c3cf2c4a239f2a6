import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { requireMonitor } from "../../listening/monitor-store.ts";
import { type Message, message } from "../../messages.ts";
import { plusSeconds } from "../../platform/clock.ts";
import { bucketBounds, type Interval, intervals, maxBuckets } from "../../reputation/period.ts";
import { figuresByBucket } from "../../reputation/store.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { sendProblem } from "../problem.ts";
import { Id, Instant, iso } from "../schemas.ts";

/** mentions = negative + neutral + positive + unscored. */
const figures = {
  mentions: z.int(),
  negative: z.int(),
  neutral: z.int(),
  positive: z.int(),
  unscored: z.int(),
  netSentiment: z.number().nullable(),
  reach: z.number(),
  engagement: z.number(),
  authors: z.int(),
};
const Summary = z.object({ monitor: z.string(), from: Instant, to: Instant, ...figures });
const TimeSeries = z.object({
  monitor: z.string(),
  interval: z.enum(intervals),
  timeZone: z.string(),
  buckets: z.array(z.object({ from: Instant, to: Instant, ...figures })),
});

const Period = z.strictObject({
  monitor: Id,
  /** Included; 30 days before `to` unless told. */
  from: Instant.optional(),
  /** Not included; now unless told. */
  to: Instant.optional(),
});
const TimeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'the name of a time zone such as "Europe/Paris" is wanted');

const tags = ["reputation"];
const defaultDays = 30;

/** Figures of a monitor, read from the counts that are written with each mention. */
export const reputationRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/reputation/summary",
      {
        config: { action: "read" },
        schema: { tags, summary: "Figures of a period", querystring: Period, response: { 200: Summary } },
      },
      async (request, reply) => {
        const { monitor, from, to } = periodOf(request.query, ctx.clock());
        if (from >= to) return refuse(request, reply, "/from", backwards(from, to));
        await requireMonitor(ctx.db, callerOf(request).workspaceId, monitor);
        const [whole] = await figuresByBucket(ctx.db, monitor, [from, to]);
        if (!whole) throw new Error("a period has one bucket at least");
        return { monitor, from: iso(from), to: iso(to), ...whole };
      },
    );

    app.get(
      "/reputation/timeseries",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Figures of each hour, day, week or month, empty ones included",
          querystring: Period.extend({ interval: z.enum(intervals).default("day"), tz: TimeZone.optional() }),
          response: { 200: TimeSeries },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { monitor, from, to } = periodOf(request.query, ctx.clock());
        if (from >= to) return refuse(request, reply, "/from", backwards(from, to));
        const { interval, tz } = request.query;
        const timeZone = tz ?? (await timeZoneOf(ctx, workspaceId));
        const bounds = boundsOf(from, to, interval, timeZone);
        if (!bounds) return refuse(request, reply, "/interval", tooMany(interval));
        await requireMonitor(ctx.db, workspaceId, monitor);
        const found = await figuresByBucket(ctx.db, monitor, bounds);
        const buckets = found.map((bucket, index) => ({
          from: iso(bounds[index] ?? from),
          to: iso(bounds[index + 1] ?? to),
          ...bucket,
        }));
        return { monitor, interval, timeZone, buckets };
      },
    );
  };

function periodOf(query: z.infer<typeof Period>, now: Date): { monitor: string; from: Date; to: Date } {
  const to = query.to === undefined ? now : new Date(query.to);
  const from = query.from === undefined ? plusSeconds(to, -defaultDays * 24 * 3600) : new Date(query.from);
  return { monitor: query.monitor, from, to };
}

/** Null: more than a page can draw. */
function boundsOf(from: Date, to: Date, interval: Interval, timeZone: string): Date[] | null {
  try {
    return bucketBounds(from, to, interval, timeZone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function timeZoneOf({ db }: Pick<ApiNeeds, "db">, id: string): Promise<string> {
  const { timeZone } = await db.workspace.findUniqueOrThrow({ where: { id }, select: { timeZone: true } });
  return timeZone;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false; // the constructor throws on a name that is none
  }
}

function refuse(request: FastifyRequest, reply: FastifyReply, pointer: string, text: Message): FastifyReply {
  return sendProblem(request, reply, 400, text, [{ pointer, message: text }]);
}

function backwards(from: Date, to: Date): Message {
  return message(
    "period_backwards",
    `the period from ${iso(from)} to ${iso(to)} is empty; "from" must be before "to"`,
    `la période de ${iso(from)} à ${iso(to)} est vide ; « from » doit précéder « to »`,
  );
}

function tooMany(interval: Interval): Message {
  return message(
    "too_many_buckets",
    `more than ${maxBuckets} times one ${interval} lie between "from" and "to"; take a shorter period or a longer interval`,
    `plus de ${maxBuckets} fois « ${interval} » séparent « from » et « to » ; prenez une période plus courte ou un intervalle plus long`,
  );
}
