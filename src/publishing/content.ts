import type { Answered, Content, MediaItem } from "./publisher.ts";

/** A post as stored, with all its variants. */
export interface WrittenPost {
  text: string;
  thread: readonly string[];
  firstComment: string | null;
  options: Readonly<Record<string, unknown>>;
  language: string | null;
  media: readonly MediaItem[];
  replyTo: Answered | "erased" | null;
}

/** Its wording for one profile; what is null is as in the post. */
export interface Variant {
  text: string | null;
  options: Readonly<Record<string, unknown>> | null;
  media: readonly MediaItem[] | null;
}

/**
 * What goes out on one profile. Options of the post under a network's id are for that network alone
 * (`{"mastodon": {"visibility": "unlisted"}}`); other options are for all.
 */
export function contentFor(
  post: WrittenPost,
  variant: Variant | null,
  network: string,
  networks: ReadonlySet<string>,
): Content {
  const common = Object.fromEntries(Object.entries(post.options).filter(([name]) => !networks.has(name)));
  const own = post.options[network];
  return {
    text: variant?.text ?? post.text,
    thread: post.thread,
    firstComment: post.firstComment,
    media: variant?.media ?? post.media,
    options: { ...common, ...(isRecord(own) ? own : {}), ...variant?.options },
    language: post.language,
    replyTo: post.replyTo,
  };
}

/** What goes out, with each text passed through `change`. */
export function mapTexts(content: Content, change: (text: string) => string): Content {
  return {
    ...content,
    text: change(content.text),
    thread: content.thread.map(change),
    firstComment: content.firstComment === null ? null : change(content.firstComment),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
