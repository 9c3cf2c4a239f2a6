import type { Agent } from "@atproto/api";
import { z } from "zod";
import type { Cursor, PolledSource, PollOutcome, PollRequest } from "../../listening/source.ts";
import { type Answer, ask } from "./client.ts";
import { type MentionsRead, mentionsFrom } from "./mention.ts";
import { readAllowance, readFailed } from "./outcome.ts";
import { refresher } from "./refresher.ts";
import type { BlueskyCredentials } from "./schema.ts";
import { credentialsIn, signedInAgent } from "./session.ts";
import { cursorOf, type Walk, walked, walkIn, wantedSince } from "./walk.ts";

const Settings = z.object({
  /** Only posts that say they are in this language. */
  language: z.string().optional(),
});
type SearchSettings = z.infer<typeof Settings>;

const pageSize = 100;

/** Full-text search of the network for each term: https://docs.bsky.app/docs/api/app-bsky-feed-search-posts */
export const searchSource: PolledSource<BlueskyCredentials, SearchSettings> = {
  kind: "polled",
  settings: Settings,
  needsCredentials: true,
  defaultIntervalSeconds: 60,
  allowance: readAllowance,
  refresher,
  poll,
};

/** One page for each term; `more` while a term has further pages down to what is known. */
async function poll(
  { access, settings, terms, cursor, now }: PollRequest<BlueskyCredentials, SearchSettings>,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const credentials = await credentialsIn(access);
  if (!credentials)
    return { kind: "refused", because: "credentials", detail: "searching needs a profile's credentials" };
  if (terms.length === 0) return { kind: "retry", detail: "no monitor has a word that can be searched for" };
  const agent = signedInAgent(credentials);
  const items = new Map<string, Found>();
  const reached: Record<string, Cursor[string]> = { ...cursor };
  let more = false;
  let stopped: ReturnType<typeof readFailed> | null = null;
  for (const term of terms) {
    const walk = walkIn(cursor, term);
    const answer = await searchPage(agent, { term, walk, language: settings.language }, signal);
    if (answer.kind !== "ok") {
      stopped = readFailed(answer);
      break;
    }
    for (const post of answer.value.posts) items.set(post.uri, post);
    const after = walked(
      walk,
      { indexedAt: answer.value.posts.map(({ indexedAt }) => indexedAt), cursor: answer.value.cursor },
      now,
    );
    for (const part of ["known", "next", "top"]) delete reached[`${part}:${term}`];
    Object.assign(reached, cursorOf(after, term));
    more ||= after.next !== null;
  }
  if (stopped && items.size === 0) return stopped;
  const read = await mentionsFrom([...items.values()], agent, signal);
  return outcomeOf(read, reached, { more, stopped });
}

interface Found {
  uri: string;
  indexedAt: string;
}

/** Terms that were not reached begin the next round where they stood. */
function outcomeOf(
  { mentions, rejected }: MentionsRead,
  cursor: Cursor,
  { more, stopped }: { more: boolean; stopped: ReturnType<typeof readFailed> | null },
): PollOutcome {
  const faults = stopped ? [...rejected, { remoteId: null, reason: stopped.detail }] : rejected;
  const wait = stopped?.kind === "retry" ? stopped.afterSeconds : undefined;
  return {
    kind: "page",
    mentions,
    cursor,
    more: more && !stopped,
    ...(wait === undefined ? {} : { notBeforeSeconds: wait }),
    ...(faults.length > 0 ? { rejected: faults } : {}),
  };
}

function searchPage(
  agent: Agent,
  { term, walk, language }: { term: string; walk: Walk; language: string | undefined },
  signal: AbortSignal,
): Promise<Answer<{ posts: Found[]; cursor?: string }>> {
  const since = wantedSince(walk);
  return ask(() =>
    agent.app.bsky.feed.searchPosts(
      {
        q: /\s/.test(term) ? `"${term}"` : term,
        sort: "latest",
        limit: pageSize,
        ...(since ? { since } : {}),
        ...(walk.next ? { cursor: walk.next.cursor } : {}),
        ...(language ? { lang: language } : {}),
      },
      { signal },
    ),
  );
}
