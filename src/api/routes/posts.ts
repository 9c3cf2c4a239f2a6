import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NotFound } from "../../errors.ts";
import type { Post } from "../../generated/prisma/client.ts";
import { mayBeId } from "../../platform/database.ts";
import { checkPost, compose, type PostDraft } from "../../publishing/compose.ts";
import type { WantedTime } from "../../publishing/post.ts";
import { cancelPost, deletePost, draftOf, editPost, schedulePost } from "../../publishing/schedule.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { languageOf } from "../problem.ts";
import { Id, IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";
import {
  type PublicationRow,
  PublicationView,
  publicationColumns,
  viewPublication,
} from "../views/publication.ts";

const Time = z.union([
  Instant,
  z.strictObject({ local: z.string().min(1).max(40), timeZone: z.string().min(1).max(60) }),
]);
const Options = z.record(z.string(), z.unknown());
const Text = z.string().max(100_000);

const Written = {
  text: Text,
  profiles: z.array(Id).min(1).max(100),
  scheduledAt: Time.optional(),
  media: z.array(Id).max(20).default([]),
  thread: z.array(Text).max(50).default([]),
  firstComment: Text.nullable().default(null),
  options: Options.default({}),
  language: z.string().min(2).max(35).nullable().default(null),
  variants: z
    .record(
      Id,
      z.strictObject({
        text: Text.optional(),
        media: z.array(Id).max(20).optional(),
        options: Options.optional(),
      }),
    )
    .default({}),
};
const NewPost = z.strictObject({ ...Written, status: z.enum(["draft", "scheduled"]).default("scheduled") });
/** Only what changes; the rest stays as it is. Without defaults: what is absent is left alone. */
const PostChange = z
  .strictObject({
    text: Text,
    profiles: Written.profiles,
    scheduledAt: Time,
    media: z.array(Id).max(20),
    thread: z.array(Text).max(50),
    firstComment: Text.nullable(),
    options: Options,
    language: z.string().min(2).max(35).nullable(),
    variants: Written.variants.unwrap(),
    status: z.enum(["draft", "scheduled"]),
  })
  .partial();

const PostView = z.object({
  id: z.string(),
  status: z.enum(["draft", "scheduled"]),
  text: z.string(),
  thread: z.array(z.string()),
  firstComment: z.string().nullable(),
  options: Options,
  language: z.string().nullable(),
  media: z.array(z.string()),
  createdBy: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  publications: z.array(PublicationView),
  /** `gap`: the local time did not exist and was moved; `overlap`: it exists twice, the first was taken. */
  timeAdjustment: z.enum(["none", "gap", "overlap"]).optional(),
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
  errors: z.array(
    z.object({ pointer: z.string(), code: z.string(), detail: z.string(), profile: z.string().optional() }),
  ),
});

const tags = ["posts"];

/** Writing, scheduling and stopping posts. */
export const postRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const show = async (workspaceId: string, id: string, language: "en" | "fr") => {
      const row = mayBeId(id)
        ? await ctx.db.post.findFirst({ where: { id, workspaceId }, include: postParts })
        : null;
      if (!row) throw new NotFound("post", id);
      return viewPost(row, language);
    };

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
        const { workspaceId, name } = callerOf(request);
        const { id, adjustment } = await compose(
          ctx,
          workspaceId,
          name,
          draftFrom(request.body),
          newIdFor(request),
        );
        const post = await show(workspaceId, id, languageOf(request));
        return reply.code(201).send({ ...post, timeAdjustment: adjustment });
      },
    );

    app.post(
      "/posts/validate",
      {
        config: { action: "publish", audit: false },
        schema: { tags, summary: "Check a post without saving it", body: NewPost, response: { 200: Check } },
      },
      async (request) => {
        const { checks, problems } = await checkPost(
          ctx,
          callerOf(request).workspaceId,
          draftFrom(request.body),
        );
        const language = languageOf(request);
        const errors = [...problems, ...checks.flatMap((check) => check.problems)].map((problem) => ({
          pointer: problem.pointer,
          code: problem.message.code,
          detail: problem.message[language],
          ...(problem.profile ? { profile: problem.profile } : {}),
        }));
        return {
          valid: errors.length === 0,
          profiles: checks.map(({ profile, network, characters }) => ({ profile, network, characters })),
          errors,
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
            profile: Id.optional(),
            from: Instant.optional(),
            to: Instant.optional(),
            q: z.string().max(200).optional(),
          }),
          response: { 200: pageOf(PostView) },
        },
      },
      async (request) => {
        const { limit, cursor, order, status, profile, from, to, q } = request.query;
        const during = { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) };
        const rows = await ctx.db.post.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(status ? { status } : {}),
            ...(q ? { text: { contains: q, mode: "insensitive" } } : {}),
            ...(profile || from || to
              ? {
                  publications: {
                    some: {
                      ...(profile ? { profileId: mayBeId(profile) ? profile : { in: [] } } : {}),
                      ...(from || to ? { scheduledAt: during } : {}),
                    },
                  },
                }
              : {}),
            ...behind(readCursor(cursor), "createdAt", order),
          },
          include: postParts,
          orderBy: [{ createdAt: order }, { id: order }],
          take: limit + 1,
        });
        const language = languageOf(request);
        return page(
          rows,
          limit,
          (row) => ({ at: row.createdAt, id: row.id }),
          (row) => viewPost(row, language),
        );
      },
    );

    app.get(
      "/posts/:id",
      {
        config: { action: "read" },
        schema: { tags, summary: "One post", params: IdParams, response: { 200: PostView } },
      },
      async (request) => show(callerOf(request).workspaceId, request.params.id, languageOf(request)),
    );

    app.patch(
      "/posts/:id",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Change a post that has not gone out",
          params: IdParams,
          body: PostChange,
          response: { 200: PostView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = request.params;
        const stored = await draftOf(ctx.db, workspaceId, id);
        const { scheduledAt, ...changes } = request.body;
        const time = scheduledAt === undefined ? stored.time : timeFrom(scheduledAt);
        const draft = { ...stored, ...definedOnly(changes), time };
        const retime = [scheduledAt, changes.status, changes.profiles].some((change) => change !== undefined);
        const planned = await editPost(ctx, workspaceId, id, draft, retime);
        const post = await show(workspaceId, id, languageOf(request));
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
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await deletePost(ctx, callerOf(request).workspaceId, request.params.id);
        return reply.code(204).send(null);
      },
    );

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
        const { adjustment } = await schedulePost(ctx, workspaceId, id, timeFrom(request.body.scheduledAt));
        return { ...(await show(workspaceId, id, languageOf(request))), timeAdjustment: adjustment };
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
        await schedulePost(ctx, workspaceId, id, { kind: "instant", at: ctx.clock() });
        return show(workspaceId, id, languageOf(request));
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
        return show(workspaceId, request.params.id, languageOf(request));
      },
    );
  };

