import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { ReviewLink } from "../../generated/prisma/client.ts";
import { linkCards } from "../../publishing/link-cards.ts";
import {
  decideThrough,
  imageThrough,
  linkedThrough,
  makeReviewLink,
  revokeReviewLink,
  seenThrough,
} from "../../publishing/review-links.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { Id, IdParams, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";
import { ReviewName } from "../views/post.ts";
import { StateName } from "../views/publication.ts";
import { AskedLink, CardAnswer, sendPicture, viewCard } from "./link-cards.ts";

const LinkView = z.object({
  id: z.string(),
  name: z.string(),
  posts: z.array(z.string()),
  createdBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  revokedAt: Instant.nullable(),
});
const Token = z.string().min(1).max(100);

const Seen = z.object({
  /** For whom the link was made. */
  name: z.string(),
  workspace: z.string(),
  expiresAt: Instant,
  posts: z.array(
    z.object({
      id: z.string(),
      version: z.number(),
      review: ReviewName,
      publications: z.array(
        z.object({
          profile: z.string(),
          handle: z.string(),
          network: z.string(),
          networkName: z.string(),
          state: StateName,
          scheduledAt: Instant.nullable(),
          timeZone: z.string(),
          text: z.string(),
          thread: z.array(z.string()),
          firstComment: z.string().nullable(),
          /** Of the text, each further part and the first comment: the first link as it was written. */
          links: z.array(z.string().nullable()),
          media: z.array(
            z.object({ id: z.string(), contentType: z.string(), altText: z.string().nullable() }),
          ),
        }),
      ),
      /** Only those that are meant for the client. */
      comments: z.array(z.object({ by: z.string(), text: z.string(), at: Instant })),
    }),
  ),
});

const Decided = {
  token: Token,
  post: Id,
  /** What was looked at. */
  version: z.int().min(1),
  /** As who decides calls themselves. */
  name: oneLine(100),
};
const Decision = z.discriminatedUnion("verdict", [
  z.strictObject({ ...Decided, verdict: z.literal("approve") }),
  z.strictObject({ ...Decided, verdict: z.literal("send-back"), reason: z.string().max(5000) }),
]);

const tags = ["review links"];

/** Links by which somebody without an account sees posts and decides on them. */
export const reviewLinkRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    /** Counted apart: what clients look at takes nothing from those who write. */
    const cards = linkCards(ctx);

    app.post(
      "/review-links",
      {
        // Whoever hands out a voice must have one.
        config: { action: "approve", answersOnce: true },
        schema: {
          tags,
          summary: "Make a link for a client; it is shown this once",
          body: z.strictObject({
            name: oneLine(200),
            posts: z.array(Id).min(1).max(100),
            days: z.int().min(1).max(90).default(7),
          }),
          response: { 201: LinkView.extend({ link: z.string() }) },
        },
      },
      async (request, reply) => {
        const wanted = { ...request.body, createdBy: actorOf(request).name };
        const { link, token } = await makeReviewLink(ctx, callerOf(request).workspaceId, wanted);
        const shown = view({ ...link, posts: wanted.posts.map((postId) => ({ postId })) });
        // Behind the #: what follows it reaches neither logs nor other sites.
        return reply.code(201).send({ ...shown, link: `${ctx.publicUrl}/client-review#${token}` });
      },
    );

    app.get(
      "/review-links",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List links for clients",
          querystring: PageQuery,
          response: { 200: pageOf(LinkView) },
        },
      },
      async (request) => {
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.reviewLink.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...after,
          },
          include: { posts: { select: { postId: true } } },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, view);
      },
    );

    app.delete(
      "/review-links/:id",
      {
        config: { action: "approve" },
        schema: { tags, summary: "End a link", params: IdParams, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await revokeReviewLink(ctx, callerOf(request).workspaceId, request.params.id);
        return reply.code(204).send(null);
      },
    );

    app.post(
      "/review-links/look",
      {
        config: { action: "anyone", audit: false },
        schema: {
          tags,
          summary: "What a link shows: exactly what will go out",
          body: z.strictObject({ token: Token }),
          response: { 200: Seen },
        },
      },
      async (request) => {
        const { posts, expiresAt, ...rest } = await seenThrough(ctx, request.body.token);
        return {
          ...rest,
          expiresAt: iso(expiresAt),
          posts: posts.map((post) => ({
            ...post,
            comments: post.comments.map((comment) => ({ ...comment, at: iso(comment.at) })),
            publications: post.publications.map(({ content, scheduledAt, ...publication }) => ({
              ...publication,
              networkName: ctx.publishers.get(publication.network)?.name ?? publication.network,
              state: StateName.parse(publication.state),
              scheduledAt: iso(scheduledAt),
              text: content.text,
              thread: [...content.thread],
              firstComment: content.firstComment,
              media: content.media.map(({ id, contentType, altText }) => ({ id, contentType, altText })),
            })),
          })),
        };
      },
    );

    app.post(
      "/review-links/image",
      {
        config: { action: "anyone", audit: false },
        schema: {
          tags,
          summary: "An image of a post that a link shows",
          body: z.strictObject({ token: Token, media: Id }),
        },
      },
      async (request, reply) => {
        const { contentType, bytes } = await imageThrough(ctx, request.body.token, request.body.media);
        // What others uploaded is shown, and never run: not as a page, not as a script.
        return reply
          .header("content-type", contentType)
          .header("content-security-policy", "default-src 'none'")
          .header("cache-control", "no-store")
          .send(Buffer.from(bytes));
      },
    );

    app.post(
      "/review-links/card",
      {
        config: { action: "anyone", audit: false },
        schema: {
          tags,
          summary: "What a network shows of a page that a post behind a link leads to",
          body: AskedLink.extend({ token: Token }),
          response: { 200: CardAnswer },
        },
      },
      async (request) => {
        const { token, url, network } = request.body;
        const workspaceId = await linkedThrough(ctx, token, url);
        return viewCard(await cards.card(workspaceId, url, network));
      },
    );

    app.post(
      "/review-links/card-image",
      {
        config: { action: "anyone", audit: false },
        schema: { tags, summary: "The picture of that page", body: AskedLink.extend({ token: Token }) },
      },
      async (request, reply) => {
        const { token, url, network } = request.body;
        const workspaceId = await linkedThrough(ctx, token, url);
        return sendPicture(reply, await cards.image(workspaceId, url, network), url);
      },
    );

    app.post(
      "/review-links/decide",
      {
        // The post's own history says who decided.
        config: { action: "anyone", audit: false },
        schema: {
          tags,
          summary: "Approve a post that a link shows, or send it back",
          body: Decision,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { token, post, version, name, ...said } = request.body;
        const verdict =
          said.verdict === "approve"
            ? { kind: "approve" as const }
            : { kind: "send-back" as const, reason: said.reason };
        await decideThrough(ctx, token, { post, version, name, verdict });
        return reply.code(204).send(null);
      },
    );
  };

function view(link: ReviewLink & { posts: { postId: string }[] }): z.infer<typeof LinkView> {
  const { id, name, createdBy, createdAt, expiresAt, revokedAt } = link;
  return {
    id,
    name,
    posts: link.posts.map(({ postId }) => postId),
    createdBy,
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    revokedAt: iso(revokedAt),
  };
}
