import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { applyRequirement } from "../../publishing/approve.ts";
import { type PlanningSettings, planningOf } from "../../publishing/planning.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";

const Planning = z.object({
  /** How many people must approve a post, where its profile does not say; 0: nobody has to. */
  approvalsRequired: z.int().min(0).max(10),
  /** Whether an approved post keeps its approval when only its time changes. */
  approvalSurvivesMove: z.boolean(),
  /** How late a publication may still go out unasked, in seconds; null: as the installation is set. */
  lateGraceSeconds: z.int().min(60).max(86_400).nullable(),
  /** What networks that charge may cost in a month; null: no budget is set. */
  monthlyBudgetUsd: z.number().min(0).max(1_000_000).nullable(),
});
const PlanningView = Planning.extend({ timeZone: z.string(), installationLateGraceSeconds: z.number() });

const tags = ["planning"];

/** The workspace's own rules of planning. */
export const planningRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/planning",
      {
        config: { action: "read" },
        schema: { tags, summary: "The rules of planning", response: { 200: PlanningView } },
      },
      async (request) => view(ctx, await planningOf(ctx.db, callerOf(request).workspaceId)),
    );

    app.patch(
      "/planning",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "Change the rules of planning",
          body: z.strictObject(Planning.shape).partial(),
          response: { 200: PlanningView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { monthlyBudgetUsd: budget, ...rest } = request.body;
        const given = Object.entries(rest).filter(([, value]) => value !== undefined);
        await ctx.db.$transaction(async (tx) => {
          await tx.workspace.update({
            where: { id: workspaceId },
            data: {
              ...Object.fromEntries(given),
              ...(budget === undefined
                ? {}
                : { monthlyBudgetMilliUsd: budget === null ? null : Math.round(budget * 1000) }),
            },
          });
          await applyRequirement(tx, workspaceId, actorOf(request), ctx.clock());
        });
        return view(ctx, await planningOf(ctx.db, workspaceId));
      },
    );
  };

function view(ctx: ApiNeeds, settings: PlanningSettings): z.infer<typeof PlanningView> {
  const { monthlyBudgetMilliUsd: budget, ...rest } = settings;
  return {
    ...rest,
    monthlyBudgetUsd: budget === null ? null : budget / 1000,
    installationLateGraceSeconds: ctx.lateGraceSeconds,
  };
}
