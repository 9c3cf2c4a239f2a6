import twitterText from "twitter-text";
import type { XPost } from "./schema.ts";

/** Cashtags such as `$ACME`, each once. */
export function cashtagsOf(text: string): string[] {
  return [...new Set(twitterText.extractCashtags(text).map((tag) => tag.toUpperCase()))];
}

/** True when the text holds a character that X takes from nobody, such as U+FFFE. */
export function hasForbiddenCharacter(text: string): boolean {
  return /[\ufffe\ufeff\uffff]/.test(text);
}

/**
 * The text of a post as its author wrote it. X puts its own `t.co` links in the place of links, adds one at the end
 * for attached media, and writes `&`, `<`, `>` as HTML does.
 */
export function writtenText(post: XPost): string {
  return undo(post, isMediaLink);
}

/** True when X shows this text in this post. Links count as the same with or without scheme and last slash. */
export function showsText(post: XPost, text: string): boolean {
  const sought = comparable(text);
  if (comparable(writtenText(post)) === sought) return true;
  // X also adds the link of a quoted post to the end, unless the author wrote it there.
  const quoted = quotedIds(post);
  return comparable(undo(post, (link) => isMediaLink(link) || quoted.has(statusIdIn(link) ?? ""))) === sought;
}

/** The same of an answer, before which X puts the names of those in the conversation. */
export function showsAnswer(post: XPost, text: string): boolean {
  const named = (words: string) => comparable(words).replace(/^(?:@\w{1,15} )+/, "");
  return named(writtenText(post)) === named(text);
}

interface Link {
  url: string;
  expanded_url?: string | undefined;
  media_key?: string | undefined;
}

function undo(post: XPost, isAdded: (link: Link) => boolean): string {
  // Posts above 280 characters carry their whole text apart.
  const whole = post.note_tweet ?? post.note_post ?? post;
  const links = whole.entities?.urls ?? [];
  let text = whole.text;
  for (const added of (post.entities?.urls ?? []).filter(isAdded).reverse())
    if (text.trimEnd().endsWith(added.url)) text = text.trimEnd().slice(0, -added.url.length);
  text = decoded(text.trimEnd());
  for (const link of links) text = text.replaceAll(link.url, () => link.expanded_url ?? link.url);
  return text.normalize("NFC");
}

function isMediaLink(link: Link): boolean {
  return link.media_key !== undefined || /\/status\/\d+\/(?:photo|video)\/\d+$/.test(link.expanded_url ?? "");
}

function statusIdIn(link: Link): string | undefined {
  return /\/status\/(\d+)$/.exec(link.expanded_url ?? "")?.[1];
}

function quotedIds(post: XPost): Set<string> {
  const references = post.referenced_tweets ?? post.referenced_posts ?? [];
  return new Set(references.filter((reference) => reference.type === "quoted").map(({ id }) => id));
}

/** In one pass: `&amp;lt;` is `&lt;`, not `<`. */
function decoded(text: string): string {
  const characters: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => characters[entity] ?? entity);
}

function comparable(text: string): string {
  return text
    .normalize("NFC")
    .replace(/https?:\/\//gi, "")
    .replace(/\/(?=\s|$)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
