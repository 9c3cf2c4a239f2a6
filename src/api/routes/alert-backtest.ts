import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { backtest } from "../../alerts/backtest.ts";
import { spikeKinds } from "../../alerts/rule.ts";
import { sensitivities } from "../../alerts/spike.ts";
import { readDrivers } from "../../alerts/store-past.ts";
import { invalid, TooMany } from "../../errors.ts";
import { message } from "../../messages.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { Id, Instant, iso, TimeZone } from "../schemas.ts";
import { Evidence } from "../views/alert.ts";
import { requireWatched } from "./alert-rules.ts";

const longestBacktestDays = 92;
const Backtest = z.strictObject({
  kind: z.enum(spikeKinds),
  monitor: Id,
  sensitivity: z.enum(sensitivities).default("medium"),
  from: Instant,
  to: Instant,
  /** In which zone to say the times; they carry its offset. */
  tz: TimeZone.default("UTC"),
});
const BacktestResult = z.object({
  timeZone: z.string(),
  /** Of all; only the first of them carry what drove them. */
  count: z.number(),
  alerts: z.array(
    z.object({
      openedAt: Instant,
      resolvedAt: Instant.nullable(),
      localOpenedAt: z.string(),
      evidence: Evidence,
    }),
  ),
});
const mostShown = 50;

/** What a rule would have told in the past, before it is switched on. */
export const alertBacktestRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    let isTrying = false;

    app.post(
      "/alert-rules/backtest",
      {
        config: { action: "listen", audit: false },
        schema: {
          tags: ["alerts"],
          summary: "When would a rule have fired, and on what?",
          description:
            "Asks the live detector every 5 minutes of the past, which knows only what came before.",
          body: Backtest,
          response: { 200: BacktestResult },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { kind, monitor, sensitivity, tz } = request.body;
        await requireWatched(ctx.db, workspaceId, monitor);
        const { from, to } = periodOf(request.body, ctx.clock());
        if (isTrying)
          throw new TooMany(
            10,
            message(
              "busy",
              "another rule is being tried on the past; try again in some seconds",
              "une autre règle est en cours d’essai sur le passé\u202f; réessayez dans quelques secondes",
            ),
          );
        isTrying = true;
        try {
          const signal = AbortSignal.timeout(60_000);
          const found = await backtest(ctx.db, { kind, monitorId: monitor, sensitivity, from, to }, signal);
          const alerts = [];
          for (const { openedAt, resolvedAt, finding } of found.slice(0, mostShown))
            alerts.push({
              openedAt: iso(openedAt),
              resolvedAt: iso(resolvedAt),
              localOpenedAt: openedAt.toLocaleString("sv-SE", { timeZone: tz }).replace(" ", "T"),
              evidence: {
                expected: Math.round(finding.expected * 10) / 10,
                seen: finding.seen,
                since: iso(finding.since),
                authors: finding.authors,
                score: Math.round(finding.score * 1000) / 1000,
                reason: finding.reason,
                ...(await readDrivers(ctx.db, monitor, kind, finding.since, openedAt)),
              },
            });
          return { timeZone: tz, count: found.length, alerts };
        } finally {
          isTrying = false;
        }
      },
    );
  };

/** @throws Invalid for a period that is empty, too long, or not over */
function periodOf({ from, to }: { from: string; to: string }, now: Date): { from: Date; to: Date } {
  const period = { from: new Date(from), to: new Date(Math.min(Date.parse(to), now.getTime())) };
  const days = (period.to.getTime() - period.from.getTime()) / 86_400_000;
  if (days > 0 && days <= longestBacktestDays) return period;
  throw invalid(
    "/from",
    message(
      "wrong_period",
      `from "${from}" to "${to}" is not a past period of at most ${longestBacktestDays} days`,
      `de «\u202f${from}\u202f» à «\u202f${to}\u202f» n’est pas une période passée de ${longestBacktestDays} jours au plus`,
    ),
  );
}
