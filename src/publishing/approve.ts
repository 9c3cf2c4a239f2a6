import { Conflict, invalid, NotFound } from "../errors.ts";
import { message } from "../messages.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { planningOf } from "./planning.ts";
import type { PublicationState } from "./publication.ts";
import {
  approvalsNeeded,
  mayGoOut,
  mayReview,
  type ReviewMove,
  type ReviewState,
  reviewAfterChange,
  standingApprovals,
  type Verdict,
} from "./review.ts";
import { tellOf } from "./store-events.ts";
import { keepRevision } from "./store-revisions.ts";

type Needs = Pick<Platform, "db" | "clock">;

/** Who decides: a person, a key, or whoever holds a review link. */
export interface Actor {
  /** One of these counts once, however often they approve. */
  id: string;
  name: string;
}

/** Hands a post to those who approve. Nothing of it goes out before they have. @throws NotFound, Conflict */
export async function submitPost(
  ctx: Needs,
  workspaceId: string,
  postId: string,
  actor: Actor,
): Promise<void> {
  await review(ctx, workspaceId, postId, "submit", async (tx, post, now) => {
    await noteVerdict(tx, { postId, version: post.version, verdict: "submitted", ...named(actor), now });
    return "waiting";
  });
}

/**
 * Says yes to a post as it stands. It may go out when as many people have as its strictest profile asks for.
 * @param version what the person looked at; undefined: whatever it is now
 * @throws NotFound, Conflict when it is not waiting, or was changed since they looked
 */
export async function approvePost(
  ctx: Needs,
  workspaceId: string,
  postId: string,
  actor: Actor,
  version: number | undefined,
): Promise<void> {
  await review(ctx, workspaceId, postId, "approve", async (tx, post, now) => {
    refuseChanged(post.version, version);
    await noteVerdict(tx, { postId, version: post.version, verdict: "approved", ...named(actor), now });
    const standing = standingApprovals(await historyOf(tx, postId)).size;
    return standing >= Math.max(1, await neededBy(tx, workspaceId, postId)) ? "approved" : "waiting";
  });
}

/** Sends a post back to who wrote it. @throws NotFound, Invalid without a reason, Conflict */
export async function sendPostBack(
  ctx: Needs,
  workspaceId: string,
  postId: string,
  actor: Actor,
  { reason, version }: { reason: string; version: number | undefined },
): Promise<void> {
  if (reason.trim() === "")
    throw invalid(
      "/reason",
      message(
        "reason_missing",
        "say what should change: whoever wrote it cannot guess",
        "dites ce qui doit changer\u202f: la personne qui l’a écrit ne peut pas le deviner",
      ),
    );
  await review(ctx, workspaceId, postId, "sendBack", async (tx, post, now) => {
    refuseChanged(post.version, version);
    await noteVerdict(tx, {
      postId,
      version: post.version,
      verdict: "sentBack",
      ...named(actor),
      reason,
      now,
    });
    return "sentBack";
  });
}

/** A post whose row is held until the transaction ends. */
interface LockedPost {
  version: number;
  review: ReviewState;
}

/** Holds a post still. @throws NotFound */
export async function lockPost(tx: Transaction, workspaceId: string, postId: string): Promise<LockedPost> {
  const rows = mayBeId(postId)
    ? await tx.$queryRaw<{ version: number; review: string }[]>`
        select version, review::text as review from post
        where id = ${postId}::uuid and workspace_id = ${workspaceId}::uuid for update`
    : [];
  const [row] = rows;
  if (!row) throw new NotFound("post", postId);
  return {
    version: row.version,
    review: row.review === "sent_back" ? "sentBack" : (row.review as ReviewState),
  };
}

/** A post whose times were moved: it is no longer what somebody looked at before. @returns its new version */
export async function noteMoved(
  tx: Transaction,
  postId: string,
  version: number,
  now: Date,
): Promise<number> {
  const next = version + 1;
  await tx.post.update({ where: { id: postId }, data: { version: next, updatedAt: now } });
  await tx.publication.updateMany({ where: { postId }, data: { postVersion: next } });
  return next;
}

/** @throws Conflict when the post is at another version than the one that was looked at */
export function refuseChanged(current: number, seen: number | undefined): void {
  if (seen !== undefined && seen !== current) throw changedMeanwhile(current, seen);
}

/** @param post as it is now, for whoever must choose between the two */
export function changedMeanwhile(current: number, seen: number, post?: unknown): Conflict {
  return new Conflict(
    "changed_meanwhile",
    message(
      "changed_meanwhile",
      `this post was changed since you looked at it: you saw version ${seen}, it is at version ${current}`,
      `cette publication a changé depuis que vous l’avez vue\u202f: vous avez vu la version ${seen}, elle en est à la version ${current}`,
    ),
    { currentVersion: current, ...(post === undefined ? {} : { current: post }) },
  );
}

