import { mediaKey } from "./media.ts";
import type { TweetEntry, User, XState } from "./state.ts";
import { rewritten, type UrlEntity } from "./text.ts";

/** The text of a post as readers get it, with its links. */
export function shownText(state: XState, entry: TweetEntry): { text: string; urls: UrlEntity[] } {
  const first = entry.media[0];
  const upload = first && state.upload(first.id);
  const media = upload && {
    key: mediaKey(upload),
    url: `https://x.com/${entry.author.handle}/status/${entry.id}/photo/1`,
  };
  return rewritten(entry.text, media ?? null);
}

/** A post with the fields that were asked for, under their present names and those that clients still use. */
export function postView(
  state: XState,
  entry: TweetEntry,
  fields: ReadonlySet<string>,
): Record<string, unknown> {
  const { text, urls } = shownText(state, entry);
  const referenced = [
    ...(entry.replyTo === null ? [] : [{ type: "replied_to", id: entry.replyTo }]),
    ...(entry.detail.quotedId === null ? [] : [{ type: "quoted", id: entry.detail.quotedId }]),
  ];
  const optional: Record<string, unknown> = {
    created_at: entry.createdAt.toISOString(),
    author_id: authorOf(state, entry).id,
    lang: entry.language ?? "und",
    conversation_id: entry.detail.conversationId,
    in_reply_to_user_id: entry.detail.inReplyToUserId ?? undefined,
    public_metrics: {
      retweet_count: entry.engagement?.shares ?? 0,
      repost_count: entry.engagement?.shares ?? 0,
      reply_count: entry.engagement?.replies ?? 0,
      like_count: entry.engagement?.likes ?? 0,
      quote_count: 0,
      bookmark_count: 0,
      impression_count: 0,
    },
    entities: urls.length > 0 ? { urls } : undefined,
    referenced_tweets: referenced.length > 0 ? referenced : undefined,
    referenced_posts: referenced.length > 0 ? referenced : undefined,
    attachments:
      entry.media.length > 0
        ? {
            media_keys: entry.media.flatMap(({ id }) => {
              const upload = state.upload(id);
              return upload ? [mediaKey(upload)] : [];
            }),
          }
        : undefined,
  };
  const view: Record<string, unknown> = {
    id: entry.id,
    text,
    edit_history_tweet_ids: [entry.id],
    edit_history_post_ids: [entry.id],
  };
  for (const [name, value] of Object.entries(optional))
    if (fields.has(name) && value !== undefined) view[name] = value;
  return view;
}

export function authorOf(state: XState, entry: TweetEntry): User {
  return entry.account === null ? state.meet(entry.author) : state.userOf(entry.account);
}

/** A user with the fields that were asked for. */
export function userView(user: User, fields: ReadonlySet<string>): Record<string, unknown> {
  const optional: Record<string, unknown> = {
    created_at: "2024-01-01T00:00:00.000Z",
    verified: false,
    protected: false,
    profile_image_url: "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png",
    public_metrics: {
      followers_count: user.followers,
      following_count: 0,
      tweet_count: 0,
      post_count: 0,
      listed_count: 0,
      like_count: 0,
      media_count: 0,
    },
  };
  const view: Record<string, unknown> = { id: user.id, name: user.name, username: user.username };
  for (const [name, value] of Object.entries(optional)) if (fields.has(name)) view[name] = value;
  return view;
}
