import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { FieldProblem } from "../../errors.ts";
import { mayBeId } from "../../platform/database.ts";
import { changedMeanwhile } from "../../publishing/approve.ts";
import { compose } from "../../publishing/compose.ts";
import { deletePost, editPost } from "../../publishing/edit.ts";
import { forecast } from "../../publishing/forecast.ts";
import { approvedAlready } from "../../publishing/review-history.ts";
import { startSeries } from "../../publishing/series.ts";
import { changeSeries, endSeries } from "../../publishing/series-edit.ts";
import { draftOf } from "../../publishing/store-drafts.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { languageOf } from "../problem.ts";
import { Id, IdParams, Instant, PageQuery, pageOf } from "../schemas.ts";
import { showPost } from "../show-post.ts";
import {
  draftFrom,
  NewPost,
  PostChange,
  PostCheck,
  PostView,
  postParts,
  ReviewName,
  timeFrom,
  viewPost,
} from "../views/post.ts";

const Finding = z.object({
  pointer: z.string(),
  code: z.string(),
  detail: z.string(),
  profile: z.string().optional(),
});
const Check = z.object({
  valid: z.boolean(),
  profiles: z.array(
    z.object({
      profile: z.string(),
      network: z.string(),
      characters: z.array(z.object({ pointer: z.string(), used: z.number(), limit: z.number().nullable() })),
    }),
  ),
  /** What stands in the way now. */
  errors: z.array(Finding),
  /** What will go wrong later, or should be known before; it stops nothing. */
  warnings: z.array(Finding),
});

/** Of a post that comes again: this one, this and all later ones, or all that have not gone out. */
const Scope = z.object({ scope: z.enum(["one", "following", "all"]).default("one") });

const tags = ["posts"];

