import { z } from "zod";
import type { PolledSource, PollOutcome, PollRequest } from "../../listening/source.ts";
import { ask } from "./client.ts";
import { mentionsFrom } from "./mention.ts";
import { readAllowance, readFailed } from "./outcome.ts";
import { refresher } from "./refresher.ts";
import type { BlueskyCredentials } from "./schema.ts";
import { credentialsIn, signedInAgent } from "./session.ts";
import { cursorOf, walked, walkIn } from "./walk.ts";

const Settings = z.object({});
const pageSize = 100;
const reasons = ["mention", "reply", "quote"];

/**
 * What people write to the profile: mentions, replies and quotes. They stay unread for its owner:
 * https://docs.bsky.app/docs/api/app-bsky-notification-list-notifications
 */
export const repliesSource: PolledSource<BlueskyCredentials, z.infer<typeof Settings>> = {
  kind: "polled",
  settings: Settings,
  needsCredentials: true,
  defaultIntervalSeconds: 60,
  allowance: readAllowance,
  refresher,
  poll,
};

async function poll(
  { access, cursor, now }: PollRequest<BlueskyCredentials, unknown>,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const credentials = await credentialsIn(access);
  if (!credentials)
    return {
      kind: "refused",
      because: "credentials",
      detail: "reading replies needs a profile's credentials",
    };
  const agent = signedInAgent(credentials);
  const walk = walkIn(cursor, "all");
  const answer = await ask(() =>
    agent.app.bsky.notification.listNotifications(
      { reasons, limit: pageSize, ...(walk.next ? { cursor: walk.next.cursor } : {}) },
      { signal },
    ),
  );
  if (answer.kind !== "ok") return readFailed(answer);
  const { notifications } = answer.value;
  const after = walked(
    walk,
    { indexedAt: notifications.map(({ indexedAt }) => indexedAt), cursor: answer.value.cursor },
    now,
  );
  const wanted = notifications.filter(({ reason }) => reasons.includes(reason));
  const { mentions, rejected } = await mentionsFrom(wanted, agent, signal);
  return {
    kind: "page",
    mentions,
    cursor: cursorOf(after, "all"),
    more: after.next !== null,
    ...(rejected.length > 0 ? { rejected } : {}),
  };
}
