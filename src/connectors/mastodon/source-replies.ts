import { z } from "zod";
import type { PolledSource, PollOutcome, PollRequest } from "../../listening/source.ts";
import { plusSeconds } from "../../platform/clock.ts";
import type { Access } from "../../profiles/network.ts";
import { type Answer, ask } from "./client.ts";
import { type MentionsRead, mentionsFrom, notifiedOf } from "./mention.ts";
import { readAllowance, readFailed } from "./outcome.ts";
import { refresher } from "./refresher.ts";
import { Account, type MastodonCredentials, SearchResult } from "./schema.ts";
import { askSince, newestId } from "./timelines.ts";

const Settings = z.object({});
const pageSize = 40;

type Reached = Access<MastodonCredentials | null>;

/** What people write to the profile itself: statuses that mention it, and so also the answers to it. */
export const repliesSource: PolledSource<MastodonCredentials, z.infer<typeof Settings>> = {
  kind: "polled",
  settings: Settings,
  needsCredentials: true,
  defaultIntervalSeconds: 60,
  allowance: readAllowance,
  refresher,
  poll,
};

/**
 * Notifications since the last poll, and once all are read, what a search for the profile's name finds besides:
 * in a burst of mentions not every server (snac2) notifies of each. Doubles are dropped where mentions are stored.
 */
async function poll(
  { access, cursor, now }: PollRequest<MastodonCredentials, unknown>,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const minId = typeof cursor?.minId === "string" ? cursor.minId : undefined;
  const self = selfIn(cursor) ?? (await askSelf(access, signal));
  if ("kind" in self) return readFailed(self);
  const answer = await notifications(access, minId, signal);
  if (answer.kind !== "ok") return readFailed(answer);
  const { mentions, rejected } = notifiedOf(answer.value);
  const newest = newestId(answer.value) ?? minId;
  const more = minId !== undefined && answer.value.length >= pageSize && newest !== minId;
  const besides = more ? [] : await searched(access, self, plusSeconds(now, -searchBackSeconds), signal);
  const known = new Set(mentions.map(({ remoteId }) => remoteId));
  return {
    kind: "page",
    mentions: [...mentions, ...besides.filter(({ remoteId }) => !known.has(remoteId))],
    cursor: { minId: newest ?? null, name: self.name, url: self.url },
    more,
    ...(rejected.length > 0 ? { rejected } : {}),
  };
}

/** https://docs.joinmastodon.org/methods/notifications/#get. */
function notifications(
  access: Reached,
  minId: string | undefined,
  signal: AbortSignal,
): Promise<Answer<unknown[]>> {
  const query = { "types[]": "mention", limit: pageSize };
  return askSince(access, { path: "/api/v1/notifications", query }, minId, signal);
}

/** Who the profile is; kept in the cursor, because it is needed in every poll and never changes. */
interface Self {
  name: string;
  url: string;
}

function selfIn(cursor: PollRequest<unknown, unknown>["cursor"]): Self | null {
  return typeof cursor?.name === "string" && typeof cursor.url === "string"
    ? { name: cursor.name, url: cursor.url }
    : null;
}

async function askSelf(
  access: Reached,
  signal: AbortSignal,
): Promise<Self | Exclude<Answer<never>, { kind: "ok" }>> {
  const answer = await ask(
    access,
    Account,
    { method: "GET", path: "/api/v1/accounts/verify_credentials" },
    signal,
  );
  return answer.kind === "ok" ? { name: `@${answer.value.username}`, url: answer.value.url ?? "" } : answer;
}

/** How far back the search looks. What is found twice is stored once, but need not be handed over for ever. */
const searchBackSeconds = 900;

/** Statuses that link to the profile. A net below the notifications: a server that does not search takes nothing away. */
async function searched(
  access: Reached,
  self: Self,
  since: Date,
  signal: AbortSignal,
): Promise<MentionsRead["mentions"]> {
  if (self.url === "") return [];
  const query = { q: self.name, type: "statuses", limit: pageSize };
  const answer = await ask(access, SearchResult, { method: "GET", path: "/api/v2/search", query }, signal);
  if (answer.kind !== "ok") return [];
  return mentionsFrom(answer.value.statuses).mentions.filter(
    ({ text, publishedAt }) =>
      text.includes(`href="${self.url}"`) && publishedAt !== null && publishedAt >= since,
  );
}
