import { z } from "zod";

/** What a person sets for a feed. */
export const FeedSettings = z.object({
  url: z
    .url({ protocol: /^https?$/, error: "must be the http or https address of a feed" })
    .refine((url) => !hasUserInfo(url), "must hold no user name or password: give them as credentials"),
});
export type FeedSettings = z.infer<typeof FeedSettings>;

/** HTTP Basic, for the few feeds that ask for it. */
export const FeedCredentials = z.object({ username: z.string().min(1), password: z.string() });
export type FeedCredentials = z.infer<typeof FeedCredentials>;

/** Where a feed stands. Flat JSON, as every cursor. */
export const FeedCursor = z.object({
  /** The address the validators below belong to: another address is asked without them. */
  url: z.string(),
  /** The server's `ETag`, to the letter, weak ones with their `W/`. */
  etag: z.string().nullable(),
  /** The server's own `Last-Modified`, never a date we wrote. */
  lastModified: z.string().nullable(),
  /** What the feed said of itself on the last full reading, in seconds: a 304 does not repeat it. */
  ttlSeconds: z.number().nullable(),
  /** Sets the ids of this feed apart from those of others; kept when the feed moves. */
  scope: z.string(),
  /** Ids that name no entry, because several go by them: one a line. */
  sharedIds: z.string().default(""),
});
export type FeedCursor = z.infer<typeof FeedCursor>;

function hasUserInfo(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== "" || password !== "";
}

/** What a feed is asked for as: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1 */
export const feedTypesWanted =
  "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8";

/** https://www.rfc-editor.org/rfc/rfc7617 */
export function authorization(credentials: FeedCredentials | null): Record<string, string> {
  if (!credentials) return {};
  const pair = `${credentials.username}:${credentials.password}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}
