import { Conflict } from "../errors.ts";
import { message } from "../messages.ts";
import type { Platform } from "../platform/platform.ts";
import { neededBy } from "./approve.ts";
import { type Change, changesBetween, type ReviewState, standingApprovals } from "./review.ts";
import { requirePost } from "./store-drafts.ts";
import { contentNow } from "./store-revisions.ts";

type Needs = Pick<Platform, "db" | "clock">;

/** Where a post stands with those who approve. */
export interface Review {
  review: ReviewState;
  version: number;
  needed: number;
  approvedBy: string[];
  changes: Change[];
  comparedWith: { version: number; by: string; at: Date } | null;
  history: {
    verdict: "submitted" | "approved" | "sentBack" | "dropped";
    version: number;
    by: string;
    reason: string | null;
    at: Date;
  }[];
}

/** The review of a post, with what changed since somebody last decided on it. @throws NotFound */
export async function reviewOf(ctx: Needs, workspaceId: string, postId: string): Promise<Review> {
  await requirePost(ctx.db, workspaceId, postId);
  return ctx.db.$transaction(async (tx) => {
    const post = await tx.post.findUniqueOrThrow({
      where: { id: postId },
      select: { review: true, version: true },
    });
    const lines = await tx.postApproval.findMany({
      where: { postId },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    });
    const last = lines.findLast(({ verdict }) => verdict === "approved" || verdict === "sentBack");
    const looked = last
      ? await tx.postRevision.findUnique({ where: { postId_version: { postId, version: last.postVersion } } })
      : null;
    const now = looked && (await contentNow(tx, postId));
    const standing = standingApprovals(lines);
    return {
      ...post,
      needed: await neededBy(tx, workspaceId, postId),
      approvedBy: [...standing].map((actor) => lines.findLast((line) => line.actor === actor)?.by ?? ""),
      changes: looked && now ? changesBetween(looked.content as Record<string, unknown>, now) : [],
      comparedWith: looked && { version: looked.version, by: looked.by, at: looked.at },
      history: lines.map(({ verdict, postVersion, by, reason, at }) => ({
        verdict,
        version: postVersion,
        by,
        reason,
        at,
      })),
    };
  });
}

/** The waiting posts that somebody has approved already, as they stand: these wait for others. */
export async function approvedAlready(ctx: Needs, workspaceId: string, actor: string): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    select distinct a.post_id as id from post_approval a join post o on o.id = a.post_id
    where o.workspace_id = ${workspaceId}::uuid and o.review = 'waiting' and a.verdict = 'approved' and a.actor = ${actor}
      and not exists (
        select from post_approval later
        where later.post_id = a.post_id and later.verdict in ('sent_back', 'dropped')
          and (later.at, later.id) > (a.at, a.id))`;
  return rows.map(({ id }) => id);
}

/** Something said about a post. */
export interface Comment {
  id: string;
  by: string;
  text: string;
  /** False: seen by the workspace only, never by a client behind a review link. */
  forClient: boolean;
  at: Date;
}

const mostComments = 1000;

/** @throws NotFound, Conflict when more was said than anybody reads */
export async function commentOn(
  ctx: Needs,
  workspaceId: string,
  postId: string,
  comment: { by: string; text: string; forClient: boolean },
): Promise<Comment> {
  await requirePost(ctx.db, workspaceId, postId);
  if ((await ctx.db.postComment.count({ where: { postId } })) >= mostComments)
    throw new Conflict(
      "too_many_comments",
      message(
        "too_many_comments",
        `this post has ${mostComments} comments; no more are kept`,
        `cette publication a ${mostComments} commentaires\u202f; on n’en garde pas davantage`,
      ),
    );
  return ctx.db.postComment.create({ data: { postId, ...comment, at: ctx.clock() }, select: shown });
}

/** What was said about a post, oldest first. @throws NotFound */
export async function commentsOf(ctx: Needs, workspaceId: string, postId: string): Promise<Comment[]> {
  await requirePost(ctx.db, workspaceId, postId);
  return ctx.db.postComment.findMany({
    where: { postId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: mostComments,
    select: shown,
  });
}

const shown = { id: true, by: true, text: true, forClient: true, at: true } as const;
