import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { compose } from "../../publishing/compose.ts";
import { cancelPost, schedulePost } from "../../publishing/schedule.ts";
import { draftOf } from "../../publishing/store-drafts.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { IdParams } from "../schemas.ts";
import { showPost } from "../show-post.ts";
import { PostView, Time, timeFrom } from "../views/post.ts";

const tags = ["posts"];

/** Giving a post its time, stopping it, and taking it as the start of another. */
export const postScheduleRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/posts/:id/schedule",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Give a post a time, or another one",
          params: IdParams,
          body: z.strictObject({ scheduledAt: Time }),
          response: { 200: PostView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = request.params;
        const { adjustment } = await schedulePost(
          ctx,
          workspaceId,
          id,
          timeFrom(request.body.scheduledAt),
          actorOf(request),
        );
        return { ...(await showPost(ctx, request, id)), timeAdjustment: adjustment };
      },
    );

    app.post(
      "/posts/:id/publish-now",
      {
        config: { action: "publish" },
        schema: { tags, summary: "Send a post now", params: IdParams, response: { 200: PostView } },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = request.params;
        await schedulePost(ctx, workspaceId, id, { kind: "instant", at: ctx.clock() }, actorOf(request));
        return showPost(ctx, request, id);
      },
    );

    app.post(
      "/posts/:id/cancel",
      {
        config: { action: "publish" },
        schema: { tags, summary: "Stop a post", params: IdParams, response: { 200: PostView } },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        await cancelPost(ctx, workspaceId, request.params.id);
        return showPost(ctx, request, request.params.id);
      },
    );

    app.post(
      "/posts/:id/duplicate",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Write the same post again, as a draft without a time",
          params: IdParams,
          response: { 201: PostView },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { version: _version, ...draft } = await draftOf(ctx.db, workspaceId, request.params.id);
        const copy = { ...draft, status: "draft", time: null } as const;
        const { id } = await compose(ctx, workspaceId, actorOf(request), copy, newIdFor(request));
        return reply.code(201).send(await showPost(ctx, request, id));
      },
    );
  };
