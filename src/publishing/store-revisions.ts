import type { Prisma } from "../generated/prisma/client.ts";
import type { Transaction } from "../platform/database.ts";

/** Keeps what a post says at this version, so that later changes can be shown against it. */
export async function keepRevision(
  tx: Transaction,
  postId: string,
  version: number,
  by: string,
  at: Date,
): Promise<void> {
  const content = await contentNow(tx, postId);
  const columns = { content: content as Prisma.InputJsonObject, by, at };
  await tx.postRevision.upsert({
    where: { postId_version: { postId, version } },
    create: { postId, version, ...columns },
    update: columns,
  });
}

/** All that an approver looks at, as plain JSON: words, images with their texts, profiles and their times. */
export async function contentNow(tx: Transaction, postId: string): Promise<Record<string, unknown>> {
  const post = await tx.post.findUniqueOrThrow({
    where: { id: postId },
    include: {
      media: { orderBy: { position: "asc" }, include: { media: { select: { altText: true } } } },
      variants: true,
      publications: {
        where: { state: { not: "cancelled" } },
        orderBy: { profileId: "asc" },
        select: { profileId: true, scheduledAt: true },
      },
    },
  });
  const imagesOf = (profileId: string | null) =>
    post.media
      .filter((item) => item.profileId === profileId)
      .map((item) => ({ id: item.mediaId, altText: item.media.altText }));
  return {
    text: post.text,
    thread: post.thread,
    firstComment: post.firstComment,
    options: post.options,
    language: post.language,
    campaign: post.campaignId,
    media: imagesOf(null),
    variants: Object.fromEntries(
      post.variants.map(({ profileId, text, options, hasMedia }) => [
        profileId,
        { text, options, media: hasMedia ? imagesOf(profileId) : null },
      ]),
    ),
    times: Object.fromEntries(
      post.publications.map(({ profileId, scheduledAt }) => [profileId, scheduledAt?.toISOString() ?? null]),
    ),
  };
}
