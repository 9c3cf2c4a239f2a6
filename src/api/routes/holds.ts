import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { invalid, NotFound } from "../../errors.ts";
import type { Hold } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import {
  type HeldDecision,
  type HoldScope,
  hasPassed,
  liftHold,
  placeHold,
  previewLift,
} from "../../publishing/holds.ts";
import { heldOnlyBy } from "../../publishing/store-holds.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { Id, IdParams, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";
import { Time, timeFrom } from "../views/post.ts";
import { StateName } from "../views/publication.ts";

const NewHold = z.strictObject({
  /** Only this profile. */
  profile: Id.optional(),
  /** Only the profiles that speak for this brand: the id of a monitor of the kind "brand". */
  brand: Id.optional(),
  reason: oneLine(500),
  /** The alert that proposed it. */
  alert: Id.nullable().default(null),
});
const Simple = z.strictObject({
  action: z.enum(["keep", "publish-now", "next-slot", "spread", "draft", "cancel"]),
});
const Decision = z.union([Simple, z.strictObject({ action: z.literal("reschedule"), scheduledAt: Time })]);
const Lift = z.strictObject({
  /** By publication. */
  decisions: z.record(Id, Decision).default({}),
  /** For every other one that passed its time. */
  passed: z.enum(["publish-now", "next-slot", "spread", "draft", "cancel"]).optional(),
});

const HoldView = z.object({
  id: z.string(),
  scope: z.enum(["workspace", "profile", "brand"]),
  profile: z.string().nullable(),
  brand: z.string().nullable(),
  reason: z.string(),
  alert: z.string().nullable(),
  createdBy: z.string(),
  createdAt: Instant,
  liftedBy: z.string().nullable(),
  liftedAt: Instant.nullable(),
});
const HoldDetail = HoldView.extend({
  /** What it alone keeps back. `passed`: its time is over, so lifting asks for a decision. */
  publications: z.array(
    z.object({
      id: z.string(),
      post: z.string(),
      profile: z.string(),
      network: z.string(),
      /** The beginning of what goes out there. */
      text: z.string(),
      scheduledAt: Instant.nullable(),
      passed: z.boolean(),
    }),
  ),
});

const Preview = z.object({
  /** By the time they go out. */
  items: z.array(
    z.object({
      publication: z.string(),
      state: StateName,
      scheduledAt: Instant.nullable(),
      /** When the profile sends something else out within a quarter of an hour; null: it does not. */
      near: Instant.nullable(),
    }),
  ),
});

const tags = ["holds"];

/** Stopping queued publications, and letting them go on. */
export const holdRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const detail = async (workspaceId: string, id: string): Promise<z.infer<typeof HoldDetail>> => {
      const hold = mayBeId(id) ? await ctx.db.hold.findFirst({ where: { id, workspaceId } }) : null;
      if (!hold) throw new NotFound("hold", id);
      const rows = hold.liftedAt ? [] : await ctx.db.$transaction((tx) => heldOnlyBy(tx, workspaceId, id));
      const now = ctx.clock();
      return {
        ...view(hold),
        publications: rows.map((row) => ({
          id: row.id,
          post: row.postId,
          profile: row.profileId,
          network: row.network,
          text: row.text,
          scheduledAt: iso(row.scheduledAt),
          passed: hasPassed(row, now),
        })),
      };
    };

    app.post(
      "/holds",
      {
        config: { action: "hold" },
        schema: {
          tags,
          summary: "Stop what is queued: of the workspace, of one profile, or of one brand",
          body: NewHold,
          response: { 201: HoldDetail },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { reason, alert } = request.body;
        const wanted = { scope: scopeFrom(request.body), reason, alertId: alert };
        const { id } = await placeHold(ctx, workspaceId, wanted, actorOf(request), newIdFor(request));
        return reply.code(201).send(await detail(workspaceId, id));
      },
    );

    app.get(
      "/holds",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List holds",
          querystring: PageQuery.extend({
            inForce: z.stringbool().optional(),
            /** Those that this alert led to. */
            alert: Id.optional(),
          }),
          response: { 200: pageOf(HoldView) },
        },
      },
      async (request) => {
        const { inForce, alert } = request.query;
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.hold.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(inForce === undefined ? {} : { liftedAt: inForce ? null : { not: null } }),
            ...(alert === undefined ? {} : { alertId: mayBeId(alert) ? alert : { in: [] } }),
            ...after,
          },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, view);
      },
    );

    app.get(
      "/holds/:id",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "One hold, with what it keeps back",
          params: IdParams,
          response: { 200: HoldDetail },
        },
      },
      async (request) => detail(callerOf(request).workspaceId, request.params.id),
    );

    app.delete(
      "/holds/:id",
      {
        config: { action: "hold" },
        schema: {
          tags,
          summary: "Lift a hold, with a decision for each publication that passed its time",
          params: IdParams,
          body: Lift.nullish(),
          response: { 200: HoldDetail },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        await liftHold(ctx, workspaceId, request.params.id, liftFrom(request.body), actorOf(request));
        return detail(workspaceId, request.params.id);
      },
    );

    app.post(
      "/holds/:id/preview",
      {
        config: { action: "hold" },
        schema: {
          tags,
          summary: "What lifting a hold would lead to; nothing is changed",
          params: IdParams,
          body: Lift,
          response: { 200: Preview },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = request.params;
        const found = await previewLift(ctx, workspaceId, id, liftFrom(request.body), actorOf(request));
        return {
          items: found.map(({ id: publication, state, scheduledAt, near }) => ({
            publication,
            state,
            scheduledAt: iso(scheduledAt),
            near: iso(near),
          })),
        };
      },
    );
  };

function scopeFrom({ profile, brand }: z.infer<typeof NewHold>): HoldScope {
  if (profile !== undefined && brand !== undefined)
    throw invalid(
      "/brand",
      message(
        "one_scope",
        "a hold is over a profile or a brand, not both",
        "une suspension porte sur un profil ou sur une marque, pas les deux",
      ),
    );
  if (profile !== undefined) return { kind: "profile", id: profile };
  return brand === undefined ? { kind: "workspace" } : { kind: "brand", id: brand };
}

function liftFrom(body: z.infer<typeof Lift> | null | undefined) {
  const { decisions, passed } = body ?? { decisions: {} };
  return {
    decisions: Object.fromEntries(Object.entries(decisions).map(([id, said]) => [id, decisionFrom(said)])),
    passed: passed ? { action: passed } : null,
  };
}

function decisionFrom(said: z.infer<typeof Decision>): HeldDecision {
  return said.action === "reschedule" ? { action: said.action, time: timeFrom(said.scheduledAt) } : said;
}

function view(hold: Hold): z.infer<typeof HoldView> {
  const { profileId, brandId } = hold;
  return {
    id: hold.id,
    scope: profileId !== null ? "profile" : brandId !== null ? "brand" : "workspace",
    profile: profileId,
    brand: brandId,
    reason: hold.reason,
    alert: hold.alertId,
    createdBy: hold.createdBy,
    createdAt: iso(hold.createdAt),
    liftedBy: hold.liftedBy,
    liftedAt: iso(hold.liftedAt),
  };
}
