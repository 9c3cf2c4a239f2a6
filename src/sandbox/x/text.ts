import { createHash } from "node:crypto";
import twitterText from "twitter-text";

export interface UrlEntity {
  start: number;
  end: number;
  url: string;
  expanded_url: string;
  display_url: string;
  media_key?: string;
}

/** Whether X takes the text: 280 weighted characters. https://docs.x.com/fundamentals/counting-characters */
export function isTooLong(text: string): boolean {
  return text !== "" && twitterText.parseTweet(text).weightedLength > 280;
}

export function cashtagCount(text: string): number {
  return text.includes("$") ? twitterText.extractCashtags(text).length : 0;
}

export function mentionedUsers(text: string): string[] {
  return text.includes("@") ? twitterText.extractMentions(text) : [];
}

/** The text as X gives it back: links wrapped in t.co, one more for media, and `& < >` HTML-encoded. */
export function rewritten(
  text: string,
  media: { key: string; url: string } | null,
): { text: string; urls: UrlEntity[] } {
  let shown = "";
  let position = 0;
  const urls: UrlEntity[] = [];
  const add = (expanded: string, further: { media_key?: string } = {}) => {
    const url = `https://t.co/${createHash("sha256").update(expanded).digest("base64url").replace(/[-_]/g, "x").slice(0, 10)}`;
    const start = lengthOf(shown);
    const display = expanded.replace(/^https?:\/\/(?:www\.)?/, "");
    urls.push({
      start,
      end: start + url.length,
      url,
      expanded_url: expanded,
      display_url: display.length > 26 ? `${display.slice(0, 26)}…` : display,
      ...further,
    });
    shown += url;
  };
  for (const { url, indices } of text.includes(".") ? twitterText.extractUrlsWithIndices(text) : []) {
    shown += text.slice(position, indices[0]);
    add(/^https?:/i.test(url) ? url : `http://${url}`);
    position = indices[1];
  }
  shown += text.slice(position);
  if (media) {
    if (shown !== "") shown += " ";
    add(media.url, { media_key: media.key });
  }
  return { text: shown.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"), urls };
}

/** X counts places in text in code points. */
function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
