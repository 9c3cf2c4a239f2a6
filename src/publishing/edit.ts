import { Conflict } from "../errors.ts";
import { message } from "../messages.ts";
import type { Transaction } from "../platform/database.ts";
import { type Actor, lockPost, refuseChanged, reviewChanged } from "./approve.ts";
import { type Checked, type ComposeNeeds, checkPost, type PostDraft, refuseProblems } from "./check-post.ts";
import type { PlannedTime } from "./post.ts";
import { type PublicationState, publicationMoves } from "./publication.ts";
import { changesBetween } from "./review.ts";
import { notFrom, untried } from "./schedule.ts";
import { takeSlots } from "./slots.ts";
import { draftStep, earlierDraft, isSeenByOthers } from "./steps.ts";
import { requirePost } from "./store-drafts.ts";
import { tellOf } from "./store-events.ts";
import { holdCovered } from "./store-holds.ts";
import { storeParts, timeColumns, writtenColumns } from "./store-posts.ts";
import { contentNow } from "./store-revisions.ts";

/** How a post is changed. */
export interface Edit {
  draft: PostDraft;
  /** The version that the change was made upon: a post that somebody else changed since is not overwritten. */
  version: number;
  /**
   * What changes of its time. `none`: each publication keeps its state and its time, so a failed one does not go out
   * because its text was mended. `some`: status or profiles change, what has a time keeps it. `all`: a new time.
   */
  retime: "none" | "some" | "all";
  actor: Actor;
}

/**
 * Writes a post anew. Its publications follow, as long as none of them has begun to go out; cancelled ones stay so.
 * @throws NotFound, Invalid, Conflict when one has gone out or is on its way, or all are cancelled, or when it was
 *   changed meanwhile
 */
export async function editPost(
  ctx: ComposeNeeds,
  workspaceId: string,
  postId: string,
  edit: Edit,
): Promise<PlannedTime | null> {
  const { draft, retime } = edit;
  const timeless: PostDraft = { ...draft, status: "draft", time: null, queue: false };
  const checked = await checkPost(ctx, workspaceId, retime === "none" ? timeless : draft);
  refuseProblems(draft, checked);
  const now = ctx.clock();
  await ctx.db.$transaction(async (tx) => {
    await storeEdit(tx, workspaceId, postId, edit, checked, now);
    // Changed by itself: what is said to its whole series no longer reaches it.
    await tx.post.updateMany({ where: { id: postId, seriesId: { not: null } }, data: { detached: true } });
  });
  return checked.time;
}

/** Writes an edit that was checked. @throws NotFound, Invalid for a queue without a slot, Conflict */
export async function storeEdit(
  tx: Transaction,
  workspaceId: string,
  postId: string,
  edit: Edit,
  { profiles, time }: Pick<Checked, "profiles" | "time">,
  now: Date,
): Promise<void> {
  const { draft, retime, actor } = edit;
  const before = await lockPost(tx, workspaceId, postId);
  refuseChanged(before.version, edit.version);
  await lockUnsent(tx, postId);
  const version = before.version + 1;
  const was = before.review === "none" ? null : await contentNow(tx, postId);
  await tx.postMedia.deleteMany({ where: { postId } });
  await tx.postVariant.deleteMany({ where: { postId } });
  // What was uploaded for the earlier wording is not what goes out now.
  await forgetSteps(tx, postId);
  await tx.publication.deleteMany({
    where: { postId, profileId: { notIn: profiles.map(({ id }) => id) } },
  });
  await tx.post.update({
    where: { id: postId },
    data: { ...writtenColumns(draft), status: draft.status, version, updatedAt: now },
  });
  await storeParts(tx, postId, draft);
  if (retime !== "none") await retimeAll(tx, { workspaceId, postId, profiles, time, draft, retime, now });
  await tx.publication.updateMany({ where: { postId }, data: { postVersion: version, rungAt: null } });
  // Saving what was there already changes nothing, and drops no approval.
  const changes = was ? changesBetween(was, await contentNow(tx, postId)) : [];
  await reviewChanged(
    tx,
    { workspaceId, postId, review: before.review, version },
    {
      scheduled: draft.status === "scheduled",
      content: changes.some(({ field }) => field !== "times"),
      time: changes.some(({ field }) => field === "times"),
      actor,
      now,
    },
  );
  await tellOf(tx, { postId }, now);
  await holdCovered(tx, [postId], now);
}

