import type { RawMention } from "../../listening/source.ts";
import { type Page, XPost, type XUser } from "./schema.ts";
import { writtenText } from "./text.ts";

/** What is asked of each post: https://docs.x.com/x-api/fundamentals/fields */
export const mentionFields = {
  "tweet.fields":
    "created_at,lang,public_metrics,conversation_id,entities,author_id,referenced_tweets,edit_history_tweet_ids,note_tweet",
  expansions: "author_id",
  "user.fields": "username,name,public_metrics,verified,profile_image_url",
} as const;

/** The posts of a page as mentions, and those that could not be read. */
export function mentionsOf(page: Page): {
  mentions: RawMention[];
  rejected: { remoteId: string | null; reason: string }[];
} {
  const users = new Map((page.includes?.users ?? []).map((user) => [user.id, user]));
  const mentions: RawMention[] = [];
  const rejected: { remoteId: string | null; reason: string }[] = [];
  for (const item of page.data) {
    const post = XPost.safeParse(item);
    if (post.success) mentions.push(mentionFrom(post.data, users.get(post.data.author_id ?? "")));
    else rejected.push({ remoteId: idOf(item), reason: post.error.issues[0]?.message ?? "unreadable" });
  }
  return { mentions, rejected };
}

function mentionFrom(post: XPost, user: XUser | undefined): RawMention {
  return {
    remoteId: post.id,
    // X leads from this address to the right one also when the author's name is unknown.
    url: `https://x.com/${user?.username ?? "i"}/status/${post.id}`,
    text: writtenText(post),
    format: "plain",
    language: languageOf(post.lang),
    author: user
      ? {
          handle: `@${user.username}`,
          name: user.name ?? null,
          followers: user.public_metrics?.followers_count ?? null,
        }
      : null,
    publishedAt: post.created_at ? new Date(post.created_at) : null,
    engagement: engagementOf(post),
  };
}

export function engagementOf({ public_metrics: metrics }: XPost): RawMention["engagement"] {
  return {
    likes: metrics?.like_count ?? 0,
    shares: (metrics?.retweet_count ?? 0) + (metrics?.quote_count ?? 0),
    replies: metrics?.reply_count ?? 0,
  };
}

/** X writes `und`, or a private code such as `qme` (media only), where it knows no language. */
function languageOf(lang: string | undefined): string | null {
  return lang === undefined || lang === "und" || /^(?:q[a-z]{2}|zxx)$/.test(lang) ? null : lang;
}

function idOf(item: unknown): string | null {
  if (typeof item !== "object" || item === null || !("id" in item)) return null;
  return typeof item.id === "string" ? item.id : null;
}