async function review(
  ctx: Needs,
  workspaceId: string,
  postId: string,
  move: ReviewMove,
  decide: (tx: Transaction, post: LockedPost, now: Date) => Promise<ReviewState>,
): Promise<void> {
  const now = ctx.clock();
  await ctx.db.$transaction(async (tx) => {
    const post = await lockPost(tx, workspaceId, postId);
    if (!mayReview(post.review, move)) throw notFrom(post.review, move);
    const next = await decide(tx, post, now);
    await tx.post.update({ where: { id: postId }, data: { review: next } });
    await markPublications(tx, postId, mayGoOut(next), now);
    await tellOf(tx, { postId }, now);
  });
}

const unsentStates: PublicationState[] = ["draft", "scheduled", "failed", "missed", "held"];

/** Lets the publications of a post go out, or not: the claim reads it on the row that it takes. */
async function markPublications(
  tx: Transaction,
  postId: string,
  approved: boolean,
  now: Date,
): Promise<void> {
  await tx.publication.updateMany({
    where: { postId, state: { in: unsentStates }, approved: !approved },
    // Rung for while it could not go: the scheduler rings anew.
    data: { approved, rungAt: null, version: { increment: 1 }, updatedAt: now },
  });
}

/**
 * What a change of a post does to its approval; call it in the transaction that changes the post, after the change.
 * @param version of the post after the change
 */
export async function reviewChanged(
  tx: Transaction,
  post: { workspaceId: string; postId: string; review: ReviewState; version: number },
  change: { scheduled: boolean; content: boolean; time: boolean; actor: Actor; now: Date },
): Promise<void> {
  const { workspaceId, postId, version } = post;
  const { actor, now } = change;
  const settings = await planningOf(tx, workspaceId);
  const { review: next, drops } = reviewAfterChange(post.review, {
    ...change,
    needed: await neededBy(tx, workspaceId, postId),
    survivesMove: settings.approvalSurvivesMove,
  });
  const note = { postId, version, ...named(actor), now };
  if (drops && standingApprovals(await historyOf(tx, postId)).size > 0)
    await noteVerdict(tx, { ...note, verdict: "dropped" });
  if (next === "waiting" && post.review === "none") await noteVerdict(tx, { ...note, verdict: "submitted" });
  if (next !== "none") await keepRevision(tx, postId, version, actor.name, now);
  if (next !== post.review) await tx.post.update({ where: { id: postId }, data: { review: next } });
  await markPublications(tx, postId, mayGoOut(next), now);
}

/** Writes a line of a post's history of approval, and keeps what the post said at that moment. */
export async function noteVerdict(
  tx: Transaction,
  line: {
    postId: string;
    version: number;
    verdict: Verdict["verdict"];
    actor: string;
    by: string;
    reason?: string;
    now: Date;
  },
): Promise<void> {
  const { postId, version, verdict, actor, by, reason, now } = line;
  await tx.postApproval.create({
    data: { postId, verdict, postVersion: version, actor, by, reason: reason ?? null, at: now },
  });
  await keepRevision(tx, postId, version, by, now);
}

/**
 * What a stricter rule asks of posts that are scheduled already: those that nobody looked at wait for approval from
 * now on. What was approved stays approved, and a milder rule releases nothing by itself.
 */
export async function applyRequirement(
  tx: Transaction,
  workspaceId: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string; version: number }[]>`
    select o.id, o.version from post o
    where o.workspace_id = ${workspaceId}::uuid and o.review = 'none' and exists (
      select from publication p join profile f on f.id = p.profile_id join workspace w on w.id = p.workspace_id
      where p.post_id = o.id and p.state in ('scheduled', 'held', 'missed', 'failed')
        and coalesce(f.approvals_required, w.approvals_required) > 0)
    order by o.id for update of o`;
  for (const { id, version } of rows) {
    await tx.post.update({ where: { id }, data: { review: "waiting" } });
    await noteVerdict(tx, { postId: id, version, verdict: "submitted", ...named(actor), now });
    await markPublications(tx, id, false, now);
    await tellOf(tx, { postId: id }, now);
  }
}

/** How many people must approve this post, as the rules are now. */
export async function neededBy(tx: Transaction, workspaceId: string, postId: string): Promise<number> {
  const settings = await planningOf(tx, workspaceId);
  const rows = await tx.publication.findMany({
    where: { postId, state: { not: "cancelled" } },
    select: { profile: { select: { approvalsRequired: true } } },
  });
  return approvalsNeeded(
    settings,
    rows.map((row) => row.profile),
  );
}

function historyOf(tx: Transaction, postId: string): Promise<Verdict[]> {
  return tx.postApproval.findMany({
    where: { postId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { verdict: true, actor: true },
  });
}

function named({ id, name }: Actor): { actor: string; by: string } {
  return { actor: id, by: name };
}

function notFrom(state: ReviewState, move: ReviewMove): Conflict {
  return new Conflict(
    "not_possible_now",
    message(
      "not_possible_now",
      `"${move}" is not possible while the review of this post is "${state}"`,
      `«\u202f${move}\u202f» n’est pas possible tant que la validation de cette publication est «\u202f${state}\u202f»`,
    ),
  );
}
