import { z } from "zod";

/**
 * What a person enters to connect X: an OAuth 2.0 user token (renewed by itself when a refresh token and the app's
 * client id come with it), or the four keys of OAuth 1.0a, which do not expire.
 * https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
 */
export const XCredentials = z.union([
  z.object({
    appKey: z.string().min(1),
    appSecret: z.string().min(1),
    accessToken: z.string().min(1),
    accessSecret: z.string().min(1),
  }),
  z.object({
    accessToken: z.string().min(1),
    refreshToken: z.string().min(1).optional(),
    clientId: z.string().min(1).optional(),
    clientSecret: z.string().min(1).optional(),
  }),
]);
export type XCredentials = z.infer<typeof XCredentials>;

/** Options of one post on X. Names of other networks' options are let through: a post may go to several. */
export const XOptions = z.object({
  /** Who may answer; everybody unless told. */
  replySettings: z.enum(["following", "mentionedUsers", "subscribers", "verified"]).optional(),
  /** Says on X that the media were made with AI. */
  madeWithAi: z.boolean().optional(),
  /** Id of the post to quote. Self-serve plans may not quote since 2026-04-20 (https://docs.x.com/changelog). */
  quoteId: z
    .string()
    .regex(/^[0-9]{1,19}$/)
    .optional(),
});
export type XOptions = z.infer<typeof XOptions>;

export const Me = z.object({ data: z.object({ id: z.string(), username: z.string(), name: z.string() }) });

export const RenewedToken = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive().optional(),
});

export const CreatedPost = z.object({ data: z.object({ id: z.string() }) });

export type CreatedPost = z.infer<typeof CreatedPost>;

export const Upload = z.object({
  data: z.object({
    id: z.string(),
    processing_info: z
      .object({
        state: z.string(),
        check_after_secs: z.number().optional(),
        error: z.object({ message: z.string().optional() }).optional(),
      })
      .optional(),
  }),
});
export type Upload = z.infer<typeof Upload>;

const Reference = z.object({ type: z.string(), id: z.string() });
const Entities = z.object({
  urls: z
    .array(
      z.object({
        url: z.string(),
        expanded_url: z.string().optional(),
        /** Only on links that stand for media of the post itself. */
        media_key: z.string().optional(),
      }),
    )
    .optional(),
});
const LongText = z.object({ text: z.string(), entities: Entities.optional() });

/**
 * A post as X shows it. Since 2026 the official document (https://docs.x.com/openapi.json) says "posts" in names
 * that the service still answers with "tweets": both are read.
 */
export const XPost = z.object({
  id: z.string(),
  text: z.string(),
  author_id: z.string().optional(),
  created_at: z.iso.datetime({ offset: true }).optional(),
  lang: z.string().optional(),
  entities: Entities.optional(),
  note_tweet: LongText.optional(),
  note_post: LongText.optional(),
  referenced_tweets: z.array(Reference).optional(),
  referenced_posts: z.array(Reference).optional(),
  public_metrics: z
    .object({
      like_count: z.number().default(0),
      reply_count: z.number().default(0),
      retweet_count: z.number().default(0),
      quote_count: z.number().default(0),
    })
    .optional(),
});
export type XPost = z.infer<typeof XPost>;

const User = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string().optional(),
  public_metrics: z.object({ followers_count: z.number().optional() }).optional(),
});
export type XUser = z.infer<typeof User>;

/** One page of posts. Each post is read on its own, so that one odd post does not hide the others. */
export const Page = z.object({
  data: z.array(z.unknown()).default([]),
  includes: z.object({ users: z.array(User).default([]) }).optional(),
  /** A 200 may hold errors in place of data, such as a user that does not exist. */
  errors: z.array(z.object({ detail: z.string().optional(), title: z.string().optional() })).optional(),
  meta: z.object({
    newest_id: z.string().optional(),
    next_token: z.string().optional(),
  }),
});
export type Page = z.infer<typeof Page>;

/** Why a page is empty, where that is not because there is nothing; else `null`. */
export function faultOf(page: Page): string | null {
  const [error] = page.errors ?? [];
  if (!error || page.data.length > 0) return null;
  return error.detail ?? error.title ?? "X gave no reason";
}

/**
 * What X says when it refuses: `application/problem+json`, the older list of errors, or OAuth's own shape.
 * https://docs.x.com/x-api/fundamentals/response-codes-and-errors
 */
export const Refusal = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  errors: z
    .array(
      z.object({
        message: z.string().optional(),
        detail: z.string().optional(),
        parameters: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
});
export type Refusal = z.infer<typeof Refusal>;
