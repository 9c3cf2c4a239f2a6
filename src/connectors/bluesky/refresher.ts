import { Agent } from "@atproto/api";
import type { Refresher, RefreshOutcome } from "../../listening/source.ts";
import type { Access } from "../../profiles/network.ts";
import { ask } from "./client.ts";
import { readFailed } from "./outcome.ts";
import { type BlueskyCredentials, PostCounts } from "./schema.ts";
import { credentialsIn, entrywayUrl, signedInAgent } from "./session.ts";

/** 25 posts at once: https://docs.bsky.app/docs/api/app-bsky-feed-get-posts */
export const refresher: Refresher<BlueskyCredentials> = { atOnce: 25, refresh };

/** Answers whoever is not signed in; the entrance does not. https://docs.bsky.app/docs/advanced-guides/api-directory */
const publicUrl = "https://public.api.bsky.app";

async function refresh(
  { access, texts }: Parameters<Refresher<BlueskyCredentials>["refresh"]>[0],
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const credentials = await credentialsIn(access);
  const agent = credentials ? signedInAgent(credentials) : anonymousAgent(access);
  const uris = texts.map(({ remoteId }) => remoteId);
  const answer = await ask(() => agent.app.bsky.feed.getPosts({ uris }, { signal }));
  if (answer.kind !== "ok") return readFailed(answer);
  const { posts } = answer.value;
  // Posts that are gone are left out. That of several none is there is more likely a fault on the other side.
  if (posts.length === 0 && uris.length > 1) return { kind: "retry", detail: "none of the posts was shown" };
  const shown = new Set(posts.map(({ uri }) => uri));
  const counts = posts.flatMap((post) => {
    const read = PostCounts.safeParse(post);
    if (!read.success) return [];
    const { uri: remoteId, likeCount, repostCount, quoteCount, replyCount } = read.data;
    return [{ remoteId, likes: likeCount, shares: repostCount + quoteCount, replies: replyCount }];
  });
  return { kind: "counted", counts, gone: uris.filter((uri) => !shown.has(uri)) };
}

function anonymousAgent({ http, baseUrl }: Access<unknown>): Agent {
  const base = baseUrl === entrywayUrl ? publicUrl : baseUrl;
  return new Agent({ fetchHandler: (path, init) => http.fetch(base + path, init) });
}
