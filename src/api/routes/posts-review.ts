import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { approvePost, sendPostBack, submitPost } from "../../publishing/approve.ts";
import { commentOn, commentsOf, reviewOf } from "../../publishing/review-history.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { IdParams, Instant, iso } from "../schemas.ts";
import { showPost } from "../show-post.ts";
import { PostView, ReviewName } from "../views/post.ts";

/** The version that was looked at: a post that changed since is not decided upon unseen. */
const Seen = { version: z.int().min(1).optional() };

const ReviewView = z.object({
  review: ReviewName,
  version: z.number(),
  /** How many people must approve it, as the rules are now. */
  needed: z.number(),
  /** Who has approved it as it stands. */
  approvedBy: z.array(z.string()),
  /** What changed since it was last approved or sent back, part by part. */
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  comparedWith: z.object({ version: z.number(), by: z.string(), at: Instant }).nullable(),
  history: z.array(
    z.object({
      verdict: z.enum(["submitted", "approved", "sentBack", "dropped"]),
      version: z.number(),
      by: z.string(),
      reason: z.string().nullable(),
      at: Instant,
    }),
  ),
});
const CommentView = z.object({
  id: z.string(),
  by: z.string(),
  text: z.string(),
  /** False: never shown behind a review link. */
  forClient: z.boolean(),
  at: Instant,
});

const tags = ["review"];

/** Having posts approved, and talking about them. */
export const postReviewRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/posts/:id/submit",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Hand a post to those who approve; nothing of it goes out before they have",
          params: IdParams,
          response: { 200: PostView },
        },
      },
      async (request) => {
        await submitPost(ctx, callerOf(request).workspaceId, request.params.id, actorOf(request));
        return showPost(ctx, request, request.params.id);
      },
    );

    app.post(
      "/posts/:id/approve",
      {
        config: { action: "approve" },
        schema: {
          tags,
          summary: "Approve a post as it stands",
          params: IdParams,
          body: z.strictObject(Seen).nullish(),
          response: { 200: PostView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = request.params;
        await approvePost(ctx, workspaceId, id, actorOf(request), request.body?.version);
        return showPost(ctx, request, id);
      },
    );

    app.post(
      "/posts/:id/reject",
      {
        config: { action: "approve" },
        schema: {
          tags,
          summary: "Send a post back, with a reason",
          params: IdParams,
          body: z.strictObject({ ...Seen, reason: z.string().max(5000) }),
          response: { 200: PostView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { reason, version } = request.body;
        await sendPostBack(ctx, workspaceId, request.params.id, actorOf(request), { reason, version });
        return showPost(ctx, request, request.params.id);
      },
    );

    app.get(
      "/posts/:id/review",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Where a post stands with those who approve, and what changed since they last looked",
          params: IdParams,
          response: { 200: ReviewView },
        },
      },
      async (request) => {
        const found = await reviewOf(ctx, callerOf(request).workspaceId, request.params.id);
        return {
          ...found,
          comparedWith: found.comparedWith && { ...found.comparedWith, at: iso(found.comparedWith.at) },
          history: found.history.map(({ at, ...line }) => ({ ...line, at: iso(at) })),
        };
      },
    );

    app.post(
      "/posts/:id/comments",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Say something about a post",
          params: IdParams,
          body: z.strictObject({
            text: z.string().trim().min(1).max(5000),
            forClient: z.boolean().default(false),
          }),
          response: { 201: CommentView },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const comment = await commentOn(ctx, workspaceId, request.params.id, {
          by: actorOf(request).name,
          ...request.body,
        });
        return reply.code(201).send({ ...comment, at: iso(comment.at) });
      },
    );

    app.get(
      "/posts/:id/comments",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "What was said about a post, oldest first",
          params: IdParams,
          response: { 200: z.object({ items: z.array(CommentView) }) },
        },
      },
      async (request) => {
        const found = await commentsOf(ctx, callerOf(request).workspaceId, request.params.id);
        return { items: found.map(({ at, ...comment }) => ({ ...comment, at: iso(at) })) };
      },
    );
  };
