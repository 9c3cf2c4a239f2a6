import { createHash } from "node:crypto";
import type { RawMention } from "../../listening/source.ts";
import { parseFeedDate } from "./dates.ts";
import type { FeedItem, FeedText } from "./items.ts";

export interface MentionPage {
  mentions: RawMention[];
  rejected: { remoteId: string | null; reason: string }[];
  /** Ids that entries with different links go by, then and now: they name none of them. */
  sharedIds: string[];
}

/** Where the entries come from. */
interface From {
  /** For relative links. */
  url: string;
  /** Sets ids apart that are unique in this feed only. */
  scope: string;
  sharedIds: readonly string[];
}

/** Longest text of one entry, in characters: more is no article but an accident, and would hold up the matcher. */
const maxTextCharacters = 500_000;
/** Longest id kept as it is: the database indexes it. */
const maxIdCharacters = 512;

/**
 * What the entries of a feed say, each by itself: one that cannot be used is set aside with the reason.
 */
export function mentionsFrom(items: readonly FeedItem[], from: From): MentionPage {
  const sharedIds = sharedIdsOf(items, from);
  const page: MentionPage = { mentions: [], rejected: [], sharedIds };
  for (const item of items) {
    const read = readSafely(item, { ...from, sharedIds });
    if ("reason" in read) page.rejected.push(read);
    else page.mentions.push(read);
  }
  return page;
}

/** As many as a feed may give to several entries each, before it is its own loss. */
const mostSharedIds = 20;

/**
 * Some feeds give all their entries one id, such as the address of the site. They are told apart by their links, from
 * then on: which entries are still in the feed must not decide what one of them is called.
 */
function sharedIdsOf(items: readonly FeedItem[], from: From): string[] {
  const links = new Map<string, string>();
  const shared = new Set(from.sharedIds);
  for (const item of items) {
    const id = item.id ? bounded(clean(item.id)) : null;
    const link = id && linkFrom({ ...item, idIsLink: false }, from.url);
    if (!id || !link) continue;
    const other = links.get(id) ?? link;
    links.set(id, other);
    if (other !== link && isUniqueEverywhere(id)) shared.add(id);
  }
  return [...shared].slice(0, mostSharedIds);
}

type Reading = RawMention | { remoteId: string | null; reason: string };

function readSafely(item: FeedItem, from: From): Reading {
  try {
    return mentionFrom(item, from);
  } catch (error) {
    // A markup that no library foresaw must cost one entry, not the source.
    return {
      remoteId: item.id ? bounded(clean(item.id)) : null,
      reason: `the entry cannot be read: ${String(error)}`,
    };
  }
}

function mentionFrom(item: FeedItem, from: From): Reading {
  const url = linkFrom(item, from.url);
  const format = isHtml(item.title) || isHtml(item.body) ? "html" : "plain";
  const title = clean(written(titleOf(item), format)) || null;
  const text = clean(written(item.body, format));
  const remoteId = remoteIdOf(item, url, title, from);
  if (!title && !text) return { remoteId, reason: "the entry has neither a title nor a text" };
  if (!remoteId) return { remoteId, reason: "the entry has no id, no link and no title to know it again by" };
  if (text.length > maxTextCharacters)
    return { remoteId, reason: `the text is longer than ${maxTextCharacters} characters` };
  const author = clean(item.author ?? "").trim();
  return {
    remoteId,
    url,
    text,
    format,
    title,
    language: item.language ?? null,
    author: author ? { handle: author, name: author, followers: null } : null,
    publishedAt: parseFeedDate(item.date),
    engagement: { likes: 0, shares: 0, replies: item.commentCount },
    // A feed shows each entry as it stands now; not every one says since when.
    editedAt: parseFeedDate(item.updated) ?? "now",
  };
}

/** The entry's address for people, whole; null where it has none that a browser may follow. */
function linkFrom(item: FeedItem, feedUrl: string): string | null {
  let base = feedUrl;
  for (const step of item.bases) if (step && URL.canParse(step, base)) base = new URL(step, base).href;
  const idLink = item.idIsLink && /^https?:\/\//i.test(item.id ?? "") ? item.id : undefined;
  const link = item.link ?? idLink;
  if (!link || !URL.canParse(link, base)) return null;
  const { href, protocol } = new URL(link, base);
  return protocol === "http:" || protocol === "https:" ? href : null;
}

/**
 * The entry's own id, else its link, else a hash of title and date (https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6,
 * https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt). Ids such as "42" are unique within one
 * feed at best, while a mention's id is unique among all feeds: they are joined with what is theirs alone.
 */
function remoteIdOf(
  item: FeedItem,
  url: string | null,
  title: string | null,
  { scope, sharedIds }: From,
): string | null {
  const id = item.id ? clean(item.id) : null;
  if (id && !(url && sharedIds.includes(bounded(id))))
    return bounded(isUniqueEverywhere(id) ? id : `${url ?? scope}#${id}`);
  if (url) return bounded(url);
  return title ? `${scope}#${digest(`${title}\n${item.date ?? ""}`)}` : null;
}

function isUniqueEverywhere(id: string): boolean {
  return (
    /^(https?:\/\/|urn:|tag:|yt:|at:\/\/|doi:)/i.test(id) ||
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  );
}

function bounded(id: string): string {
  return id.length <= maxIdCharacters ? id : `sha256:${digest(id)}`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}

/**
 * In RSS nobody says whether a title is HTML (https://www.rssboard.org/rss-profile#data-types-characterdata):
 * "5 <6>" must survive as well as "<b>News</b>".
 */
function titleOf({ title }: FeedItem): FeedText | null {
  return title?.format === "html" ? { ...title, value: title.value.replace(looseBracket, "&lt;") } : title;
}

/** `<` where no tag begins that a title may have. */
const looseBracket =
  /<(?!(?:!--|\/?(?:a|abbr|b|bdi|big|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|q|s|small|span|strike|strong|sub|sup|tt|u|ul|wbr)\b))/gi;

/**
 * A part of an entry, written as the whole mention is: as HTML where any part of it is.
 */
function written(part: FeedText | null, format: FeedText["format"]): string {
  if (!part || format === "plain") return part?.value ?? "";
  if (part.format === "html") return part.value;
  return part.value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>\n");
}

function isHtml(part: FeedText | null): boolean {
  return part?.format === "html";
}

/** PostgreSQL takes neither NUL nor half of a surrogate pair. */
function clean(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, "\uFFFD");
}
