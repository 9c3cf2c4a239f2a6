import { z } from "zod";

/** Tokens of a signed-in profile. The access token lasts two hours, the refresh token 90 days; both change with each refresh. */
export const Session = z.object({
  did: z.string().startsWith("did:"),
  handle: z.string(),
  accessJwt: z.string(),
  refreshJwt: z.string(),
  /** The server that holds the account, as its DID document says. */
  pds: z.string().nullable(),
});

/** A handle, e-mail address or DID, with an app password. `session` is kept by Vigie: signing in is limited to 30 in 5 minutes. */
export const Credentials = z.object({
  identifier: z
    .string()
    .min(1)
    .transform((text) => text.trim().replace(/^@/, "")),
  password: z.string().min(1),
  session: Session.optional(),
});
export type BlueskySession = z.infer<typeof Session>;
export type BlueskyCredentials = z.infer<typeof Credentials>;

export const ErrorBody = z.object({ error: z.string(), message: z.string().optional() });

/** The server named in a DID document: https://atproto.com/specs/did#did-documents */
export const DidDocument = z.object({
  service: z.array(z.object({ id: z.string(), serviceEndpoint: z.unknown() })),
});

const instant = z.string().transform((text, context) => {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  context.addIssue({ code: "custom", message: `"${text}" is not an instant` });
  return z.NEVER;
});

/** `app.bsky.feed.post`, as far as it is read. Anybody may write anything into a record. */
export const PostRecord = z.object({
  text: z.string(),
  createdAt: z.string(),
  langs: z.array(z.string()).optional().catch(undefined),
});
export type BlueskyPostRecord = z.infer<typeof PostRecord>;

const Reference = z.object({ uri: z.string(), cid: z.string() });
/** Of a post that is answered: what it answers itself. */
export const AnsweredRecord = z.object({ reply: z.object({ root: Reference }).optional().catch(undefined) });

const count = z.number().int().nonnegative().catch(0);

/** A post as searches and notifications show it. Notifications tell no counts. */
export const PostView = z.object({
  uri: z.string(),
  author: z.object({ did: z.string(), handle: z.string(), displayName: z.string().optional() }),
  record: PostRecord,
  indexedAt: instant,
  likeCount: count,
  repostCount: count,
  quoteCount: count,
  replyCount: count,
});
/** How much notice a post got. */
export const PostCounts = PostView.pick({
  uri: true,
  likeCount: true,
  repostCount: true,
  quoteCount: true,
  replyCount: true,
});
export type BlueskyPostView = z.infer<typeof PostView>;

/** One frame of Jetstream v1: https://github.com/bluesky-social/jetstream. Other kinds than `commit` only move the cursor. */
export const Frame = z.object({
  did: z.string(),
  time_us: z.number().int().positive(),
  kind: z.string(),
  commit: z
    .object({
      operation: z.string(),
      collection: z.string(),
      rkey: z.string(),
      record: z.unknown().optional(),
    })
    .optional(),
});