/** Writing posts. */
export const postRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/posts",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Write a post, and schedule it",
          body: NewPost,
          response: { 201: PostView },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { recurrence } = request.body;
        if (recurrence) {
          const wanted = { draft: draftFrom(request.body), ...recurrence };
          const first = await startSeries(ctx, workspaceId, actorOf(request), wanted, newIdFor(request));
          return reply.code(201).send(await showPost(ctx, request, first));
        }
        const { id, adjustment } = await compose(
          ctx,
          workspaceId,
          actorOf(request),
          draftFrom(request.body),
          newIdFor(request),
        );
        const post = await showPost(ctx, request, id);
        return reply.code(201).send({ ...post, timeAdjustment: adjustment });
      },
    );

    app.post(
      "/posts/validate",
      {
        config: { action: "publish", audit: false },
        schema: {
          tags,
          summary: "Check a post without saving it",
          body: PostCheck,
          response: { 200: Check },
        },
      },
      async (request) => {
        const { post, ...body } = request.body;
        const { workspaceId } = callerOf(request);
        const { checked, warnings } = await forecast(ctx, workspaceId, draftFrom(body), post ?? null);
        const { checks, problems } = checked;
        const language = languageOf(request);
        const found = ({ pointer, message, profile }: FieldProblem) => ({
          pointer,
          code: message.code,
          detail: message[language],
          ...(profile === undefined ? {} : { profile }),
        });
        const errors = [...problems, ...checks.flatMap((check) => check.problems)].map(found);
        return {
          valid: errors.length === 0,
          profiles: checks.map(({ profile, network, characters }) => ({ profile, network, characters })),
          errors,
          warnings: warnings.map(found),
        };
      },
    );

    app.get(
      "/posts",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List posts",
          querystring: PageQuery.extend({
            status: z.enum(["draft", "scheduled"]).optional(),
            review: ReviewName.optional(),
            /** What waits for the caller's own decision: not what they approved already and others have not. */
            waitsFor: z.literal("me").optional(),
            /** What the caller has handed in for approval. */
            askedBy: z.literal("me").optional(),
            campaign: Id.optional(),
            series: Id.optional(),
            /** True: only what has no time yet. */
            unscheduled: z.stringbool().optional(),
            profile: Id.optional(),
            from: Instant.optional(),
            to: Instant.optional(),
            q: z.string().max(200).optional(),
          }),
          response: { 200: pageOf(PostView) },
        },
      },
      async (request) => {
        const { status, review, campaign, series, unscheduled } = request.query;
        const { after, paging } = byCreation(request.query);
        const { profile, from, to, q, waitsFor, askedBy } = request.query;
        const { workspaceId, id: caller, name } = callerOf(request);
        const named = (id: string) => (mayBeId(id) ? id : { in: [] });
        const during = { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) };
        const rows = await ctx.db.post.findMany({
          where: {
            workspaceId,
            ...(status ? { status } : {}),
            AND: [
              review ? { review } : {},
              waitsFor
                ? { review: "waiting", id: { notIn: await approvedAlready(ctx, workspaceId, caller) } }
                : {},
              // What a series hands in, it does under the name of whoever began it.
              askedBy ? { approvals: { some: { verdict: "submitted", actor: { in: [caller, name] } } } } : {},
            ],
            ...(campaign ? { campaignId: named(campaign) } : {}),
            ...(series ? { seriesId: named(series) } : {}),
            ...(unscheduled ? { NOT: { publications: { some: { scheduledAt: { not: null } } } } } : {}),
            ...(q ? { text: { contains: q, mode: "insensitive" } } : {}),
            ...(profile || from || to
              ? {
                  publications: {
                    some: {
                      ...(profile ? { profileId: named(profile) } : {}),
                      ...(from || to ? { scheduledAt: during } : {}),
                    },
                  },
                }
              : {}),
            ...after,
          },
          include: postParts,
          ...paging,
        });
        const language = languageOf(request);
        return pageByCreation(rows, request.query.limit, (row) => viewPost(row, language));
      },
    );

    app.get(
      "/posts/:id",
      {
        config: { action: "read" },
        schema: { tags, summary: "One post", params: IdParams, response: { 200: PostView } },
      },
      async (request) => showPost(ctx, request, request.params.id),
    );

    app.patch(
      "/posts/:id",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Change a post that has not gone out",
          params: IdParams,
          querystring: Scope,
          body: PostChange,
          response: { 200: PostView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = request.params;
        const { version: stored, ...draft } = await draftOf(ctx.db, workspaceId, id);
        const { scheduledAt, version, recurrence, ...changes } = request.body;
        const seen = version ?? ifMatch(request);
        if (seen !== undefined && seen !== stored)
          throw changedMeanwhile(stored, seen, await showPost(ctx, request, id));
        if (request.query.scope !== "one" || recurrence) {
          const first = await changeSeries(ctx, workspaceId, id, actorOf(request), {
            scope: request.query.scope,
            changes: definedOnly(changes),
            time: scheduledAt === undefined ? null : timeFrom(scheduledAt),
            rule: recurrence?.rule ?? null,
          });
          return showPost(ctx, request, first);
        }
        const queue = changes.queue ?? false;
        const timeIsNew = scheduledAt !== undefined || queue;
        const kept = queue ? null : draft.time;
        const planned = await editPost(ctx, workspaceId, id, {
          draft: {
            ...draft,
            ...definedOnly(changes),
            queue,
            time: scheduledAt === undefined ? kept : timeFrom(scheduledAt),
          },
          version: stored,
          retime: timeIsNew ? "all" : changes.status || changes.profiles ? "some" : "none",
          actor: actorOf(request),
        });
        const post = await showPost(ctx, request, id);
        return { ...post, timeAdjustment: planned?.adjustment ?? "none" };
      },
    );

    app.delete(
      "/posts/:id",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Remove a post that never went out",
          params: IdParams,
          querystring: Scope,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { scope } = request.query;
        if (scope === "one") await deletePost(ctx, workspaceId, request.params.id);
        else await endSeries(ctx, workspaceId, request.params.id, scope);
        return reply.code(204).send(null);
      },
    );
  };

function definedOnly<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** `If-Match: "3"` says the same as `version: 3`. https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1 */
function ifMatch(request: FastifyRequest): number | undefined {
  const given = /^(?:W\/)?"?(\d{1,9})"?$/.exec(request.headers["if-match"] ?? "")?.[1];
  return given === undefined ? undefined : Number(given);
}
