import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NotFound } from "../../errors.ts";
import type { SentimentRule } from "../../generated/prisma/client.ts";
import { readLearned } from "../../listening/learn-sentiment.ts";
import { readPreview, removeSentimentRule, weighWords } from "../../listening/sentiment-rules.ts";
import { loadOwnSentiment } from "../../listening/store-sentiment.ts";
import { fewestJudged } from "../../sentiment/learn.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
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

const Preview = z.strictObject({
  text: z.string().min(1).max(10_000),
  /** Found in the text where absent. */
  language: z.string().max(10).optional(),
});
const Reading = z.object({
  /** Null: not a language whose sentiment is read. */
  label: z.enum(["negative", "neutral", "positive"]).nullable(),
  score: z.number().nullable(),
  /** None where a transformer made the score. */
  words: z.array(z.object({ word: z.string(), weight: z.number() })),
  /** `vigie`, or the name of the model that the operator switched on: whoever would read the text if it came in now. */
  scorer: z.string(),
});
const PreviewView = Reading.extend({
  language: z.string(),
  /** The same text without what is this workspace's own. */
  withoutOwn: Reading,
});
const LearnedView = z.object({
  /** Judgements that stand, and how many are wanted before anything is learned. */
  judged: z.int(),
  fewest: z.int(),
  /** Null: nothing was learned yet. */
  learned: z
    .object({
      learnedAt: Instant,
      /** Judgements that it was learned from. */
      texts: z.int(),
      /** Macro-F1 in percent, on judgements held back: without and with what was learned. */
      before: z.number(),
      after: z.number(),
      /** Only where it reads them better, beyond chance. */
      inUse: z.boolean(),
      /** Those that weigh most. */
      words: z.array(
        z.object({
          word: z.string(),
          language: z.string(),
          /** Above 0: makes a text likelier positive; in logarithms of odds. */
          weight: z.number(),
        }),
      ),
      wordCount: z.int(),
    })
    .nullable(),
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
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.sentimentRule.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...after,
          },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, view);
      },
    );

    app.post(
      "/sentiment-rules/preview",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "How a text reads with the words of this workspace, and how without",
          body: Preview,
          response: { 200: PreviewView },
        },
      },
      async (request) =>
        readPreview(
          ctx,
          await loadOwnSentiment(ctx.db, callerOf(request).workspaceId),
          request.body.text,
          request.body.language,
        ),
    );

    app.get(
      "/sentiment-rules/learned",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "What corrections taught, and whether it helps",
          response: { 200: LearnedView },
        },
      },
      async (request) => {
        const { judged, learned } = await readLearned(ctx.db, callerOf(request).workspaceId);
        return {
          judged,
          fewest: fewestJudged,
          learned: learned && { ...learned, learnedAt: iso(learned.learnedAt) },
        };
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
