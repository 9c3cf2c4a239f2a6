import { newest } from "../paging.ts";
import type { Answer, Asked, Route } from "../wire.ts";
import { json, numberOf } from "../wire.ts";
import { mentionsAllWords } from "../words.ts";
import { isSeen } from "../world.ts";
import { signedIn, xrpcError } from "./access.ts";
import { type Actor, accountNamed, type BlueskyState, type PostEntry } from "./state.ts";

/** What the AppView shows: search, notifications, posts and profiles. https://docs.bsky.app/docs/api/app-bsky-feed-search-posts */
export function appViewRoutes(state: BlueskyState): Route[] {
  const query = (name: string, handle: Route["handle"]): Route => ({
    method: "GET",
    path: `/xrpc/${name}`,
    handle,
  });
  return [
    query(
      "app.bsky.feed.searchPosts",
      signedIn(state, (asked) => search(state, asked)),
    ),
    query(
      "app.bsky.notification.listNotifications",
      signedIn(state, (asked, _actor, account) => notifications(state, asked, account)),
    ),
    query("app.bsky.feed.getPosts", (asked) => {
      const posts = asked.query.getAll("uris").flatMap((uri) => {
        const entry = state.ledger.get(uri);
        return entry && isShown(state, entry, asked.now) ? [postView(state, entry)] : [];
      });
      return json(200, { posts });
    }),
    query("app.bsky.feed.getAuthorFeed", (asked) => authorFeed(state, asked)),
    query("app.bsky.actor.getProfile", (asked) => {
      const actor = state.actor(asked.query.get("actor") ?? "");
      return actor ? json(200, profileView(actor)) : xrpcError(400, "InvalidRequest", "Profile not found");
    }),
    query("app.bsky.actor.getProfiles", (asked) =>
      json(200, {
        profiles: asked.query.getAll("actors").flatMap((name) => {
          const actor = state.actor(name);
          return actor ? [profileView(actor)] : [];
        }),
      }),
    ),
  ];
}

function search(state: BlueskyState, asked: Asked): Answer {
  const accepts = searchFilter(state, asked.query);
  return postsPage(state, asked, state.ledger.all(), accepts, 25, (entries, cursor) => ({
    posts: entries.map((entry) => postView(state, entry)),
    hitsTotal: entries.length,
    ...cursor,
  }));
}

function searchFilter(state: BlueskyState, query: URLSearchParams): (entry: PostEntry) => boolean {
  const q = query.get("q") ?? "";
  const matches = q === "" || q === "*" ? () => true : mentionsAllWords(q);
  const since = dateOf(query.get("since"));
  const until = dateOf(query.get("until"));
  const author = query.get("author");
  const authorDid = author === null ? null : (state.actor(author)?.did ?? "");
  const spokenTo = query.get("mentions");
  const lang = query.get("lang");
  const tags = query.getAll("tag").map((tag) => tag.toLowerCase());
  const address = query.get("url") ?? query.get("domain");
  return (entry) =>
    matches(entry.text) &&
    (since === null || entry.acceptedAt >= since) &&
    (until === null || entry.acceptedAt < until) &&
    (authorDid === null || entry.detail.did === authorDid) &&
    (spokenTo === null || entry.notifies.includes(accountNamed(spokenTo))) &&
    (lang === null || entry.language === lang) &&
    tags.every((tag) => entry.tags.includes(tag)) &&
    (address === null || JSON.stringify(entry.detail.record).includes(address));
}

function dateOf(text: string | null): Date | null {
  const date = text === null ? null : new Date(text);
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

function notifications(state: BlueskyState, asked: Asked, account: string): Answer {
  const reasons = asked.query.getAll("reasons");
  const accepts = (entry: PostEntry) => reasons.length === 0 || reasons.includes(entry.detail.reason);
  return postsPage(state, asked, state.ledger.notifying(account), accepts, 50, (entries, cursor) => ({
    notifications: entries.map((entry) => ({
      uri: entry.id,
      cid: entry.detail.cid,
      author: profileView(actorOf(state, entry)),
      reason: entry.detail.reason,
      ...(entry.replyTo === null ? {} : { reasonSubject: entry.replyTo }),
      record: entry.detail.record,
      isRead: false,
      indexedAt: entry.acceptedAt.toISOString(),
      labels: [],
    })),
    priority: false,
    ...cursor,
  }));
}

function authorFeed(state: BlueskyState, asked: Asked): Answer {
  const actor = state.actor(asked.query.get("actor") ?? "");
  if (!actor) return xrpcError(400, "InvalidRequest", "Profile not found");
  const own = state.ledger.ofAccount(accountNamed(actor.handle));
  return postsPage(
    state,
    asked,
    own,
    () => true,
    50,
    (entries, cursor) => ({
      feed: entries.map((entry) => ({ post: postView(state, entry) })),
      ...cursor,
    }),
  );
}

/** One page, newest first; the cursor is the place of its last post. */
function postsPage(
  state: BlueskyState,
  asked: Asked,
  entries: readonly PostEntry[],
  accepts: (entry: PostEntry) => boolean,
  usual: number,
  answer: (page: PostEntry[], cursor: { cursor?: string }) => unknown,
): Answer {
  const limit = numberOf(asked.query.get("limit"), usual, 1, 100);
  const place = (entry: PostEntry) => String(entry.sequence);
  const { page, more } = newest(
    entries,
    {
      below: asked.query.get("cursor"),
      limit,
      accept: (entry) => isShown(state, entry, asked.now) && accepts(entry),
    },
    place,
  );
  const last = page.at(-1);
  return json(200, answer(page, more && last ? { cursor: place(last) } : {}));
}

/** The AppView lags behind the PDS when told so. */
function isShown(state: BlueskyState, entry: PostEntry, now: Date): boolean {
  const lag = entry.account === null ? 0 : state.world.readLagSeconds("bluesky", entry.account);
  return isSeen(entry, now, lag);
}

function actorOf(state: BlueskyState, entry: PostEntry): Actor {
  return state.actor(entry.detail.did) ?? { did: entry.detail.did, ...entry.author };
}

function profileView(actor: Actor) {
  return {
    did: actor.did,
    handle: actor.handle,
    displayName: actor.name,
    followersCount: actor.followers,
    followsCount: 0,
    postsCount: 0,
    labels: [],
    viewer: { muted: false, blockedBy: false },
    createdAt: "2024-01-01T00:00:00.000Z",
    indexedAt: "2024-01-01T00:00:00.000Z",
  };
}

function postView(state: BlueskyState, entry: PostEntry) {
  const { did, handle, name } = actorOf(state, entry);
  return {
    uri: entry.id,
    cid: entry.detail.cid,
    author: {
      did,
      handle,
      displayName: name,
      labels: [],
      viewer: { muted: false, blockedBy: false },
      createdAt: "2024-01-01T00:00:00.000Z",
    },
    record: entry.detail.record,
    bookmarkCount: 0,
    replyCount: entry.engagement?.replies ?? 0,
    repostCount: entry.engagement?.shares ?? 0,
    likeCount: entry.engagement?.likes ?? 0,
    quoteCount: 0,
    indexedAt: entry.acceptedAt.toISOString(),
    viewer: { threadMuted: false, embeddingDisabled: false },
    labels: [],
  };
}
