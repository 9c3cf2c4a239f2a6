import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { invalid } from "../../errors.ts";
import { message } from "../../messages.ts";
import { calendarWarnings } from "../../publishing/calendar-warnings.ts";
import { isTimeZone, unknownZone } from "../../publishing/local-time.ts";
import { planningOf } from "../../publishing/planning.ts";
import { freeSlots } from "../../publishing/slots.ts";
import { calendarCounts, calendarRows, daysBetween } from "../../publishing/store-calendar.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { languageOf } from "../problem.ts";
import { Instant, iso } from "../schemas.ts";
import { ReviewName } from "../views/post.ts";
import { PublicationView, StateName, viewPublication } from "../views/publication.ts";
import { SlotTimeView } from "./slots.ts";

const longestDays = 100;
const mostPublications = 3000;

const CalendarPublication = PublicationView.extend({
  /** The beginning of what goes out there. */
  text: z.string(),
  review: ReviewName,
  campaign: z.string().nullable(),
  series: z.string().nullable(),
  images: z.number(),
  /** Parts of the thread, the first one included. */
  parts: z.number(),
  /** What will go wrong, or should be known before it leaves. */
  warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
});
const Calendar = z.object({
  from: Instant,
  to: Instant,
  timeZone: z.string(),
  /** Every day of the period in that zone, also the empty ones. */
  days: z.array(
    z.object({
      date: z.string(),
      clockChange: z.enum(["none", "forward", "back"]),
      total: z.number(),
      counts: z.partialRecord(StateName, z.number()),
    }),
  ),
  publications: z.array(CalendarPublication),
  /** How many more there are than are listed. */
  hidden: z.number(),
  /** Slots of the period that nothing has taken. */
  freeSlots: z.array(SlotTimeView.extend({ profile: z.string() })),
  /** Ids of holds in force. */
  holds: z.array(z.string()),
});

/** What is planned, day by day. */
export const calendarRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/calendar",
      {
        config: { action: "read" },
        schema: {
          tags: ["calendar"],
          summary: "Publications of a period, with counts for each day and state",
          querystring: z.object({ from: Instant, to: Instant, tz: z.string().max(60).optional() }),
          response: { 200: Calendar },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const planning = await planningOf(ctx.db, workspaceId);
        const timeZone = request.query.tz ?? planning.timeZone;
        const period = { workspaceId, ...periodFrom(request.query, timeZone) };
        const now = ctx.clock();
        const profiles = await ctx.db.profile.findMany({
          where: { workspaceId, deletedAt: null },
          select: { id: true, name: true, network: true, state: true, accessEndsAt: true, scopes: true },
        });
        const [rows, counts, free, holds, warnings] = await Promise.all([
          calendarRows(ctx.db, period, mostPublications),
          calendarCounts(ctx.db, period, timeZone),
          freeSlots(
            ctx.db,
            workspaceId,
            profiles.map(({ id }) => id),
            now < period.from ? new Date(period.from.getTime() - 1) : now,
            period.to,
          ),
          ctx.db.hold.findMany({ where: { workspaceId, liftedAt: null }, select: { id: true } }),
          calendarWarnings(ctx, period, profiles, now, planning.timeZone),
        ]);
        const language = languageOf(request);
        const total = counts.reduce((sum, { count }) => sum + count, 0);
        return {
          from: iso(period.from),
          to: iso(period.to),
          timeZone,
          days: daysBetween(period.from, period.to, timeZone).map((day) => {
            const own = counts.filter((count) => count.day === day.date);
            return {
              ...day,
              total: own.reduce((sum, { count }) => sum + count, 0),
              counts: Object.fromEntries(own.map(({ state, count }) => [state, count])),
            };
          }),
          publications: rows.map((row) => ({
            ...viewPublication(row, language),
            text: row.text,
            review: row.review,
            campaign: row.campaignId,
            series: row.seriesId,
            images: row.images,
            parts: row.parts,
            warnings: (warnings.get(row.id) ?? []).map((said) => ({
              code: said.code,
              detail: said[language],
            })),
          })),
          hidden: total - rows.length,
          freeSlots: [...free].flatMap(([profile, times]) =>
            times.map(({ at, local, timeZone: zone }) => ({ profile, at: iso(at), local, timeZone: zone })),
          ),
          holds: holds.map(({ id }) => id),
        };
      },
    );
  };

function periodFrom(query: { from: string; to: string }, timeZone: string): { from: Date; to: Date } {
  const from = new Date(query.from);
  const to = new Date(query.to);
  if (!isTimeZone(timeZone)) throw invalid("/tz", unknownZone(timeZone));
  if (to <= from || to.getTime() - from.getTime() > longestDays * 86_400_000)
    throw invalid(
      "/to",
      message(
        "bad_period",
        `${query.from} to ${query.to}: a calendar shows from a moment to a later one, at most ${longestDays} days`,
        `${query.from} à ${query.to}\u202f: un calendrier va d’un instant à un autre plus tardif, ${longestDays} jours au plus`,
      ),
    );
  return { from, to };
}
