import type { RawMention } from "../../listening/source.ts";
import { Hit } from "./schema.ts";

/** Hits of a page as mentions, and what could not be read of it. */
export function mentionsFrom(hits: readonly unknown[]): {
  mentions: RawMention[];
  rejected: { remoteId: string | null; reason: string }[];
} {
  const read = hits.map((hit) => ({ hit, parsed: Hit.safeParse(hit) }));
  return {
    mentions: read.flatMap(({ parsed }) => (parsed.success ? [mentionFrom(parsed.data)] : [])),
    rejected: read.flatMap(({ hit, parsed }) =>
      parsed.success ? [] : [{ remoteId: idOf(hit), reason: parsed.error.issues[0]?.message ?? "not a hit" }],
    ),
  };
}

function mentionFrom(hit: Hit): RawMention {
  return {
    remoteId: hit.objectID,
    url: `https://news.ycombinator.com/item?id=${encodeURIComponent(hit.objectID)}`,
    // A story often is nothing but a title and a link: who listens for a domain wants to know.
    text: [hit.comment_text ?? hit.story_text ?? "", linkTo(hit.url)].filter(Boolean).join("<p>"),
    format: "html",
    title: hit.title ? escaped(hit.title) : null,
    language: null,
    author: hit.author ? { handle: hit.author, name: null, followers: null } : null,
    publishedAt: new Date(hit.created_at_i * 1000),
    engagement: { likes: hit.points ?? 0, shares: 0, replies: hit.num_comments ?? 0 },
  };
}

function linkTo(url: string | null | undefined): string {
  if (!url || !URL.canParse(url)) return "";
  const address = escaped(new URL(url).href);
  return `<a href="${address}">${address}</a>`;
}

/** Titles and addresses come as plain text beside texts in HTML. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function idOf(hit: unknown): string | null {
  const id = typeof hit === "object" && hit !== null && "objectID" in hit ? hit.objectID : null;
  return typeof id === "string" ? id : null;
}
