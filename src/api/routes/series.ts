import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { invalid } from "../../errors.ts";
import { isTimeZone, unknownZone } from "../../publishing/local-time.ts";
import { type Occurrence, occurrencesBetween, recurrenceProblem } from "../../publishing/recurrence.ts";
import { requireSeries } from "../../publishing/series.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { IdParams, Instant, iso } from "../schemas.ts";

const OccurrenceView = z.object({
  /** The local time that the rule gives. */
  local: z.string(),
  at: Instant,
  /** `gap`: that local time does not exist and is moved; `overlap`: it exists twice, the first is taken. */
  adjustment: z.enum(["none", "gap", "overlap"]),
});
const shownAhead = 20;

const tags = ["series"];

/** Posts that come again. */
export const seriesRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/series/preview",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "When a rule would come, also on the nights of the change",
          body: z.strictObject({
            rule: z.string().min(1).max(500),
            scheduledAt: z.strictObject({
              local: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, "a local time is wanted"),
              timeZone: z.string().max(60),
            }),
          }),
          response: { 200: z.object({ occurrences: z.array(OccurrenceView) }) },
        },
      },
      async (request) => {
        const { rule, scheduledAt } = request.body;
        const { local, timeZone } = scheduledAt;
        if (!isTimeZone(timeZone)) throw invalid("/scheduledAt/timeZone", unknownZone(timeZone));
        const recurrence = { rule, localStart: local.slice(0, 16), timeZone };
        const problem = recurrenceProblem(recurrence);
        if (problem) throw invalid("/rule", problem);
        return { occurrences: occurrencesBetween(recurrence, null, null, shownAhead).map(view) };
      },
    );

    app.get(
      "/series/:id",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "One series: its rule, and when it comes next",
          params: IdParams,
          response: {
            200: z.object({
              id: z.string(),
              rule: z.string(),
              localStart: z.string(),
              timeZone: z.string(),
              createdBy: z.string(),
              createdAt: Instant,
              /** False: no further post will be made of it. */
              goesOn: z.boolean(),
              occurrences: z.array(OccurrenceView),
            }),
          },
        },
      },
      async (request) => {
        const series = await requireSeries(ctx, callerOf(request).workspaceId, request.params.id);
        const now = ctx.clock();
        const ahead = occurrencesBetween(series, null, null, 5000).filter(({ at }) => at > now);
        return {
          id: series.id,
          rule: series.rule,
          localStart: series.localStart,
          timeZone: series.timeZone,
          createdBy: series.createdBy,
          createdAt: iso(series.createdAt),
          goesOn: series.dueAt !== null,
          occurrences: ahead.slice(0, shownAhead).map(view),
        };
      },
    );
  };

function view({ local, at, adjustment }: Occurrence): z.infer<typeof OccurrenceView> {
  return { local, at: iso(at), adjustment };
}
