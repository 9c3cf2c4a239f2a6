import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { invalid } from "../../errors.ts";
import { requireProfile } from "../../profiles/store.ts";
import { isTimeZone, unknownZone } from "../../publishing/local-time.ts";
import { planningOf } from "../../publishing/planning.ts";
import { freeSlots } from "../../publishing/slots.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { IdParams, Instant, iso } from "../schemas.ts";

const Slot = z.strictObject({
  /** 1 is Monday, 7 Sunday. */
  weekday: z.int().min(1).max(7),
  /** What the clock shows. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is wanted, written like "09:30"'),
  /** Left out: the profile's zone, else the workspace's. */
  timeZone: z.string().max(60).optional(),
});
const Slots = z.object({ items: z.array(Slot.required()) });
export const SlotTimeView = z.object({ at: Instant, local: z.string(), timeZone: z.string() });

const tags = ["profiles"];

/** The times of the week at which a profile likes to publish. */
export const slotRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const list = async (workspaceId: string, profileId: string) => {
      const rows = await ctx.db.slot.findMany({
        where: { workspaceId, profileId },
        orderBy: [{ weekday: "asc" }, { localTime: "asc" }, { timeZone: "asc" }],
      });
      return {
        items: rows.map(({ weekday, localTime, timeZone }) => ({ weekday, time: localTime, timeZone })),
      };
    };

    app.get(
      "/profiles/:id/slots",
      {
        config: { action: "read" },
        schema: { tags, summary: "The slots of a profile", params: IdParams, response: { 200: Slots } },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = await requireProfile(ctx, workspaceId, request.params.id);
        return list(workspaceId, id);
      },
    );

    app.put(
      "/profiles/:id/slots",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Give a profile these slots, and no others; what is planned stays as it is",
          params: IdParams,
          body: z.strictObject({ items: z.array(Slot).max(200) }),
          response: { 200: Slots },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const profile = await requireProfile(ctx, workspaceId, request.params.id);
        const usual = profile.timeZone ?? (await planningOf(ctx.db, workspaceId)).timeZone;
        const rows = request.body.items.map(({ weekday, time, timeZone = usual }, index) => {
          if (!isTimeZone(timeZone)) throw invalid(`/items/${index}/timeZone`, unknownZone(timeZone));
          return { workspaceId, profileId: profile.id, weekday, localTime: time, timeZone };
        });
        await ctx.db.$transaction([
          ctx.db.slot.deleteMany({ where: { workspaceId, profileId: profile.id } }),
          ctx.db.slot.createMany({ data: rows, skipDuplicates: true }),
        ]);
        return list(workspaceId, profile.id);
      },
    );

    app.get(
      "/profiles/:id/slots/next",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "The next free slots of a profile",
          params: IdParams,
          querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(5) }),
          response: { 200: z.object({ items: z.array(SlotTimeView) }) },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = await requireProfile(ctx, workspaceId, request.params.id);
        const free = (await freeSlots(ctx.db, workspaceId, [id], ctx.clock())).get(id) ?? [];
        return {
          items: free
            .slice(0, request.query.limit)
            .map(({ at, local, timeZone }) => ({ at: iso(at), local, timeZone })),
        };
      },
    );
  };
