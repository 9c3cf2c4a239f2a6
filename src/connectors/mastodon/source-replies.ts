import { z } from "zod";
import type { PolledSource, PollOutcome, PollRequest } from "../../listening/source.ts";
import { ask } from "./client.ts";
import { mentionsFrom } from "./mention.ts";
import { readFailed } from "./outcome.ts";
import { List, type MastodonCredentials, Notification } from "./schema.ts";

const Settings = z.object({});
const pageSize = 40;

/** What people write to the profile itself: statuses that mention it, and so also the answers to it. */
export const repliesSource: PolledSource<MastodonCredentials, z.infer<typeof Settings>> = {
  kind: "polled",
  settings: Settings,
  needsCredentials: true,
  defaultIntervalSeconds: 60,
  poll,
};

/** https://docs.joinmastodon.org/methods/notifications/#get */
async function poll(
  { access, cursor }: PollRequest<MastodonCredentials, unknown>,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const sinceId = typeof cursor?.minId === "string" ? cursor.minId : undefined;
  const answer = await ask(
    access,
    List,
    {
      method: "GET",
      path: "/api/v1/notifications",
      query: { "types[]": "mention", limit: pageSize, min_id: sinceId },
    },
    signal,
  );
  if (answer.kind !== "ok") return readFailed(answer);
  const read = answer.value.map((item) => Notification.safeParse(item));
  const notifications = read.flatMap((item) => (item.success ? [item.data] : []));
  // snac2 pays no heed to `types[]`: the others are left out here.
  const statuses = notifications.filter(({ type }) => type === "mention").map(({ status }) => status);
  const { mentions, rejected } = mentionsFrom(statuses);
  const newest = notifications[0]?.id ?? sinceId ?? null;
  const unreadable = read.length - notifications.length;
  return {
    kind: "page",
    mentions,
    cursor: { minId: newest },
    more: sinceId !== undefined && answer.value.length >= pageSize && newest !== sinceId,
    ...(rejected.length + unreadable > 0
      ? {
          rejected: [
            ...rejected,
            ...Array.from({ length: unreadable }, () => ({ remoteId: null, reason: "not a notification" })),
          ],
        }
      : {}),
  };
}
