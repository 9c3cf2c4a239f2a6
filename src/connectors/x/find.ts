import { plusSeconds } from "../../platform/clock.ts";
import type { FindOutcome, PublicationRequest } from "../../publishing/publisher.ts";
import { ask } from "./client.ts";
import { faultOf, Page, type XCredentials, XPost } from "./schema.ts";
import { showsAnswer, showsText } from "./text.ts";

/** Clocks differ: a post may bear a time somewhat before the one at which we began to send it. */
const clockSkewSeconds = 120;
const maxPages = 5;

/**
 * Looks for a post among the profile's newest: same text, same parent, written since then. Of several, the first.
 * https://docs.x.com/x-api/posts/timelines/integrate
 * @param sought `parentId`: the post it answers; `null` for one that answers none
 * @param skewSeconds how far the two clocks may be apart
 */
export async function findPost(
  request: PublicationRequest<XCredentials>,
  sought: { text: string; parentId: string | null },
  since: Date,
  signal: AbortSignal,
  skewSeconds = clockSkewSeconds,
): Promise<FindOutcome> {
  const startAt = plusSeconds(since, -skewSeconds);
  let found: string | null = null;
  let unreadable = 0;
  let token: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await ask(request.access, Page, timeline(request, startAt, token), signal);
    if (answer.kind !== "answer") return { kind: "unknown", detail: answer.detail };
    const fault = faultOf(answer.data);
    if (fault) return { kind: "unknown", detail: fault };
    for (const item of answer.data.data) {
      const post = XPost.safeParse(item);
      if (!post.success) unreadable += 1;
      else if (isSought(post.data, sought, startAt)) found = post.data.id;
    }
    token = answer.data.meta.next_token;
    if (!token) return settle(found, unreadable);
  }
  if (found) return { kind: "found", value: { id: found } };
  return { kind: "unknown", detail: `more than ${maxPages * 100} posts since ${startAt.toISOString()}` };
}

function settle(found: string | null, unreadable: number): FindOutcome {
  if (found) return { kind: "found", value: { id: found } };
  if (unreadable > 0) return { kind: "unknown", detail: `${unreadable} posts could not be read` };
  return { kind: "absent" };
}

function timeline(request: PublicationRequest<XCredentials>, startAt: Date, token: string | undefined) {
  return {
    method: "GET" as const,
    path: `users/${encodeURIComponent(request.account.remoteId)}/tweets`,
    query: {
      max_results: 100,
      start_time: startAt.toISOString(),
      "tweet.fields": "created_at,entities,referenced_tweets,note_tweet",
      exclude: "retweets",
      ...(token ? { pagination_token: token } : {}),
    },
  };
}

function isSought(post: XPost, sought: { text: string; parentId: string | null }, startAt: Date): boolean {
  if (post.created_at && new Date(post.created_at) < startAt) return false;
  const references = post.referenced_tweets ?? post.referenced_posts ?? [];
  const parent = references.find((reference) => reference.type === "replied_to");
  return (
    (parent?.id ?? null) === sought.parentId &&
    (showsText(post, sought.text) || (sought.parentId !== null && showsAnswer(post, sought.text)))
  );
}
