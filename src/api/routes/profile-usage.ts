import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { profileUsage } from "../../publishing/usage.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";

const Usage = z.object({
  items: z.array(
    z.object({
      profile: z.string(),
      /** What is planned for today or went out, in the workspace's zone; `most`: as many as the network takes, where it says so. */
      today: z.object({ publications: z.int(), most: z.int().nullable() }),
      slots: z.int(),
      /** What its network charges for this month as far as it is planned; null: nothing. */
      monthCostUsd: z.number().nullable(),
    }),
  ),
  /** Of the workspace, for a month; null: none is set. */
  budgetUsd: z.number().nullable(),
});

const milli = 1000;

/** How much each profile is used. */
export const profileUsageRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/profiles/usage",
      {
        config: { action: "read" },
        schema: {
          tags: ["profiles"],
          summary: "Publications of today, slots and cost of the month, for each profile",
          response: { 200: Usage },
        },
      },
      async (request) => {
        const { items, budgetMilliUsd } = await profileUsage(ctx, callerOf(request).workspaceId);
        return {
          items: items.map(({ profile, today, mostPerDay, slots, monthMilliUsd }) => ({
            profile,
            today: { publications: today, most: mostPerDay },
            slots,
            monthCostUsd: monthMilliUsd === null ? null : monthMilliUsd / milli,
          })),
          budgetUsd: budgetMilliUsd === null ? null : budgetMilliUsd / milli,
        };
      },
    );
  };
