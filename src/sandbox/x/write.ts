import { z } from "zod";
import { tagsOf } from "../ids.ts";
import type { Answer, Asked, Route } from "../wire.ts";
import { json } from "../wire.ts";
import type { World } from "../world.ts";
import { forbidden, invalidRequest, signedIn } from "./access.ts";
import type { TweetEntry, XState } from "./state.ts";
import { cashtagCount, isTooLong, mentionedUsers } from "./text.ts";
import type { Tokens } from "./tokens.ts";
import { shownText } from "./views.ts";

const PostId = z.string().regex(/^[0-9]{1,19}$/);

/** CreatePostsRequest of https://docs.x.com/openapi.json: unknown keys are refused. */
const CreatePost = z.strictObject({
  text: z.string().default(""),
  media: z
    .strictObject({
      media_ids: z.array(PostId).min(1).max(4),
      tagged_user_ids: z.array(PostId).max(10).optional(),
    })
    .optional(),
  reply: z
    .strictObject({
      in_reply_to_tweet_id: PostId,
      exclude_reply_user_ids: z.array(PostId).optional(),
      auto_populate_reply_metadata: z.boolean().optional(),
    })
    .optional(),
  poll: z
    .strictObject({
      options: z.array(z.string().min(1).max(25)).min(2).max(4),
      duration_minutes: z.number().int().min(5).max(10_080),
      reply_settings: z.string().optional(),
    })
    .optional(),
  quote_tweet_id: PostId.optional(),
  reply_settings: z.enum(["following", "mentionedUsers", "subscribers", "verified"]).optional(),
  edit_options: z.strictObject({ previous_post_id: PostId }).optional(),
  geo: z.strictObject({ place_id: z.string() }).optional(),
  made_with_ai: z.boolean().optional(),
  paid_partnership: z.boolean().optional(),
  community_id: PostId.optional(),
  share_with_followers: z.boolean().optional(),
  for_super_followers_only: z.boolean().optional(),
  nullcast: z.boolean().optional(),
  card_uri: z.string().optional(),
  direct_message_deep_link: z.string().optional(),
});
type CreatePost = z.infer<typeof CreatePost>;

/** Posting and deleting. https://docs.x.com/x-api/posts/manage-tweets/integrate */
export function writeRoutes(ctx: { world: World; tokens: Tokens; state: XState }): Route[] {
  const { state } = ctx;
  return [
    {
      method: "POST",
      path: "/2/tweets",
      creates: true,
      handle: signedIn(ctx, { name: "create", calls: 100 }, (asked, account) => post(state, asked, account)),
    },
    {
      method: "DELETE",
      path: "/2/tweets/:id",
      handle: signedIn(ctx, { name: "delete", calls: 50 }, (asked, account) => {
        const entry = state.ledger.get(asked.params.id ?? "");
        if (entry && entry.account !== account) return forbidden();
        if (entry) state.ledger.remove(entry.id, asked.now);
        return json(200, { data: { deleted: entry !== undefined } });
      }),
    },
  ];
}

function post(state: XState, asked: Asked, account: string): Answer {
  const parsed = CreatePost.safeParse(asked.fields ?? null);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = issue?.code === "unrecognized_keys" ? (issue.keys[0] ?? "") : (issue?.path.join(".") ?? "");
    return invalidRequest(key, `$.${key}: ${issue?.message ?? "invalid"}`);
  }
  const refused = check(state, parsed.data, asked, account);
  if (refused) return refused;
  const entry = state.ledger.add(newTweet(state, parsed.data, asked, account));
  state.rememberText(account, entry.text, entry.replyTo, asked.now);
  const { text, urls } = shownText(state, entry);
  state.costs.posted(urls.some((url) => url.media_key === undefined));
  return json(201, {
    data: {
      id: entry.id,
      text,
      edit_history_tweet_ids: [entry.id],
      edit_history_post_ids: [entry.id],
    },
  });
}

function check(state: XState, wanted: CreatePost, asked: Asked, account: string): Answer | null {
  const text = wanted.text.trim();
  const mediaIds = wanted.media?.media_ids ?? [];
  if (text === "" && mediaIds.length === 0 && !wanted.poll)
    return invalidRequest("text", "Tweet text is required if no media or poll is attached.");
  if (isTooLong(text)) return invalidRequest("text", "Your Tweet text is too long.");
  if (cashtagCount(text) > 1) return forbidden("Only one cashtag is allowed per post.");
  const uploads = mediaIds.map((id) => state.upload(id));
  if (uploads.some((upload) => !upload?.readyAt || upload.readyAt > asked.now))
    return invalidRequest("media.media_ids", "Your media IDs are invalid.");
  const parentId = wanted.reply?.in_reply_to_tweet_id;
  if (parentId !== undefined) {
    const parent = state.ledger.get(parentId);
    if (!parent) return forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.");
    // Self-serve rule of 2026-02-23: a reply only to oneself or to who spoke to the account.
    if (parent.account !== account && !parent.notifies.includes(account)) return forbidden();
  }
  if (text !== "" && state.saidLately(account, text, parentId ?? null, asked.now))
    return forbidden("You are not allowed to create a Tweet with duplicate content.");
  return null;
}

function newTweet(state: XState, wanted: CreatePost, asked: Asked, account: string): TweetEntry {
  const user = state.userOf(account);
  const id = state.ids.next(asked.now);
  const replyTo = wanted.reply?.in_reply_to_tweet_id ?? null;
  const parent = replyTo === null ? undefined : state.ledger.get(replyTo);
  const text = wanted.text.trim().normalize("NFC");
  const notified = new Set([
    ...mentionedUsers(text).map((name) => state.accountOfUsername(name)),
    ...(parent?.account ? [parent.account] : []),
  ]);
  notified.delete(account);
  return {
    id,
    network: "x",
    account,
    author: { handle: user.username, name: user.name, followers: 0 },
    text,
    createdAt: asked.now,
    acceptedAt: asked.now,
    sequence: state.world.nextSequence(),
    replyTo,
    media: (wanted.media?.media_ids ?? []).map((mediaId) => ({
      id: mediaId,
      alt: state.upload(mediaId)?.alt ?? null,
    })),
    isPublic: true,
    deletedAt: null,
    notifies: [...notified],
    language: null,
    tags: tagsOf(text, null),
    detail: {
      conversationId: parent?.detail.conversationId ?? id,
      inReplyToUserId: parent ? state.meet(parent.author).id : null,
      quotedId: wanted.quote_tweet_id ?? null,
    },
  };
}
