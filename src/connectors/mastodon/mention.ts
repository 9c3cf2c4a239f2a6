import type { RawMention } from "../../listening/source.ts";
import { type MastodonStatus, Notification, Status } from "./schema.ts";

/** Statuses of a list as mentions, and what could not be read of it. */
export interface MentionsRead {
  mentions: RawMention[];
  rejected: { remoteId: string | null; reason: string }[];
}

/**
 * Reads the statuses of a list, one by one. What was written for few (followers only, direct) is left out: nothing
 * is collected from private places.
 */
export function mentionsFrom(items: readonly unknown[]): MentionsRead {
  const read: MentionsRead = { mentions: [], rejected: [] };
  for (const item of items) {
    const status = Status.safeParse(item);
    if (!status.success)
      read.rejected.push({ remoteId: idOf(item), reason: status.error.issues[0]?.message ?? "" });
    else if (isPublic(status.data) && !status.data.reblog) read.mentions.push(mentionFrom(status.data));
  }
  return read;
}

/**
 * Reads notifications: the statuses that mention the profile. snac2 pays no heed to `types[]`, so other kinds are left
 * out here.
 */
export function notifiedOf(items: readonly unknown[]): MentionsRead {
  const read = items.map((item) => Notification.safeParse(item));
  const { mentions, rejected } = mentionsFrom(
    read.flatMap(({ data }) => (data?.type === "mention" ? [data.status] : [])),
  );
  const unreadable = read.filter(({ success }) => !success);
  return {
    mentions,
    rejected: [...rejected, ...unreadable.map(() => ({ remoteId: null, reason: "not a notification" }))],
  };
}

function isPublic(status: MastodonStatus): boolean {
  return status.visibility === "public" || status.visibility === "unlisted";
}

function mentionFrom(status: MastodonStatus): RawMention {
  const { account } = status;
  return {
    // The same on every server, so that one text found by two sources is one mention.
    remoteId: status.uri,
    url: status.url || status.uri,
    text: status.content,
    format: "html",
    title: status.spoiler_text || null,
    language: status.language || null,
    author: {
      handle: fullHandle(account.acct, account.url || status.uri),
      name: account.display_name || account.username,
      followers: account.followers_count,
    },
    publishedAt: status.created_at,
    engagement: {
      likes: status.favourites_count,
      shares: status.reblogs_count,
      replies: status.replies_count,
    },
    editedAt: status.edited_at ?? null,
    sourceRef: status.id,
  };
}

/** `user@host` also for accounts of the server itself, which names them without host. */
function fullHandle(acct: string, address: string): string {
  if (acct.includes("@") || !URL.canParse(address)) return acct;
  return `${acct}@${new URL(address).host}`;
}

function idOf(item: unknown): string | null {
  const id = typeof item === "object" && item !== null && "uri" in item ? item.uri : null;
  return typeof id === "string" ? id : null;
}
