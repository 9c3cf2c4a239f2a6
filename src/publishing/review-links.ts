import { randomBytes } from "node:crypto";
import { firstLink, linkRulesOf, linkText, shortLink, type Utm } from "../campaigns/links.ts";
import { type FieldProblem, Invalid, NotFound, TooMany } from "../errors.ts";
import type { ReviewLink } from "../generated/prisma/client.ts";
import { message } from "../messages.ts";
import { plusSeconds } from "../platform/clock.ts";
import { mayBeId } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import { type Actor, approvePost, sendPostBack } from "./approve.ts";
import { contentFor, mapTexts } from "./content.ts";
import type { Publishers } from "./publish.ts";
import type { Content } from "./publisher.ts";
import type { ReviewState } from "./review.ts";

type Needs = Pick<Platform, "db" | "clock">;

/** Requests that one link takes in a minute, from everybody who has it. */
const mostPerMinute = 120;

/**
 * Makes a link by which somebody without an account sees posts and decides on them.
 * @returns the token, shown this once: only its hash is kept
 * @throws Invalid for a post that is not there
 */
export async function makeReviewLink(
  ctx: Needs,
  workspaceId: string,
  wanted: { name: string; posts: readonly string[]; days: number; createdBy: string },
): Promise<{ link: ReviewLink; token: string }> {
  const known = await ctx.db.post.findMany({
    where: { workspaceId, id: { in: wanted.posts.filter(mayBeId) } },
    select: { id: true },
  });
  const ids = new Set(known.map(({ id }) => id));
  const problems = wanted.posts.flatMap((id, index): FieldProblem[] =>
    ids.has(id) ? [] : [{ pointer: `/posts/${index}`, message: unknownPost(id) }],
  );
  if (problems.length > 0) throw new Invalid(problems);
  const token = randomBytes(32).toString("base64url");
  const now = ctx.clock();
  const link = await ctx.db.reviewLink.create({
    data: {
      workspaceId,
      name: wanted.name,
      createdBy: wanted.createdBy,
      createdAt: now,
      expiresAt: plusSeconds(now, wanted.days * 86_400),
      tokenHash: sha256(token),
      posts: { create: [...ids].map((postId) => ({ postId })) },
    },
  });
  return { link, token };
}

/** @throws NotFound */
export async function revokeReviewLink(ctx: Needs, workspaceId: string, id: string): Promise<void> {
  const { count } = mayBeId(id)
    ? await ctx.db.reviewLink.updateMany({
        where: { id, workspaceId, revokedAt: null },
        data: { revokedAt: ctx.clock() },
      })
    : { count: 0 };
  if (count === 0) throw new NotFound("review link", id);
}

/** What somebody behind a link sees of one post: exactly what will go out, and nothing internal. */
export interface ClientPost {
  id: string;
  version: number;
  review: ReviewState;
  publications: {
    profile: string;
    handle: string;
    network: string;
    state: string;
    scheduledAt: Date | null;
    timeZone: string;
    content: Content;
    /** Of the text, each further part and the first comment: the first link as it was written. */
    links: (string | null)[];
  }[];
  comments: { by: string; text: string; at: Date }[];
}

/**
 * The posts behind a link, as they stand now.
 * @throws NotFound for a token that opens nothing (any more), TooMany
 */
