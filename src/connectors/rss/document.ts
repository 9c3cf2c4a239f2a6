import { type AnyFeed, DetectError, ParseError, parseFeed } from "feedsmith";

export type FeedDocument =
  | { kind: "feed"; feed: AnyFeed }
  /** Something else altogether, such as a web page. */
  | { kind: "other"; detail: string }
  /** A feed that cannot be read, for instance because half of it is missing. */
  | { kind: "broken"; detail: string };

/**
 * What a server sent in answer to the address of a feed.
 * @param text decoded
 * @param url where it came from: a web page's links are relative to it
 */
export function readDocument(text: string, url: string): FeedDocument {
  if (text.trim() === "") return { kind: "broken", detail: "the answer is empty" };
  if (/^[\s\uFEFF]*[{[]/.test(text)) return readJson(text);
  const root = rootElement(text);
  if (root === "html") return { kind: "other", detail: pageDetail(text, url) };
  try {
    const parsed = parseFeed(text);
    return isClosed(text) ? { kind: "feed", feed: parsed } : { kind: "broken", detail: cutOff };
  } catch (error) {
    return unreadable(error, text, root);
  }
}

const cutOff = "the feed ends in the middle: its last element is not closed";

function readJson(text: string): FeedDocument {
  try {
    JSON.parse(text);
  } catch (error) {
    return { kind: "broken", detail: `the feed is not well-formed JSON: ${wordsOf(error)}` };
  }
  try {
    return { kind: "feed", feed: parseFeed(text) };
  } catch (error) {
    if (error instanceof DetectError || error instanceof ParseError)
      return { kind: "other", detail: "this address leads to JSON that is not a JSON Feed" };
    return { kind: "broken", detail: `the feed cannot be read: ${wordsOf(error)}` };
  }
}

function unreadable(error: unknown, text: string, root: string | null): FeedDocument {
  if (error instanceof DetectError) {
    const seen = root ? `a document that begins with <${root}>` : "plain text";
    return { kind: "other", detail: `this address leads to ${seen}, not to an RSS, Atom or JSON feed` };
  }
  // The parser knows no feed without anything in it, but a new blog has one.
  if (error instanceof ParseError && isClosed(text)) {
    if (root === "rss") return { kind: "feed", feed: { format: "rss", feed: {} } };
    if (root === "feed") return { kind: "feed", feed: { format: "atom", feed: {} } };
    if (root === "rdf") return { kind: "feed", feed: { format: "rdf", feed: {} } };
  }
  if (!isClosed(text)) return { kind: "broken", detail: cutOff };
  return { kind: "broken", detail: `the feed is not well-formed XML: ${wordsOf(error)}` };
}

/** The parser forgives a missing end, so that half a feed would pass for all of it. */
function isClosed(text: string): boolean {
  return (
    /<\/(?:[\w-]{1,40}:)?(?:rss|feed|rdf)\s*>/i.test(text) || /^[^<]*<(?:rss|feed)\b[^<]*\/>\s*$/i.test(text)
  );
}

/** Local name of the first element in lower case, past declarations, comments and the document type. */
function rootElement(text: string): string | null {
  let at = text.indexOf("<");
  while (at !== -1) {
    if (/^<!doctype\s+html\b/i.test(text.slice(at, at + 40))) return "html";
    const name = /^<(?:[\w.-]{1,40}:)?([a-z][\w.-]{0,60})/i.exec(text.slice(at, at + 110));
    if (name) return (name[1] ?? "").toLowerCase();
    const end = text.startsWith("<!--", at) ? text.indexOf("-->", at) : text.indexOf(">", at);
    at = end === -1 ? -1 : text.indexOf("<", end);
  }
  return null;
}

const feedTypes = ["application/rss+xml", "application/atom+xml", "application/feed+json"];

function pageDetail(page: string, url: string): string {
  const [address] = feedsNamedBy(page, url);
  const seen = "this address leads to a web page, not to a feed";
  return address ? `${seen}; the page names this feed: ${address}` : seen;
}

/** Feed autodiscovery, https://www.rssboard.org/rss-autodiscovery: the feeds that a page links to, in its order. */
export function feedsNamedBy(page: string, url: string): string[] {
  const found = new Set<string>();
  // A page names its feeds in its head; the bounds keep a hostile page from costing time.
  for (const [tag] of page.slice(0, 200_000).matchAll(/<link\s[^>]{1,2000}>/gi)) {
    const href = attribute(tag, "href");
    const isFeed = feedTypes.includes(attribute(tag, "type")?.toLowerCase() ?? "");
    const isAlternate = attribute(tag, "rel")?.toLowerCase().split(/\s+/).includes("alternate") ?? false;
    if (href && isFeed && isAlternate && URL.canParse(href, url)) found.add(new URL(href, url).href);
    if (found.size >= mostNamed) break;
  }
  return [...found];
}

const mostNamed = 10;

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(tag);
  return (match?.[1] ?? match?.[2] ?? match?.[3])?.replaceAll("&amp;", "&");
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
