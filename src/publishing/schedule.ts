import { Conflict, Invalid, invalid, NotFound } from "../errors.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { message } from "../messages.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import {
  type ComposeNeeds,
  checkPost,
  type PostDraft,
  storeParts,
  timeColumns,
  writtenColumns,
} from "./compose.ts";
import { type PlannedTime, planTime, type WantedTime } from "./post.ts";
import { type PublicationMove, type PublicationState, publicationMoves } from "./publication.ts";
import { isSeenByOthers } from "./steps.ts";

/**
 * Gives all publications of a post that have not gone out a new time. Wins over any job already waiting.
 * @throws NotFound, Invalid for a time that cannot be used, Conflict when none of them can be scheduled any more
 */
export async function schedulePost(
  ctx: ComposeNeeds,
  workspaceId: string,
  postId: string,
  wanted: WantedTime,
): Promise<PlannedTime> {
  const planned = planTime(wanted, ctx.clock(), ctx.lateGraceSeconds);
  if (planned.kind === "refused") throw invalid(planned.pointer, planned.message);
  const { time } = planned;
  await checkStored(ctx, workspaceId, postId);
  await ctx.db.$transaction(async (tx) => {
    await moveAll(tx, { workspaceId, postId }, "schedule", ctx.clock(), scheduleColumns(time));
    await tx.post.updateMany({ where: { id: postId, workspaceId }, data: { status: "scheduled" } });
  });
  return time;
}

/** Stops all publications of a post that have not gone out. @throws NotFound, Conflict when there is none */
export async function cancelPost(ctx: ComposeNeeds, workspaceId: string, postId: string): Promise<void> {
  await requirePost(ctx.db, workspaceId, postId);
  await ctx.db.$transaction((tx) =>
    moveAll(tx, { workspaceId, postId }, "cancel", ctx.clock(), { dueAt: null, rungAt: null }),
  );
}

/**
 * Writes a post anew. Its publications follow, as long as none of them has begun to go out; cancelled ones stay so.
 * @param retime true when status, time or profiles are among what changes. Otherwise each publication keeps its state
 *   and its time: a failed one does not go out because its text was mended.
 * @throws NotFound, Invalid, Conflict when one has gone out or is on its way, or all are cancelled
 */
export async function editPost(
  ctx: ComposeNeeds,
  workspaceId: string,
  postId: string,
  draft: PostDraft,
  retime: boolean,
): Promise<PlannedTime | null> {
  const timeless: PostDraft = { ...draft, status: "draft", time: null };
  const { profiles, time, checks, problems } = await checkPost(ctx, workspaceId, retime ? draft : timeless);
  const all =
    draft.status === "scheduled" ? [...problems, ...checks.flatMap((check) => check.problems)] : problems;
  if (all.length > 0) throw new Invalid(all);
  await requirePost(ctx.db, workspaceId, postId);
  const now = ctx.clock();
  await ctx.db.$transaction(async (tx) => {
    await lockUnsent(tx, postId);
    await tx.postMedia.deleteMany({ where: { postId } });
    await tx.postVariant.deleteMany({ where: { postId } });
    // What was uploaded for the earlier wording is not what goes out now.
    await tx.step.deleteMany({ where: { publication: { postId } } });
    await tx.publication.deleteMany({
      where: { postId, profileId: { notIn: profiles.map(({ id }) => id) } },
    });
    await tx.post.update({
      where: { id: postId },
      data: { ...writtenColumns(draft), status: draft.status, updatedAt: now },
    });
    await storeParts(tx, postId, draft);
    if (retime) await retimeAll(tx, { workspaceId, postId, profiles, time, now, status: draft.status });
    await tellOf(tx, { postId }, now);
  });
  return time;
}