function draftFrom(body: z.infer<typeof NewPost>): PostDraft {
  const { scheduledAt, ...rest } = body;
  return { ...rest, time: scheduledAt === undefined ? null : timeFrom(scheduledAt) };
}

function timeFrom(time: z.infer<typeof Time>): WantedTime {
  return typeof time === "string" ? { kind: "instant", at: new Date(time) } : { kind: "local", ...time };
}

function definedOnly<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const postParts = {
  media: { where: { profileId: null }, orderBy: { position: "asc" }, select: { mediaId: true } },
  publications: { orderBy: { createdAt: "asc" }, select: publicationColumns },
} as const;

type PostRow = Post & { media: { mediaId: string }[]; publications: PublicationRow[] };

function viewPost(post: PostRow, language: "en" | "fr"): z.infer<typeof PostView> {
  return {
    id: post.id,
    status: post.status,
    text: post.text,
    thread: post.thread,
    firstComment: post.firstComment,
    options: post.options as Record<string, unknown>,
    language: post.language,
    media: post.media.map(({ mediaId }) => mediaId),
    createdBy: post.createdBy,
    createdAt: iso(post.createdAt),
    updatedAt: iso(post.updatedAt),
    publications: post.publications.map((publication) => viewPublication(publication, language)),
  };
}
