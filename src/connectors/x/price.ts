import twitterText from "twitter-text";
import type { Content } from "../../publishing/publisher.ts";

/** Thousandths of a US dollar, for each request. https://docs.x.com/x-api/getting-started/pricing */
const post = 15;
const postWithLink = 200;
const altText = 5;

/** What X charges for this content: each part is a post, and each alternative text a request of its own. */
export function costOf({ text, thread, firstComment, media }: Content): number {
  const parts = [text, ...thread, ...(firstComment === null ? [] : [firstComment])];
  const described = media.filter((item) => item.altText !== null && item.altText !== "").length;
  return parts.reduce((sum, part) => sum + priceOf(part), described * altText);
}

function priceOf(part: string): number {
  return twitterText.extractUrls(part).length > 0 ? postWithLink : post;
}
