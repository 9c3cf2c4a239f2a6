import type { Agent } from "@atproto/api";
import type { RawMention } from "../../listening/source.ts";
import { ask } from "./client.ts";
import { urlOf } from "./publisher.ts";
import { type BlueskyPostRecord, type BlueskyPostView, PostView } from "./schema.ts";

/** Posts of a list as mentions, and what could not be read of it. */
export interface MentionsRead {
  mentions: RawMention[];
  rejected: { remoteId: string | null; reason: string }[];
}

/** Reads posts as searches and notifications show them, and asks how many follow their authors. */
export async function mentionsFrom(
  items: readonly { uri: string }[],
  agent: Agent,
  signal: AbortSignal,
): Promise<MentionsRead> {
  const read = items.map((item) => ({ item, view: PostView.safeParse(item) }));
  const views = read.flatMap(({ view }) => (view.success ? [view.data] : []));
  const followers = await followersOf([...new Set(views.map((view) => view.author.did))], agent, signal);
  return {
    mentions: views.map((view) => mentionFrom(view, followers.get(view.author.did) ?? null)),
    rejected: read.flatMap(({ item, view }) =>
      view.success ? [] : [{ remoteId: item.uri, reason: view.error.issues[0]?.message ?? "not a post" }],
    ),
  };
}

function mentionFrom(view: BlueskyPostView, followers: number | null): RawMention {
  const { author, record } = view;
  return {
    ...postFrom(view.uri, record, view.indexedAt),
    author: { handle: author.handle, name: author.displayName || null, followers },
    engagement: {
      likes: view.likeCount,
      shares: view.repostCount + view.quoteCount,
      replies: view.replyCount,
    },
  };
}

/**
 * What a record alone says. Its date is the author's word, so it is never taken for later than it was seen:
 * https://docs.bsky.app/docs/advanced-guides/timestamps
 */
export function postFrom(
  uri: string,
  record: BlueskyPostRecord,
  seenAt: Date,
): Omit<RawMention, "author" | "engagement"> {
  const createdAt = new Date(record.createdAt);
  const isCredible = !Number.isNaN(createdAt.getTime()) && createdAt <= seenAt;
  return {
    remoteId: uri,
    url: urlOf(uri),
    text: record.text,
    format: "plain",
    language: record.langs?.[0] ?? null,
    publishedAt: isCredible ? createdAt : seenAt,
  };
}

const profilesPerCall = 25;

/** Followers by DID. Nobody's reach is worth losing a mention for: where they cannot be asked, they are not known. */
async function followersOf(
  dids: readonly string[],
  agent: Agent,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const followers = new Map<string, number>();
  for (let from = 0; from < dids.length; from += profilesPerCall) {
    const actors = dids.slice(from, from + profilesPerCall);
    const answer = await ask(() => agent.app.bsky.actor.getProfiles({ actors }, { signal }));
    if (answer.kind !== "ok") break;
    for (const profile of answer.value.profiles)
      if (profile.followersCount !== undefined) followers.set(profile.did, profile.followersCount);
  }
  return followers;
}
