import { z } from "zod";
import type { Post, PostVariant, Prisma } from "../../generated/prisma/client.ts";
import type { Language } from "../../messages.ts";
import type { PostDraft } from "../../publishing/check-post.ts";
import type { WantedTime } from "../../publishing/post.ts";
import { type PublicationRow, publicationColumns } from "../../publishing/publication-row.ts";
import { Id, Instant, iso } from "../schemas.ts";
import { PublicationView, viewPublication } from "./publication.ts";
import { ReplyTo, replyToColumns, viewReplyTo } from "./reply.ts";

/** An instant, or what the clock shows in a zone. */
export const Time = z.union([
  Instant,
  z.strictObject({ local: z.string().min(1).max(40), timeZone: z.string().min(1).max(60) }),
]);
const Options = z.record(z.string(), z.unknown());
const Text = z.string().max(100_000);

const Written = {
  text: Text,
  profiles: z.array(Id).min(1).max(100),
  scheduledAt: Time.optional(),
  /** Instead of a time: each profile's next free slot. */
  queue: z.boolean().default(false),
  campaign: Id.nullable().default(null),
  media: z.array(Id).max(20).default([]),
  thread: z.array(Text).max(50).default([]),
  firstComment: Text.nullable().default(null),
  options: Options.default({}),
  language: z.string().min(2).max(35).nullable().default(null),
  variants: z
    .record(
      Id,
      z.strictObject({
        text: Text.optional(),
        media: z.array(Id).max(20).optional(),
        options: Options.optional(),
      }),
    )
    .default({}),
};
export const NewPost = z.strictObject({
  ...Written,
  status: z.enum(["draft", "scheduled"]).default("scheduled"),
  /** Comes again by an RFC 5545 rule, such as `FREQ=WEEKLY;BYDAY=MO`, in the zone of `scheduledAt`. */
  recurrence: z
    .strictObject({
      rule: z.string().min(1).max(500),
      /** The draft that now comes again: removed as the series begins. */
      replaces: z.strictObject({ post: Id, version: z.int().min(1) }).optional(),
    })
    .optional(),
});
/** What `POST /posts` takes; `post`: the one that is being changed, so that it is not compared with itself. */
export const PostCheck = NewPost.extend({ post: Id.optional() });
/** Only what changes; the rest stays as it is. Without defaults: what is absent is left alone. */
export const PostChange = z
  .strictObject({
    text: Text,
    profiles: Written.profiles,
    scheduledAt: Time,
    queue: z.boolean(),
    campaign: Id.nullable(),
    media: z.array(Id).max(20),
    thread: z.array(Text).max(50),
    firstComment: Text.nullable(),
    options: Options,
    language: z.string().min(2).max(35).nullable(),
    variants: Written.variants.unwrap(),
    status: z.enum(["draft", "scheduled"]),
    /** Another rule for a post that comes again; with scope "following" or "all". */
    recurrence: z.strictObject({ rule: z.string().min(1).max(500) }),
    /** The version that was changed; a post that somebody else changed since is not overwritten. */
    version: z.int().min(1),
  })
  .partial();

export const ReviewName = z.enum(["none", "waiting", "approved", "sentBack"]);

export const PostView = z.object({
  id: z.string(),
  status: z.enum(["draft", "scheduled"]),
  /** Goes up with every change of what was written. */
  version: z.number(),
  review: ReviewName,
  text: z.string(),
  thread: z.array(z.string()),
  firstComment: z.string().nullable(),
  options: Options,
  language: z.string().nullable(),
  campaign: z.string().nullable(),
  /** The series it is an occurrence of. */
  series: z.string().nullable(),
  /** Which occurrence: the local time that the rule gives. */
  occurrence: z.string().nullable(),
  media: z.array(z.string()),
  variants: z.record(
    z.string(),
    z.object({
      text: z.string().optional(),
      media: z.array(z.string()).optional(),
      options: Options.optional(),
    }),
  ),
  createdBy: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  publications: z.array(PublicationView),
  /** The mention it answers. */
  replyTo: ReplyTo.nullable(),
  /** `gap`: the local time did not exist and was moved; `overlap`: it exists twice, the first was taken. */
  timeAdjustment: z.enum(["none", "gap", "overlap"]).optional(),
});

export function draftFrom(body: z.infer<typeof NewPost>): PostDraft {
  const { scheduledAt, recurrence: _rule, ...rest } = body;
  return { ...rest, time: scheduledAt === undefined ? null : timeFrom(scheduledAt), replyTo: null };
}

export function timeFrom(time: z.infer<typeof Time>): WantedTime {
  return typeof time === "string" ? { kind: "instant", at: new Date(time) } : { kind: "local", ...time };
}

/** What the view needs of the database. */
export const postParts = {
  media: { orderBy: { position: "asc" }, select: { mediaId: true, profileId: true } },
  variants: true,
  publications: { orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: publicationColumns },
  replyTo: replyToColumns.replyTo,
} satisfies Prisma.PostInclude;

type PostRow = Post & {
  media: { mediaId: string; profileId: string | null }[];
  variants: PostVariant[];
  publications: PublicationRow[];
  replyTo: Parameters<typeof viewReplyTo>[0]["replyTo"];
};

export function viewPost(post: PostRow, language: Language): z.infer<typeof PostView> {
  const imagesOf = (profileId: string | null) =>
    post.media.filter((item) => item.profileId === profileId).map(({ mediaId }) => mediaId);
  return {
    id: post.id,
    status: post.status,
    version: post.version,
    review: post.review,
    text: post.text,
    thread: post.thread,
    firstComment: post.firstComment,
    options: post.options as Record<string, unknown>,
    language: post.language,
    campaign: post.campaignId,
    series: post.seriesId,
    occurrence: post.occurrence,
    media: imagesOf(null),
    variants: Object.fromEntries(
      post.variants.map(({ profileId, text, options, hasMedia }) => [
        profileId,
        {
          ...(text === null ? {} : { text }),
          ...(options === null ? {} : { options: options as Record<string, unknown> }),
          ...(hasMedia ? { media: imagesOf(profileId) } : {}),
        },
      ]),
    ),
    createdBy: post.createdBy,
    createdAt: iso(post.createdAt),
    updatedAt: iso(post.updatedAt),
    publications: post.publications.map((publication) => viewPublication(publication, language)),
    replyTo: viewReplyTo(post),
  };
}
