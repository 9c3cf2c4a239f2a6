import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { InvalidQuery, NotFound } from "../../errors.ts";
import type { Monitor } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import { plusSeconds } from "../../platform/clock.ts";
import { mayBeId } from "../../platform/database.ts";
import {
  bucketBounds,
  type Comparison,
  comparedWith,
  comparisons,
  type Interval,
  maxBuckets,
  type Period,
} from "../../reputation/period.ts";
import type { FigureFilter } from "../../reputation/store-counts.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { Id, Instant, iso, oneLine, TimeZone } from "../schemas.ts";

/** What every figure may be asked for. The filters are those of `/mentions`. */
export const FigureQuery = z.strictObject({
  monitor: Id,
  /** Included; 30 days before `to` unless told. */
  from: Instant.optional(),
  /** Not included; now unless told. */
  to: Instant.optional(),
  /** Bounds are instants, so it changes nothing but the buckets of a time series. */
  tz: TimeZone.optional(),
  label: z.enum(["negative", "neutral", "positive", "none"]).optional(),
  language: oneLine(35).optional(),
  network: oneLine(40).optional(),
  author: oneLine(300).optional(),
  site: oneLine(300).optional(),
});
/**
 * The same figures for another time as long, and the change: the one just before, a week ago, or a year (52 weeks, so
 * that each weekday stands beside its own).
 */
export const Compare = z.enum(comparisons).optional();
export const Top = z.coerce.number().int().min(1).max(100).default(20);

/** mentions = negative + neutral + positive + unscored. */
export const tallyShape = {
  mentions: z.int(),
  negative: z.int(),
  neutral: z.int(),
  positive: z.int(),
  unscored: z.int(),
  netSentiment: z.number().nullable(),
  /** Sum of the authors' followers: an estimate from above of how many may have seen it. */
  reach: z.number(),
  engagement: z.number(),
};
export const figuresShape = { ...tallyShape, authors: z.int() };

/** The same figures as numbers that may be negative, or not be known. */
export function changeShape<Shape extends Record<string, unknown>>(shape: Shape) {
  return z.object(
    Object.fromEntries(Object.keys(shape).map((key) => [key, z.number().nullable()])) as {
      [K in keyof Shape]: z.ZodNullable<z.ZodNumber>;
    },
  );
}

const defaultDays = 30;

/** Nothing is told of other times, and what a period is held against begins as long before it as it lasts. */
const reach = { from: new Date("1900-01-01T00:00:00Z"), to: new Date("2500-01-01T00:00:00Z") };

/** @throws InvalidQuery when the period is empty or lies where nothing is */
export function periodOf(query: { from?: string | undefined; to?: string | undefined }, now: Date): Period {
  const to = query.to === undefined ? now : new Date(query.to);
  const from = query.from === undefined ? plusSeconds(to, -defaultDays * 24 * 3600) : new Date(query.from);
  if (from < reach.from || to > reach.to)
    throw new InvalidQuery(
      from < reach.from ? "/from" : "/to",
      message(
        "period_out_of_reach",
        `the period from ${iso(from)} to ${iso(to)} is too far away; times from 1900 to 2500 are wanted`,
        `la période de ${iso(from)} à ${iso(to)} est trop lointaine\u202f; indiquez des dates de 1900 à 2500`,
      ),
    );
  if (from < to) return { from, to };
  throw new InvalidQuery(
    "/from",
    message(
      "period_backwards",
      `the period from ${iso(from)} to ${iso(to)} is empty; "from" must be before "to"`,
      `la période de ${iso(from)} à ${iso(to)} est vide\u202f; «\u202ffrom\u202f» doit précéder «\u202fto\u202f»`,
    ),
  );
}

/** What a period is held against; null: nothing. In the zone told, or the workspace's. */
export async function otherPeriodOf(
  ctx: Pick<ApiNeeds, "db">,
  workspaceId: string,
  period: Period,
  { compare, tz }: { compare?: Comparison | undefined; tz?: string | undefined },
): Promise<Period | null> {
  if (compare === undefined) return null;
  return comparedWith(period, compare, tz ?? (await timeZoneOf(ctx, workspaceId)));
}

export async function timeZoneOf({ db }: Pick<ApiNeeds, "db">, id: string): Promise<string> {
  const { timeZone } = await db.workspace.findUniqueOrThrow({ where: { id }, select: { timeZone: true } });
  return timeZone;
}

/** @throws InvalidQuery when there would be more buckets than a page can draw */
export function boundsOf(
  from: Date,
  to: Date,
  interval: Interval,
  timeZone: string,
  most = maxBuckets,
): Date[] {
  try {
    const bounds = bucketBounds(from, to, interval, timeZone);
    if (bounds.length <= most + 1) return bounds;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new InvalidQuery(
    "/interval",
    message(
      "too_many_buckets",
      `more than ${most} times one ${interval} lie between "from" and "to"; take a shorter period or a longer interval`,
      `plus de ${most} fois «\u202f${interval}\u202f» séparent «\u202ffrom\u202f» et «\u202fto\u202f»\u202f; prenez une période plus courte ou un intervalle plus long`,
    ),
  );
}

export function filterOf(query: z.infer<typeof FigureQuery>): FigureFilter {
  const { label, language, network, author, site } = query;
  return { label, language, network, author, site };
}

/**
 * Several monitors, as `monitor=a,b` or `monitor=a&monitor=b`, each once.
 * @throws NotFound when one is not of this workspace
 */
export async function monitorsOf(
  ctx: ApiNeeds,
  request: FastifyRequest,
  given: string | readonly string[],
): Promise<Monitor[]> {
  const ids = [...new Set([given].flat().flatMap((list) => list.split(",")))].map((id) => id.trim());
  if (ids.length > maxMonitors)
    throw new InvalidQuery(
      "/monitor",
      message(
        "too_many_monitors",
        `${ids.length} monitors are named; at most ${maxMonitors} can be compared`,
        `${ids.length} veilles sont nommées\u202f; on peut en comparer ${maxMonitors} au plus`,
      ),
    );
  const { workspaceId } = callerOf(request);
  const found = await ctx.db.monitor.findMany({ where: { id: { in: ids.filter(mayBeId) }, workspaceId } });
  const missing = ids.find((id) => !found.some((monitor) => monitor.id === id));
  if (missing !== undefined) throw new NotFound("monitor", missing);
  return found;
}
const maxMonitors = 50;