/** Gives every publication of an edited post its state and time, and makes those of new profiles. */
async function retimeAll(
  tx: Transaction,
  edited: {
    workspaceId: string;
    postId: string;
    profiles: Checked["profiles"];
    time: PlannedTime | null;
    draft: PostDraft;
    retime: "some" | "all";
    now: Date;
  },
): Promise<void> {
  const { workspaceId, postId, profiles, time, draft, retime, now } = edited;
  const { from, to } = publicationMoves[draft.status === "draft" ? "shelve" : "schedule"];
  const slots = draft.queue ? await takeSlots(tx, workspaceId, profiles, now) : null;
  const kept = await tx.publication.findMany({
    where: { postId },
    select: { profileId: true, state: true, scheduledAt: true, localTime: true, timeZone: true },
  });
  for (const profile of profiles) {
    const known = kept.find((row) => row.profileId === profile.id);
    if (known && !(from as readonly PublicationState[]).includes(known.state)) continue;
    const own = retime === "some" && known?.scheduledAt ? known : null;
    const planned = own ? null : (slots?.get(profile.id) ?? time);
    const columns = {
      ...(own ? {} : timeColumns(planned)),
      dueAt: to === "scheduled" ? (own?.scheduledAt ?? planned?.scheduledAt ?? null) : null,
      rungAt: null,
      state: to,
      updatedAt: now,
      ...untried,
    };
    await tx.publication.upsert({
      where: { postId_profileId: { postId, profileId: profile.id } },
      update: { ...columns, version: { increment: 1 } },
      create: {
        ...columns,
        workspaceId,
        postId,
        profileId: profile.id,
        network: profile.network,
        createdAt: now,
      },
    });
  }
}

/**
 * Forgets what earlier attempts left for the earlier wording. A draft that lies on the network already is kept in
 * mind: the next attempt writes over it instead of leaving it there.
 */
async function forgetSteps(tx: Transaction, postId: string): Promise<void> {
  await tx.step.deleteMany({
    where: { publication: { postId }, name: { notIn: [draftStep, earlierDraft] } },
  });
  await tx.$executeRaw`
    delete from step s using publication p where p.id = s.publication_id and p.post_id = ${postId}::uuid
      and s.name = ${earlierDraft} and exists (
        select from step d where d.publication_id = s.publication_id and d.name = ${draftStep})`;
  await tx.step.updateMany({
    where: { publication: { postId }, name: draftStep },
    data: { name: earlierDraft },
  });
}

/** Removes a post that never went out. @throws NotFound, Conflict */
export async function deletePost(ctx: ComposeNeeds, workspaceId: string, postId: string): Promise<void> {
  await requirePost(ctx.db, workspaceId, postId);
  await ctx.db.$transaction(async (tx) => {
    await lockUnsent(tx, postId, { orCancelled: true });
    await tx.post.delete({ where: { id: postId } });
  });
}

/** A post in whose place others come. */
export interface Replaced {
  post: string;
  /** The version that was looked at: what somebody else wrote since is not thrown away. */
  version: number;
}

/** Removes a post in the transaction that writes what comes in its place. @throws NotFound, Conflict */
export async function removeReplaced(
  tx: Transaction,
  workspaceId: string,
  { post, version }: Replaced,
): Promise<void> {
  const before = await lockPost(tx, workspaceId, post);
  refuseChanged(before.version, version);
  await lockUnsent(tx, post);
  await tx.post.delete({ where: { id: post } });
}

const sentStates: readonly PublicationState[] = ["publishing", "published", "unconfirmed"];

/**
 * Holds a post's publications still while it is changed.
 * @throws Conflict when one has gone out, if only in part, or is on its way, or when all are cancelled
 *   (unless `orCancelled`)
 */
async function lockUnsent(
  tx: Transaction,
  postId: string,
  { orCancelled = false }: { orCancelled?: boolean } = {},
): Promise<void> {
  const rows = await tx.$queryRaw<{ state: PublicationState }[]>`
    select state from publication where post_id = ${postId}::uuid for update`;
  const sent = rows.find(({ state }) => sentStates.includes(state));
  if (sent) throw notFrom(sent.state, "edit");
  if (!orCancelled && rows.length > 0 && rows.every(({ state }) => state === "cancelled"))
    throw notFrom("cancelled", "edit");
  const steps = await tx.step.findMany({ where: { publication: { postId } }, select: { name: true } });
  if (steps.some(({ name }) => isSeenByOthers(name)))
    throw new Conflict(
      "partly_published",
      message(
        "partly_published",
        "a part of this thread is on the network already: retry it as it is, or remove that part there and write a new post",
        "une partie de ce fil est déjà sur le réseau\u202f: réessayez tel quel, ou retirez-y cette partie et écrivez une nouvelle publication",
      ),
    );
}
