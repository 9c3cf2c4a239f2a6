import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { shortLink } from "../../campaigns/links.ts";
import { linksOfPublication } from "../../campaigns/store.ts";
import { NotFound } from "../../errors.ts";
import type { Language } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { type Move, movePublications } from "../../publishing/moves.ts";
import { publicationColumns } from "../../publishing/publication-row.ts";
import { resolvePublication, retryPublication } from "../../publishing/schedule.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { languageOf } from "../problem.ts";
import { Id, IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";
import { Time, timeFrom } from "../views/post.ts";
import { PublicationView, StateName, viewPublication } from "../views/publication.ts";
import { ReplyTo, replyToColumns, viewReplyTo } from "../views/reply.ts";

const AttemptView = z.object({
  number: z.number(),
  kind: z.enum(["publish", "readBack"]),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  outcome: z.enum(["published", "rejected", "retry", "unconfirmed", "lost"]).nullable(),
  detail: z.string().nullable(),
});
const PublicationDetail = PublicationView.extend({
  attempts: z.array(AttemptView),
  /** Parts that are done and are never repeated. */
  steps: z.array(z.object({ name: z.string(), doneAt: Instant })),
  /** The mention it answers. */
  replyTo: ReplyTo.nullable(),
  /** Links that its campaign has counted, with their readers, those followed most first. */
  links: z.array(z.object({ url: z.string(), target: z.string(), clicks: z.number() })),
});

const Resolution = z.discriminatedUnion("outcome", [
  z.strictObject({
    outcome: z.literal("published"),
    remoteId: z.string().min(1).max(500).nullable().default(null),
    remoteUrl: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
  }),
  z.strictObject({ outcome: z.literal("not-published"), retry: z.boolean().default(true) }),
]);

/** `version` is the one that was seen: a publication that somebody else moved since is not moved again. */
const Moved = { id: Id, version: z.int().min(0) };
const MoveBody = z.union([
  z.strictObject({ ...Moved, scheduledAt: Time }),
  z.strictObject({ ...Moved, shiftDays: z.int().min(-3650).max(3650) }),
]);

function moveFrom(body: z.infer<typeof MoveBody>): Move {
  const { id, version } = body;
  if ("shiftDays" in body) return { id, version, to: { kind: "days", days: body.shiftDays } };
  return { id, version, to: { kind: "time", time: timeFrom(body.scheduledAt) } };
}

const tags = ["publications"];

/** One post on one profile: its state, its attempts, and a person's word on it. */
export const publicationRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const show = async (workspaceId: string, id: string, language: Language) => {
      const row = mayBeId(id)
        ? await ctx.db.publication.findFirst({
            where: { id, workspaceId },
            select: {
              ...publicationColumns,
              attempts: { orderBy: { number: "asc" } },
              steps: { orderBy: { doneAt: "asc" }, select: { name: true, doneAt: true } },
              post: { select: replyToColumns },
            },
          })
        : null;
      if (!row) throw new NotFound("publication", id);
      const links = await linksOfPublication(ctx.db, workspaceId, row.id);
      return {
        ...viewPublication(row, language),
        attempts: row.attempts.map(({ number, kind, startedAt, finishedAt, outcome, detail }) => ({
          number,
          kind,
          startedAt: iso(startedAt),
          finishedAt: iso(finishedAt),
          outcome,
          detail,
        })),
        steps: row.steps.map(({ name, doneAt }) => ({ name, doneAt: iso(doneAt) })),
        replyTo: viewReplyTo(row.post),
        links: links.map(({ code, target, clicks }) => ({
          url: shortLink(ctx.publicUrl, code),
          target,
          clicks,
        })),
      };
    };

    app.get(
      "/publications",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List publications, by the time they are meant for",
          querystring: PageQuery.extend({
            state: StateName.optional(),
            profile: Id.optional(),
            post: Id.optional(),
            from: Instant.optional(),
            to: Instant.optional(),
          }),
          response: { 200: pageOf(PublicationView) },
        },
      },
      async (request) => {
        const { state, profile, post, from, to } = request.query;
        const { after, paging } = byCreation(request.query);
        const language = languageOf(request);
        const named = (id: string) => (mayBeId(id) ? id : { in: [] });
        const rows = await ctx.db.publication.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(state ? { state } : {}),
            ...(profile ? { profileId: named(profile) } : {}),
            ...(post ? { postId: named(post) } : {}),
            ...(from || to
              ? {
                  scheduledAt: {
                    ...(from ? { gte: new Date(from) } : {}),
                    ...(to ? { lt: new Date(to) } : {}),
                  },
                }
              : {}),
            ...after,
          },
          select: { ...publicationColumns, createdAt: true },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, (row) => viewPublication(row, language));
      },
    );

    app.patch(
      "/publications",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Move several publications, all or none",
          body: z.strictObject({ moves: z.array(MoveBody).min(1).max(500) }),
          response: { 200: z.object({ items: z.array(PublicationView) }) },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { moves } = request.body;
        await movePublications(ctx, workspaceId, moves.map(moveFrom), actorOf(request));
        const rows = await ctx.db.publication.findMany({
          where: { workspaceId, id: { in: moves.map(({ id }) => id) } },
          select: publicationColumns,
          orderBy: [{ scheduledAt: "asc" }, { id: "asc" }],
        });
        return { items: rows.map((row) => viewPublication(row, languageOf(request))) };
      },
    );

    app.get(
      "/publications/:id",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "One publication, with its attempts",
          params: IdParams,
          response: { 200: PublicationDetail },
        },
      },
      async (request) => show(callerOf(request).workspaceId, request.params.id, languageOf(request)),
    );

    app.post(
      "/publications/:id/retry",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Send a failed, missed or held publication now",
          params: IdParams,
          response: { 200: PublicationDetail },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        await retryPublication(ctx, workspaceId, request.params.id);
        return show(workspaceId, request.params.id, languageOf(request));
      },
    );

    app.post(
      "/publications/:id/resolve",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Say what became of an unconfirmed publication",
          params: IdParams,
          body: Resolution,
          response: { 200: PublicationDetail },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        await resolvePublication(ctx, workspaceId, request.params.id, request.body);
        return show(workspaceId, request.params.id, languageOf(request));
      },
    );
  };