export async function seenThrough(
  ctx: Needs & { publishers: Publishers; publicUrl: string },
  token: string,
): Promise<{ name: string; workspace: string; expiresAt: Date; posts: ClientPost[] }> {
  const link = await openLink(ctx, token);
  const workspace = await ctx.db.workspace.findUniqueOrThrow({ where: { id: link.workspaceId } });
  const posts = await ctx.db.post.findMany({
    where: { workspaceId: link.workspaceId, reviewLinks: { some: { linkId: link.id } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: {
      media: { orderBy: { position: "asc" }, include: { media: true } },
      variants: true,
      campaign: { select: { utm: true, trackLinks: true } },
      comments: { where: { forClient: true }, orderBy: [{ at: "asc" }, { id: "asc" }] },
      publications: {
        where: { state: { not: "cancelled" } },
        orderBy: [{ scheduledAt: "asc" }, { id: "asc" }],
        include: { profile: { select: { name: true, handle: true, timeZone: true } } },
      },
    },
  });
  const networks = new Set(ctx.publishers.keys());
  return {
    name: link.name,
    workspace: workspace.name,
    expiresAt: link.expiresAt,
    posts: posts.map((post) => {
      const imagesOf = (profileId: string | null) =>
        post.media.filter((item) => item.profileId === profileId).map(({ media }) => media);
      const { campaign } = post;
      const links = campaign && linkRulesOf(record(campaign.utm) as Utm, campaign.trackLinks);
      const written = { ...post, options: record(post.options), media: imagesOf(null), replyTo: null };
      return {
        id: post.id,
        version: post.version,
        review: post.review,
        comments: post.comments.map(({ by, text, at }) => ({ by, text, at })),
        publications: post.publications.map(
          ({ profileId, profile, network, state, scheduledAt, timeZone }) => {
            const own = post.variants.find((variant) => variant.profileId === profileId);
            const variant = own && {
              text: own.text,
              options: own.options === null ? null : record(own.options),
              media: own.hasMedia ? imagesOf(profileId) : null,
            };
            const content = contentFor(written, variant ?? null, network, networks);
            return {
              profile: profile.name,
              handle: profile.handle,
              network,
              state,
              scheduledAt,
              timeZone: timeZone ?? profile.timeZone ?? workspace.timeZone,
              content: mapTexts(content, (text) =>
                linkText(text, links, network, () => shortLink(ctx.publicUrl)),
              ),
              links: [content.text, ...content.thread, content.firstComment ?? ""].map(firstLink),
            };
          },
        ),
      };
    }),
  };
}

/** An image of a post behind a link. @throws NotFound, TooMany */
export async function imageThrough(
  ctx: Needs,
  token: string,
  mediaId: string,
): Promise<{ contentType: string; bytes: Uint8Array }> {
  const link = await openLink(ctx, token);
  const shown = { post: { workspaceId: link.workspaceId, reviewLinks: { some: { linkId: link.id } } } };
  const media = mayBeId(mediaId)
    ? await ctx.db.media.findFirst({
        where: { id: mediaId, postMedia: { some: shown } },
        include: { content: true },
      })
    : null;
  if (!media?.content) throw new NotFound("image", mediaId);
  return { contentType: media.contentType, bytes: media.content.bytes };
}

/** That a page is linked to by a post behind the link: no other is looked up. @returns the workspace @throws NotFound, TooMany */
export async function linkedThrough(ctx: Needs, token: string, url: string): Promise<string> {
  const link = await openLink(ctx, token);
  const posts = await ctx.db.post.findMany({
    where: { workspaceId: link.workspaceId, reviewLinks: { some: { linkId: link.id } } },
    select: { text: true, thread: true, firstComment: true, variants: { select: { text: true } } },
  });
  const texts = posts.flatMap(({ text, thread, firstComment, variants }) => [
    text,
    ...thread,
    firstComment ?? "",
    ...variants.map((variant) => variant.text ?? ""),
  ]);
  if (!texts.some((text) => firstLink(text) === url)) throw new NotFound("link", url);
  return link.workspaceId;
}

/** What somebody behind a link says of one post. */
export interface ClientDecision {
  post: string;
  /** What they looked at. */
  version: number;
  /** As they call themselves. */
  name: string;
  verdict: { kind: "approve" } | { kind: "send-back"; reason: string };
}

/**
 * Approves or sends back, in the name of whoever holds the link. A link is one voice, whatever names are given.
 * @throws NotFound, Invalid, Conflict as for somebody with an account, TooMany
 */
export async function decideThrough(ctx: Needs, token: string, decision: ClientDecision): Promise<void> {
  const link = await openLink(ctx, token);
  const { post, version, name, verdict } = decision;
  const shown = mayBeId(post)
    ? await ctx.db.reviewLinkPost.findUnique({ where: { linkId_postId: { linkId: link.id, postId: post } } })
    : null;
  if (!shown) throw new NotFound("post", post);
  const actor: Actor = { id: link.id, name: `${name} (${link.name})` };
  if (verdict.kind === "approve") await approvePost(ctx, link.workspaceId, post, actor, version);
  else await sendPostBack(ctx, link.workspaceId, post, actor, { reason: verdict.reason, version });
}

/** Finds what a token opens, and counts the request: one statement, so that all processes count together. */
async function openLink(
  { db, clock }: Needs,
  token: string,
): Promise<{ id: string; workspaceId: string; name: string; expiresAt: Date }> {
  const now = clock();
  const minuteAgo = plusSeconds(now, -60);
  const [link] = await db.$queryRaw<
    { id: string; workspaceId: string; name: string; expiresAt: Date; count: number }[]
  >`
    update review_link set
      minute_count = case when minute_at > ${minuteAgo} then minute_count + 1 else 1 end,
      minute_at = case when minute_at > ${minuteAgo} then minute_at else ${now} end
    where token_hash = ${sha256(token)} and expires_at > ${now} and revoked_at is null
    returning id, workspace_id as "workspaceId", name, expires_at as "expiresAt", minute_count as count`;
  if (!link) throw new NotFound("review link", "");
  if (link.count > mostPerMinute)
    throw new TooMany(
      60,
      message(
        "too_many_requests",
        "this link was used too often within a minute; try again in a minute",
        "ce lien a trop servi en une minute\u202f; réessayez dans une minute",
      ),
    );
  return link;
}

function record(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>;
}

function unknownPost(id: string) {
  return message(
    "unknown_post",
    `there is no post "${id}" here`,
    `il n’y a pas ici de publication «\u202f${id}\u202f»`,
  );
}
