import type { AnyFeed, AtomFeed, JsonFeed, RdfFeed, RssFeed } from "feedsmith";

/** One entry of a feed of any format, as the feed wrote it: links may be relative, dates are text. */
export interface FeedItem {
  id?: string | undefined;
  link?: string | undefined;
  /** Where a feed gives no link, its permanent id may be one. */
  idIsLink: boolean;
  /** The `xml:base` values that hold for the link, outermost first. */
  bases: (string | undefined)[];
  title: FeedText | null;
  body: FeedText | null;
  author?: string | undefined;
  language?: string | undefined;
  date?: string | undefined;
  /** When it was last changed, where the feed says so. */
  updated?: string | undefined;
  commentCount: number;
}

export interface FeedText {
  value: string;
  format: "plain" | "html";
}

/** The entries of a feed, in its own order. */
export function itemsOf(parsed: AnyFeed): FeedItem[] {
  switch (parsed.format) {
    case "rss":
      return (parsed.feed.items ?? []).map((item) => fromRss(item, parsed.feed));
    case "rdf":
      return (parsed.feed.items ?? []).map((item) => fromRdf(item, parsed.feed));
    case "atom":
      return (parsed.feed.entries ?? []).map((entry) => fromAtom(entry, parsed.feed));
    case "json":
      return (parsed.feed.items ?? []).map((item) => fromJson(item, parsed.feed));
  }
}

/** https://www.rssboard.org/rss-specification */
function fromRss(item: RssFeed.Item<string>, feed: RssFeed.Feed<string>): FeedItem {
  return {
    id: item.guid?.value,
    link: item.link ?? linkOf(item.atom?.links),
    idIsLink: item.guid?.isPermaLink !== false,
    bases: [feed.xml?.base, item.xml?.base],
    title: html(item.title ?? item.dc?.titles?.[0]),
    body: html(item.content?.encoded ?? item.description ?? item.media?.description?.value),
    author: item.authors?.[0]?.name ?? item.dc?.creators?.[0] ?? item.itunes?.author,
    language: item.xml?.lang ?? item.dc?.languages?.[0] ?? feed.language ?? feed.xml?.lang,
    date: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published ?? item.atom?.updated,
    updated: item.atom?.updated,
    commentCount: item.slash?.comments ?? 0,
  };
}

/** https://web.resource.org/rss/1.0/spec */
function fromRdf(item: RdfFeed.Item<string>, feed: RdfFeed.Feed<string>): FeedItem {
  return {
    id: item.rdf?.about,
    link: item.link,
    idIsLink: true,
    bases: [feed.xml?.base, item.xml?.base],
    title: html(item.title ?? item.dc?.titles?.[0]),
    body: html(item.content?.encoded ?? item.description ?? item.dc?.descriptions?.[0]),
    author: item.dc?.creators?.[0],
    language: item.xml?.lang ?? item.dc?.languages?.[0] ?? feed.dc?.languages?.[0] ?? feed.xml?.lang,
    date: item.dc?.dates?.[0],
    commentCount: item.slash?.comments ?? 0,
  };
}

/** https://www.rfc-editor.org/rfc/rfc4287 */
function fromAtom(entry: AtomFeed.Entry<string>, feed: AtomFeed.Feed<string>): FeedItem {
  return {
    id: entry.id,
    link: linkOf(entry.links),
    idIsLink: false,
    bases: [feed.xml?.base, entry.xml?.base],
    title: atomText(entry.title),
    body: atomText(entry.content) ?? atomText(entry.summary) ?? html(mediaDescription(entry)),
    author: (entry.authors ?? entry.source?.authors ?? feed.authors)?.[0]?.name,
    language: entry.content?.xml?.lang ?? entry.xml?.lang ?? feed.xml?.lang,
    date: entry.published ?? entry.updated,
    updated: entry.updated,
    commentCount: entry.slash?.comments ?? 0,
  };
}

/** https://www.jsonfeed.org/version/1.1/ */
function fromJson(item: JsonFeed.Item<string>, feed: JsonFeed.Feed<string>): FeedItem {
  return {
    id: item.id,
    link: item.url ?? item.external_url,
    idIsLink: true,
    bases: [],
    title: plain(item.title),
    body: html(item.content_html) ?? plain(item.content_text) ?? plain(item.summary),
    author: (item.authors ?? feed.authors)?.[0]?.name,
    language: item.language ?? feed.language,
    date: item.date_published ?? item.date_modified,
    updated: item.date_modified,
    commentCount: 0,
  };
}

/** RFC 4287, 4.2.7: a link without `rel` is an `alternate`; of several, the one for people. */
function linkOf(links: readonly AtomFeed.Link<string>[] | undefined): string | undefined {
  const alternates = (links ?? []).filter((link) => (link.rel ?? "alternate") === "alternate" && link.href);
  const forPeople = alternates.find((link) => link.type === undefined || link.type.startsWith("text/html"));
  return (forPeople ?? alternates[0])?.href;
}

/** RFC 4287, 3.1.1: text unless it says otherwise; of content, only what is text can be read. */
function atomText(text: AtomFeed.Content | undefined): FeedText | null {
  const type = text?.type?.toLowerCase() ?? "text";
  if (type === "html" || type.includes("html")) return html(text?.value);
  return type === "text" || type.startsWith("text/") ? plain(text?.value) : null;
}

/** YouTube says what a video is about here and nowhere else. */
function mediaDescription(entry: AtomFeed.Entry<string>): string | undefined {
  return entry.media?.groups?.[0]?.description?.value ?? entry.media?.description?.value;
}

function html(value: string | undefined): FeedText | null {
  return value ? { value, format: "html" } : null;
}

function plain(value: string | undefined): FeedText | null {
  return value ? { value, format: "plain" } : null;
}
