import twitterText from "twitter-text";
import type { Content } from "../../publishing/publisher.ts";

/** Thousandths of a US dollar, for each request. https://docs.x.com/x-api/getting-started/pricing */
const post = 15;
const postWithLink = 200;
/** To somebody who named the profile or quoted it; X takes no other answers. */
const answer = 10;
const altText = 5;

/** What X charges for this content: each part is a post, and each alternative text a request of its own. */
export function costOf({ text, thread, firstComment, media, replyTo }: Content): number {
  const parts = [...thread, ...(firstComment === null ? [] : [firstComment])];
  const described = media.filter((item) => item.altText !== null && item.altText !== "").length;
  const first = priceOf(text, replyTo === null ? post : answer);
  return parts.reduce((sum, part) => sum + priceOf(part, post), first + described * altText);
}

function priceOf(part: string, withoutLink: number): number {
  return twitterText.extractUrls(part).length > 0 ? postWithLink : withoutLink;
}
