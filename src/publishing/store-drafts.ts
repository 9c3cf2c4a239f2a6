import { NotFound } from "../errors.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import type { PostDraft } from "./check-post.ts";
import type { WantedTime } from "./post.ts";

const erasedMention = "erased";

/** A stored post, as if it had just been written. @throws NotFound */
export async function draftOf(
  db: Transaction,
  workspaceId: string,
  postId: string,
): Promise<PostDraft & { version: number }> {
  await requirePost(db, workspaceId, postId);
  const post = await db.post.findUniqueOrThrow({
    where: { id: postId },
    include: {
      media: { orderBy: { position: "asc" } },
      variants: true,
      publications: {
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: { profileId: true, scheduledAt: true, localTime: true, timeZone: true },
      },
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
    queue: false,
    campaign: post.campaignId,
    // Of an answer to what is kept no more: a name that nothing has.
    replyTo: post.replyToId ?? (post.replyToAt === null ? null : erasedMention),
    version: post.version,
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

/** @throws NotFound */
export async function requirePost(db: Transaction, workspaceId: string, id: string): Promise<void> {
  const found =
    mayBeId(id) && (await db.post.findFirst({ where: { id, workspaceId }, select: { id: true } }));
  if (!found) throw new NotFound("post", id);
}
