import type { Prisma } from "../generated/prisma/client.ts";
import type { Transaction } from "../platform/database.ts";
import { type Actor, noteVerdict } from "./approve.ts";
import type { Checked, PostDraft } from "./check-post.ts";
import type { PlannedTime } from "./post.ts";
import { takeSlots } from "./slots.ts";
import { tellOf } from "./store-events.ts";
import { holdCovered } from "./store-holds.ts";

/** A post that was checked, as it is to be stored. */
export interface NewStoredPost {
  workspaceId: string;
  author: Actor;
  id: string;
  draft: PostDraft;
  checked: Checked;
  now: Date;
  /** Which occurrence of which series it is. */
  occurrence?: { seriesId: string; local: string };
}

/** Writes a checked post with its publications, and tells whoever watches. */
export async function storePost(tx: Transaction, post: NewStoredPost): Promise<PlannedTime["adjustment"]> {
  const { workspaceId, author, id, draft, checked, now, occurrence } = post;
  const { profiles, time, approvalsNeeded: needed } = checked;
  const isScheduled = draft.status === "scheduled";
  const review = isScheduled && needed > 0 ? "waiting" : "none";
  await tx.post.create({
    data: {
      id,
      workspaceId,
      createdBy: author.name,
      status: draft.status,
      review,
      createdAt: now,
      updatedAt: now,
      ...writtenColumns(draft),
      replyToId: draft.replyTo,
      replyToAt: checked.replyToAt,
      ...(occurrence ? { seriesId: occurrence.seriesId, occurrence: occurrence.local } : {}),
    },
  });
  await storeParts(tx, id, draft);
  const slots = draft.queue ? await takeSlots(tx, workspaceId, profiles, now) : null;
  const timeOn = (profileId: string) => slots?.get(profileId) ?? time;
  await tx.publication.createMany({
    data: profiles.map((profile) => ({
      workspaceId,
      postId: id,
      profileId: profile.id,
      network: profile.network,
      state: draft.status,
      approved: review === "none",
      createdAt: now,
      updatedAt: now,
      ...timeColumns(timeOn(profile.id)),
      dueAt: isScheduled ? (timeOn(profile.id)?.scheduledAt ?? null) : null,
    })),
  });
  if (review === "waiting")
    await noteVerdict(tx, {
      postId: id,
      version: 1,
      verdict: "submitted",
      actor: author.id,
      by: author.name,
      now,
    });
  await tellOf(tx, { postId: id }, now);
  await holdCovered(tx, [id], now);
  return time?.adjustment ?? "none";
}

/** Columns of a post that a person writes. */
export function writtenColumns(draft: PostDraft) {
  return {
    text: draft.text,
    thread: [...draft.thread],
    firstComment: draft.firstComment,
    options: draft.options as Prisma.InputJsonObject,
    language: draft.language,
    campaignId: draft.campaign,
  };
}

export function timeColumns(time: PlannedTime | null) {
  return {
    scheduledAt: time?.scheduledAt ?? null,
    localTime: time?.localTime ?? null,
    timeZone: time?.timeZone ?? null,
  };
}

/** Writes images and variants of a post that has none yet. */
export async function storeParts(tx: Transaction, postId: string, draft: PostDraft): Promise<void> {
  const variants = Object.entries(draft.variants);
  const placed = (profileId: string | null, ids: readonly string[]) =>
    ids.map((mediaId, position) => ({ postId, profileId, mediaId, position }));
  await tx.postMedia.createMany({
    data: [
      ...placed(null, draft.media),
      ...variants.flatMap(([profileId, variant]) => placed(profileId, variant.media ?? [])),
    ],
  });
  await tx.postVariant.createMany({
    data: variants.map(([profileId, variant]) => ({
      postId,
      profileId,
      text: variant.text ?? null,
      ...(variant.options ? { options: variant.options as Prisma.InputJsonObject } : {}),
      hasMedia: variant.media !== undefined,
    })),
  });
}
