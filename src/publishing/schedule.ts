import { Conflict, Invalid, invalid, NotFound } from "../errors.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { message } from "../messages.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import { type Actor, lockPost, noteMoved, reviewChanged } from "./approve.ts";
import { type ComposeNeeds, checkPost } from "./check-post.ts";
import { planningOf } from "./planning.ts";
import { type PlannedTime, planTime, type WantedTime } from "./post.ts";
import { type PublicationMove, publicationMoves } from "./publication.ts";
import { draftOf, requirePost } from "./store-drafts.ts";
import { tellOf } from "./store-events.ts";
import { holdCovered } from "./store-holds.ts";
import { timeColumns } from "./store-posts.ts";

/**
 * Gives all publications of a post that have not gone out a new time. Wins over any job already waiting.
 * @throws NotFound, Invalid for a time that cannot be used, Conflict when none of them can be scheduled any more
 */
export async function schedulePost(
  ctx: ComposeNeeds,
  workspaceId: string,
  postId: string,
  wanted: WantedTime,
  actor: Actor,
): Promise<PlannedTime> {
  const time = await plannedTime(ctx, workspaceId, wanted);
  await checkStored(ctx, workspaceId, postId);
  const now = ctx.clock();
  await ctx.db.$transaction(async (tx) => {
    const post = await lockPost(tx, workspaceId, postId);
    await moveAll(tx, { workspaceId, postId }, "schedule", now, scheduleColumns(time));
    await tx.post.updateMany({ where: { id: postId, workspaceId }, data: { status: "scheduled" } });
    const version = await noteMoved(tx, postId, post.version, now);
    await reviewChanged(
      tx,
      { workspaceId, postId, review: post.review, version },
      { scheduled: true, content: false, time: true, actor, now },
    );
    await holdCovered(tx, [postId], now);
  });
  return time;
}

/** @throws Invalid for a time that cannot be used */
export async function plannedTime(
  ctx: ComposeNeeds,
  workspaceId: string,
  wanted: WantedTime,
  pointer = "",
): Promise<PlannedTime> {
  const { lateGraceSeconds } = await planningOf(ctx.db, workspaceId);
  const planned = planTime(wanted, ctx.clock(), lateGraceSeconds ?? ctx.lateGraceSeconds);
  if (planned.kind === "refused") throw invalid(`${pointer}${planned.pointer}`, planned.message);
  return planned.time;
}

/** Stops all publications of a post that have not gone out. @throws NotFound, Conflict when there is none */
export async function cancelPost(ctx: ComposeNeeds, workspaceId: string, postId: string): Promise<void> {
  await requirePost(ctx.db, workspaceId, postId);
  await ctx.db.$transaction((tx) =>
    moveAll(tx, { workspaceId, postId }, "cancel", ctx.clock(), { dueAt: null, rungAt: null }),
  );
}

/** Sends a failed, missed or held publication again, now. @throws NotFound, Conflict */
export async function retryPublication(ctx: ComposeNeeds, workspaceId: string, id: string): Promise<void> {
  const found = await requirePublication(ctx.db, workspaceId, id);
  if (!["failed", "missed", "held"].includes(found.state)) throw notFrom(found.state, "retry");
  const now = ctx.clock();
  const time = { scheduledAt: now, localTime: null, timeZone: null, adjustment: "none" } as const;
  await ctx.db.$transaction(async (tx) => {
    await moveAll(tx, { workspaceId, id }, "schedule", now, scheduleColumns(time));
    await holdCovered(tx, [found.postId], now);
  });
}

/** What a person found when they looked at the profile. */
export type Resolution =
  | { outcome: "published"; remoteId: string | null; remoteUrl: string | null }
  /** It is not there. `retry`: send it again now; otherwise it stays failed. */
  | { outcome: "not-published"; retry: boolean };

/** Settles an unconfirmed publication by a person's word. @throws NotFound, Conflict */
export async function resolvePublication(
  ctx: ComposeNeeds,
  workspaceId: string,
  id: string,
  resolution: Resolution,
): Promise<void> {
  const found = await requirePublication(ctx.db, workspaceId, id);
  if (found.state !== "unconfirmed") throw notFrom(found.state, "resolve");
  const now = ctx.clock();
  const cleared = { errorCode: null, errorDetail: null, dueAt: null, rungAt: null };
  const where = { workspaceId, id };
  await ctx.db.$transaction((tx) => {
    if (resolution.outcome === "published")
      return moveAll(tx, where, "succeed", now, {
        ...cleared,
        publishedAt: now,
        remoteId: resolution.remoteId,
        remoteUrl: resolution.remoteUrl,
      });
    if (resolution.retry)
      return moveAll(tx, where, "retry", now, {
        ...cleared,
        // The person means now, however long ago the first time was.
        scheduledAt: now,
        dueAt: now,
        tryCount: 0,
        readBackCount: 0,
      });
    return moveAll(tx, where, "reject", now, {
      dueAt: null,
      errorCode: "network_unavailable",
      errorDetail: "a person saw that it is not there",
    });
  });
}

/**
 * Moves every matching publication that may be moved. @throws Conflict when there is none
 */
async function moveAll(
  tx: Transaction,
  where: { workspaceId: string; postId?: string; id?: string },
  move: PublicationMove,
  now: Date,
  data: Prisma.PublicationUpdateManyMutationInput,
): Promise<void> {
  const { from, to } = publicationMoves[move];
  const { count } = await tx.publication.updateMany({
    where: { ...where, state: { in: [...from] } },
    data: { ...data, state: to, version: { increment: 1 }, updatedAt: now },
  });
  if (count === 0) {
    const first = await tx.publication.findFirst({ where, select: { state: true } });
    throw notFrom(first?.state ?? "draft", move);
  }
  await tellOf(tx, where, now);
}

/** A publication about which nothing went wrong yet. */
export const untried = { tryCount: 0, readBackCount: 0, errorCode: null, errorDetail: null } as const;

function scheduleColumns(time: PlannedTime) {
  return { ...timeColumns(time), ...untried, dueAt: time.scheduledAt, rungAt: null };
}

/** A post that was stored as a draft may hold what its networks refuse. */
async function checkStored(ctx: ComposeNeeds, workspaceId: string, postId: string): Promise<void> {
  const draft = await draftOf(ctx.db, workspaceId, postId);
  const { problems, checks } = await checkPost(ctx, workspaceId, { ...draft, status: "draft", time: null });
  const all = [...problems, ...checks.flatMap((check) => check.problems)];
  if (all.length > 0) throw new Invalid(all);
}

async function requirePublication(db: Transaction, workspaceId: string, id: string) {
  const found = mayBeId(id)
    ? await db.publication.findFirst({
        where: { id, workspaceId },
        select: { state: true, postId: true },
      })
    : null;
  if (!found) throw new NotFound("publication", id);
  return found;
}

/** A move that the present state does not allow. */
export function notFrom(state: string, wanted: string): Conflict {
  return new Conflict(
    "not_possible_now",
    message(
      "not_possible_now",
      `"${wanted}" is not possible while the publication is "${state}"`,
      `«\u202f${wanted}\u202f» n’est pas possible tant que la publication est «\u202f${state}\u202f»`,
    ),
  );
}
