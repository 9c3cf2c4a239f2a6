import { numericId, tagsOf } from "../ids.ts";
import type { Attachment, MastodonState, StatusEntry } from "./state.ts";
import { contentHtml, mentionedNames } from "./text.ts";

/** An Account entity. https://docs.joinmastodon.org/entities/Account/ */
export function accountView(
  author: { handle: string; name: string; followers: number },
  baseUrl: string,
): Record<string, unknown> {
  const acct = author.handle.replace(/^@/, "");
  const username = acct.split("@")[0] ?? acct;
  const [, server] = acct.split("@");
  const picture = `${baseUrl}/avatars/original/missing.png`;
  return {
    id: numericId(`mastodon ${acct}`),
    username,
    acct,
    display_name: author.name,
    locked: false,
    bot: false,
    discoverable: true,
    indexable: true,
    group: false,
    created_at: "2024-01-01T00:00:00.000Z",
    note: "",
    // Who is of another server has their page there.
    url: server === undefined ? `${baseUrl}/@${acct}` : `https://${server}/@${username}`,
    uri: `${baseUrl}/users/${encodeURIComponent(acct)}`,
    avatar: picture,
    avatar_static: picture,
    header: picture,
    header_static: picture,
    followers_count: author.followers,
    following_count: 0,
    statuses_count: 0,
    last_status_at: null,
    emojis: [],
    fields: [],
  };
}

/** A Status entity. https://docs.joinmastodon.org/entities/Status/ */
export function statusView(
  state: MastodonState,
  entry: StatusEntry,
  baseUrl: string,
): Record<string, unknown> {
  const parent = entry.replyTo === null ? undefined : state.ledger.get(entry.replyTo);
  const isKnown = (name: string) => state.names.has(name);
  const account = accountView(entry.author, baseUrl);
  return {
    id: entry.id,
    created_at: entry.createdAt.toISOString(),
    in_reply_to_id: entry.replyTo,
    in_reply_to_account_id: parent ? accountView(parent.author, baseUrl).id : null,
    sensitive: entry.detail.sensitive,
    spoiler_text: entry.detail.spoilerText,
    visibility: entry.detail.visibility,
    language: entry.language,
    uri: `${String(account.uri)}/statuses/${entry.id}`,
    url: `${String(account.url)}/${entry.id}`,
    replies_count: entry.engagement?.replies ?? 0,
    reblogs_count: entry.engagement?.shares ?? 0,
    favourites_count: entry.engagement?.likes ?? 0,
    edited_at: entry.detail.editedAt?.toISOString() ?? null,
    favourited: false,
    reblogged: false,
    muted: false,
    bookmarked: false,
    pinned: false,
    content: contentHtml(entry.text, baseUrl, isKnown),
    filtered: [],
    reblog: null,
    application: entry.account === null ? null : { name: "Vigie", website: null },
    account,
    media_attachments: entry.media.map(({ id, alt }) => {
      const attachment = state.media(id);
      return attachment
        ? mediaView(attachment, baseUrl, entry.createdAt)
        : { id, type: "unknown", description: alt };
    }),
    mentions: mentionedNames(entry.text)
      .filter(isKnown)
      .map((name) => ({
        id: numericId(`mastodon ${name}`),
        username: name,
        url: `${baseUrl}/@${name}`,
        acct: name,
      })),
    tags: tagsOf(entry.text, null).map((name) => ({
      name,
      url: `${baseUrl}/tags/${encodeURIComponent(name)}`,
    })),
    emojis: [],
    card: null,
    poll: null,
  };
}

/** A MediaAttachment entity; its URL is `null` while it is being processed. */
export function mediaView(attachment: Attachment, baseUrl: string, now: Date): Record<string, unknown> {
  const isReady = attachment.readyAt <= now;
  const url = `${baseUrl}/media_attachments/files/${attachment.id}`;
  return {
    id: attachment.id,
    type: attachment.contentType.split("/")[0] ?? "unknown",
    url: isReady ? url : null,
    preview_url: isReady ? url : null,
    remote_url: null,
    meta: {},
    description: attachment.alt,
    blurhash: null,
  };
}

/** A Notification entity for a mention; its id is the status's. */
export function notificationView(
  state: MastodonState,
  entry: StatusEntry,
  baseUrl: string,
): Record<string, unknown> {
  return {
    id: entry.id,
    type: "mention",
    created_at: entry.acceptedAt.toISOString(),
    group_key: `ungrouped-${entry.id}`,
    account: accountView(entry.author, baseUrl),
    status: statusView(state, entry, baseUrl),
  };
}