/** Gives every publication of an edited post its state and time, and makes those of new profiles. */
async function retimeAll(
  tx: Transaction,
  edited: {
    workspaceId: string;
    postId: string;
    profiles: readonly { id: string; network: string }[];
    time: PlannedTime | null;
    now: Date;
    status: PostDraft["status"];
  },
): Promise<void> {
  const { workspaceId, postId, time, now } = edited;
  const { from, to } = publicationMoves[edited.status === "draft" ? "shelve" : "schedule"];
  const dueAt = to === "scheduled" ? (time?.scheduledAt ?? null) : null;
  const columns = { ...timeColumns(time), dueAt, rungAt: null, state: to, updatedAt: now };
  await tx.publication.updateMany({
    where: { postId, state: { in: [...from] } },
    data: { ...columns, ...untried, version: { increment: 1 } },
  });
  await tx.publication.createMany({
    data: edited.profiles.map(({ id, network }) => ({
      ...columns,
      workspaceId,
      postId,
      profileId: id,
      network,
      createdAt: now,
    })),
    skipDuplicates: true,
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

/** Sends a failed, missed or held publication again, now. @throws NotFound, Conflict */
export async function retryPublication(ctx: ComposeNeeds, workspaceId: string, id: string): Promise<void> {
  const found = await requirePublication(ctx.db, workspaceId, id);
  if (!["failed", "missed", "held"].includes(found.state)) throw notFrom(found.state, "retry");
  const now = ctx.clock();
  const time = { scheduledAt: now, localTime: null, timeZone: null, adjustment: "none" } as const;
  await ctx.db.$transaction((tx) => moveAll(tx, { workspaceId, id }, "schedule", now, scheduleColumns(time)));
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
const untried = { tryCount: 0, readBackCount: 0, errorCode: null, errorDetail: null } as const;

function scheduleColumns(time: PlannedTime) {
  return { ...timeColumns(time), ...untried, dueAt: time.scheduledAt, rungAt: null };
}

/** A post that was stored as a draft may hold what its networks refuse. */
async function checkStored(ctx: ComposeNeeds, workspaceId: string, postId: string): Promise<void> {
  const draft = await draftOf(ctx.db, workspaceId, postId);
  const { problems, checks } = await checkPost(ctx, workspaceId, { ...draft, status: "draft" });
  const all = [...problems, ...checks.flatMap((check) => check.problems)];
  if (all.length > 0) throw new Invalid(all);
}

/** A stored post, as if it had just been written. @throws NotFound */
export async function draftOf(db: Transaction, workspaceId: string, postId: string): Promise<PostDraft> {
  await requirePost(db, workspaceId, postId);
  const post = await db.post.findUniqueOrThrow({
    where: { id: postId },
    include: {
      media: { orderBy: { position: "asc" } },
      variants: true,
      publications: { select: { profileId: true, scheduledAt: true, localTime: true, timeZone: true } },
    },
  });
  const mediaOf = (profileId: string | null) =>
    post.media.filter((item) => item.profileId === profileId).map((item) => item.mediaId);
  return {
    text: post.text,
    thread: post.thread,
    firstComment: post.firstComment,
    options: post.options as Record<string, unknown>,
    language: post.language,
    status: post.status,
    profiles: post.publications.map((publication) => publication.profileId),
    time: wantedTimeOf(post.publications[0]),
    media: mediaOf(null),
    variants: Object.fromEntries(
      post.variants.map((variant) => [
        variant.profileId,
        {
          text: variant.text ?? undefined,
          options: (variant.options as Record<string, unknown> | null) ?? undefined,
          media: variant.hasMedia ? mediaOf(variant.profileId) : undefined,
        },
      ]),
    ),
  };
}

/** What the person asked for: a local time stays one when the rest of the post changes. */
function wantedTimeOf(
  publication: { scheduledAt: Date | null; localTime: string | null; timeZone: string | null } | undefined,
): WantedTime | null {
  if (!publication?.scheduledAt) return null;
  const { scheduledAt, localTime, timeZone } = publication;
  return localTime !== null && timeZone !== null
    ? { kind: "local", local: localTime, timeZone }
    : { kind: "instant", at: scheduledAt };
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
        "une partie de ce fil est déjà sur le réseau : réessayez tel quel, ou retirez-y cette partie et écrivez une nouvelle publication",
      ),
    );
}

async function requirePost(db: Transaction, workspaceId: string, id: string): Promise<void> {
  const found =
    mayBeId(id) && (await db.post.findFirst({ where: { id, workspaceId }, select: { id: true } }));
  if (!found) throw new NotFound("post", id);
}

async function requirePublication(db: Transaction, workspaceId: string, id: string) {
  const found = mayBeId(id)
    ? await db.publication.findFirst({
        where: { id, workspaceId },
        select: { state: true },
      })
    : null;
  if (!found) throw new NotFound("publication", id);
  return found;
}

async function tellOf(tx: Transaction, where: { postId?: string; id?: string }, now: Date): Promise<void> {
  await tx.$executeRaw`
    insert into event (workspace_id, kind, data, at)
    select workspace_id, 'publication', jsonb_build_object('id', id, 'post', post_id, 'profile', profile_id,
      'state', state, 'remoteUrl', remote_url), ${now}
    from publication
    where id = coalesce(${where.id ?? null}::uuid, id) and post_id = coalesce(${where.postId ?? null}::uuid, post_id)
      and (${where.id ?? null}::uuid is not null or ${where.postId ?? null}::uuid is not null)`;
}

function notFrom(state: string, wanted: string): Conflict {
  return new Conflict(
    "not_possible_now",
    message(
      "not_possible_now",
      `"${wanted}" is not possible while the publication is "${state}"`,
      `« ${wanted} » n’est pas possible tant que la publication est « ${state} »`,
    ),
  );
}
