import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NotFound } from "../../errors.ts";
import type { SentimentRule } from "../../generated/prisma/client.ts";
import { removeSentimentRule, weighWords } from "../../listening/sentiment-rules.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { IdParams, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";

const NewRule = z.strictObject({
  /** A word, an expression, an emoji or a hashtag; accents and capitals do not matter. */
  words: oneLine(100),
  /** From -5 (worst) to 5 (best); 0: says nothing here, nor do its words one by one. */
  weight: z.number().min(-5).max(5),
  language: z.string().max(10).default("any"),
});
const RuleView = z.object({
  id: z.string(),
  words: z.string(),
  weight: z.number(),
  language: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
});

const tags = ["mentions"];

/** Words that a workspace weighs itself when sentiment is read. */
export const sentimentRuleRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/sentiment-rules",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Weigh words for this workspace; the same words again get the new weight",
          description:
            "Counts for mentions stored from now on; the command `rescore` reads those of the past anew. What a person said of a mention's label stays.",
          body: NewRule,
          response: { 201: RuleView },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const made = { id: newIdFor(request), by: actorOf(request).name };
        return reply.code(201).send(view(await weighWords(ctx, workspaceId, request.body, made)));
      },
    );

    app.get(
      "/sentiment-rules",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "The words this workspace weighs itself",
          querystring: PageQuery,
          response: { 200: pageOf(RuleView) },
        },
      },
      async (request) => {
        const { limit, cursor, order } = request.query;
        const rows = await ctx.db.sentimentRule.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...behind(readCursor(cursor), "createdAt", order),
          },
          orderBy: [{ createdAt: order }, { id: order }],
          take: limit + 1,
        });
        return page(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), view);
      },
    );

    app.delete(
      "/sentiment-rules/:id",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Take the words as everybody does again",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!(await removeSentimentRule(ctx, callerOf(request).workspaceId, id)))
          throw new NotFound("sentiment rule", id);
        return reply.code(204).send(null);
      },
    );
  };

function view({
  id,
  words,
  weight,
  language,
  createdBy,
  createdAt,
}: SentimentRule): z.infer<typeof RuleView> {
  // Stored in four bytes: 0.1 would come back as 0.10000000149.
  return {
    id,
    words,
    weight: Math.round(weight * 100) / 100,
    language,
    createdBy,
    createdAt: iso(createdAt),
  };
}
