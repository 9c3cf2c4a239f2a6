import { createHash } from "node:crypto";
import { z } from "zod";
import type { Allowance, PolledSource, PollOutcome, PollRequest } from "../../listening/source.ts";
import type { Access } from "../../profiles/network.ts";
import { ask, type XAnswer, type XCall } from "./client.ts";
import { needsCredentials, withCredentials } from "./credentials.ts";
import { pollOutcomeOf } from "./failure.ts";
import { mentionFields, mentionsOf } from "./mention.ts";
import { after, type Place, placeIn, withoutStale } from "./place.ts";
import { refresher } from "./refresher.ts";
import { faultOf, Me, Page, type XCredentials } from "./schema.ts";
import { maxQueryCharacters, queriesFor } from "./search.ts";

/**
 * Whether likes, shares and replies of each post are read again for three days. X charges each reading once per day
 * (UTC): up to three more readings of each post.
 */
const engagement = z.boolean().optional();

/** What reading may cost in a month (UTC): what it does not pay for is not asked for. */
const monthlyBudgetUsd = z.number().min(0.05).max(1_000_000).optional();

const SearchSettings = z.object({
  engagement,
  monthlyBudgetUsd,
  /** A query in X's own language, in place of the one made from the monitors' terms. */
  query: z.string().min(1).max(maxQueryCharacters).optional(),
});
type SearchSettings = z.infer<typeof SearchSettings>;

const RepliesSettings = z.object({ engagement, monthlyBudgetUsd });
type RepliesSettings = z.infer<typeof RepliesSettings>;

/** Recent search, and mentions of one user: https://docs.x.com/x-api/fundamentals/rate-limits */
const allowance: Allowance = { calls: 300, perSeconds: 900 };
/** Reading one post: https://docs.x.com/x-api/getting-started/pricing */
const price = {
  itemUsd: 0.005,
  mostItems: 100,
  leastItems: 10,
  budgetUsd: (settings: SearchSettings | RepliesSettings) => settings.monthlyBudgetUsd,
};

/**
 * Posts of the last seven days that hold a term: https://docs.x.com/x-api/posts/search/introduction
 * X charges by post read, so each poll asks only for what is newer than the last.
 */
export const searchSource: PolledSource<XCredentials, SearchSettings> = {
  kind: "polled",
  settings: SearchSettings,
  needsCredentials: true,
  defaultIntervalSeconds: 120,
  allowance,
  price,
  refresher,
  wantsRefresh: (settings) => settings.engagement === true,
  async poll(request, signal) {
    const [first, ...others] = request.settings.query ? [request.settings.query] : queriesFor(request.terms);
    if (first === undefined) return { kind: "unchanged" };
    const queries: [string, ...string[]] = [first, ...others];
    const access = withCredentials(request.access, await request.access.vault.read());
    if (!access) return needsCredentials;
    return pollLists(request, access, keysOf(queries), signal, (place) => ({
      method: "GET",
      path: "tweets/search/recent",
      query: {
        query: queries[place.index] ?? first,
        max_results: request.itemsAtMost ?? price.mostItems,
        ...mentionFields,
        ...(place.sinceId ? { since_id: place.sinceId } : {}),
        ...(place.token ? { next_token: place.token } : {}),
      },
    }));
  },
};

/** What mentions or answers the profile: https://docs.x.com/x-api/posts/timelines/introduction */
export const repliesSource: PolledSource<XCredentials, RepliesSettings> = {
  kind: "polled",
  settings: RepliesSettings,
  needsCredentials: true,
  defaultIntervalSeconds: 120,
  allowance,
  price,
  refresher,
  wantsRefresh: (settings) => settings.engagement === true,
  async poll(request, signal) {
    const access = withCredentials(request.access, await request.access.vault.read());
    if (!access) return needsCredentials;
    const user = await userId(request, access, signal);
    if (user.kind !== "answer") return pollOutcomeOf(user);
    const outcome = await pollLists(request, access, ["mentions"], signal, (place) => ({
      method: "GET",
      path: `users/${encodeURIComponent(user.data)}/mentions`,
      query: {
        max_results: request.itemsAtMost ?? price.mostItems,
        ...mentionFields,
        ...(place.sinceId ? { since_id: place.sinceId } : {}),
        ...(place.token ? { pagination_token: place.token } : {}),
      },
    }));
    return outcome.kind === "page"
      ? { ...outcome, cursor: { ...outcome.cursor, userId: user.data } }
      : outcome;
  },
};

type Polled = Pick<PollRequest<XCredentials, unknown>, "cursor">;

async function pollLists(
  { cursor }: Polled,
  access: Access<XCredentials>,
  keys: readonly [string, ...string[]],
  signal: AbortSignal,
  callAt: (place: Place) => XCall,
): Promise<PollOutcome> {
  let place = placeIn(cursor, keys);
  for (;;) {
    const answer = await ask(access, Page, callAt(place), signal);
    if (answer.kind === "answer") {
      const fault = faultOf(answer.data);
      if (fault) return { kind: "refused", because: "gone", detail: fault };
      const next = after(cursor, keys, place, answer.data.meta);
      return { kind: "page", ...mentionsOf(answer.data), ...next };
    }
    const fresh = withoutStale(place, answer);
    if (!fresh) return pollOutcomeOf(answer);
    place = fresh;
  }
}

/** The profile's own id, asked for once and then kept in the cursor. */
async function userId(
  { cursor }: Polled,
  access: Access<XCredentials>,
  signal: AbortSignal,
): Promise<XAnswer<string>> {
  if (typeof cursor?.userId === "string") return { kind: "answer", data: cursor.userId };
  const answer = await ask(access, Me, { method: "GET", path: "users/me" }, signal);
  return answer.kind === "answer" ? { kind: "answer", data: answer.data.data.id } : answer;
}

/** A short name for each query, under which its place is kept. */
function keysOf(queries: readonly [string, ...string[]]): [string, ...string[]] {
  const key = (query: string) => createHash("sha256").update(query).digest("hex").slice(0, 16);
  const [first, ...others] = queries;
  return [key(first), ...others.map(key)];
}
