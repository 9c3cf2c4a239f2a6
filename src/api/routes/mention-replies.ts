import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { reply as answer, answering } from "../../publishing/reply.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { languageOf } from "../problem.ts";
import { Id, IdParams } from "../schemas.ts";
import { showPost } from "../show-post.ts";
import { PostView, Time, timeFrom } from "../views/post.ts";

const NewReply = z.strictObject({
  profile: Id,
  text: z.string().max(100_000),
  media: z.array(Id).max(20).default([]),
  /** Now unless told. */
  scheduledAt: Time.optional(),
});

const AnsweringView = z.object({
  /** Name of the mention's network. */
  network: z.string(),
  /** What is put before the text, so that the mention's author is told; it counts with the text. */
  address: z.string().nullable(),
  /** The profiles that can answer. */
  profiles: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      handle: z.string(),
      /** By the network's own count; null: no limit. */
      maxCharacters: z.int().nullable(),
      needsApproval: z.boolean(),
    }),
  ),
  /** Why nobody can; null: somebody can. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});

const tags = ["mentions"];

/** Answering mentions. */
export const mentionReplyRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/mentions/:id/reply",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "How a mention can be answered, and by which profiles",
          params: IdParams,
          response: { 200: AnsweringView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { problem, ...found } = await answering(ctx, workspaceId, request.params.id);
        const said = problem && { code: problem.code, message: problem[languageOf(request)] };
        return { ...found, problem: said };
      },
    );

    app.post(
      "/mentions/:id/reply",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Answer a mention, now or later",
          description:
            "Writes a post with one publication that answers the mention on its own network: the same states, approvals and holds as any other, never sent twice. On Mastodon and X the author's handle is put before the text unless it is in there. Bluesky, Mastodon, X and WordPress (comments) can be answered; X takes answers only to authors who named the profile or quoted it.",
          params: IdParams,
          body: NewReply,
          response: { 201: PostView },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { scheduledAt, ...wanted } = request.body;
        const time = scheduledAt === undefined ? null : timeFrom(scheduledAt);
        const { id, adjustment } = await answer(
          ctx,
          workspaceId,
          actorOf(request),
          request.params.id,
          { ...wanted, time },
          newIdFor(request),
        );
        return reply.code(201).send({ ...(await showPost(ctx, request, id)), timeAdjustment: adjustment });
      },
    );
  };
