import { escapeHtml } from "../html.ts";
import type { Entry } from "../ledger.ts";

/** One hit of the search: https://hn.algolia.com/api */
export function hitView(entry: Entry) {
  const isStory = entry.replyTo === null;
  return {
    objectID: entry.id,
    created_at: entry.createdAt.toISOString().replace(/\.\d+Z$/, "Z"),
    created_at_i: Math.floor(entry.createdAt.getTime() / 1000),
    author: entry.author.handle,
    title: isStory ? titleOf(entry) : null,
    url: null,
    story_text: isStory && entry.text !== titleOf(entry) ? htmlOf(entry) : null,
    comment_text: isStory ? null : htmlOf(entry),
    points: isStory ? (entry.engagement?.likes ?? 1) : null,
    num_comments: isStory ? (entry.engagement?.replies ?? 0) : null,
    story_id: Number(entry.replyTo ?? entry.id),
    parent_id: entry.replyTo === null ? null : Number(entry.replyTo),
    updated_at: entry.createdAt.toISOString(),
    _tags: [
      isStory ? "story" : "comment",
      `author_${entry.author.handle}`,
      `story_${entry.replyTo ?? entry.id}`,
    ],
    _highlightResult: {},
  };
}

/** One item with what answers it (never anything here). */
export function itemView(entry: Entry) {
  const {
    objectID,
    story_text,
    comment_text,
    num_comments: _count,
    _tags,
    _highlightResult,
    ...hit
  } = hitView(entry);
  const isStory = entry.replyTo === null;
  return {
    ...hit,
    id: Number(objectID),
    type: isStory ? "story" : "comment",
    text: story_text ?? comment_text,
    children: [],
    options: [],
  };
}

function titleOf(entry: Entry): string {
  const line = entry.text.split("\n")[0] ?? "";
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** Paragraphs are parted by `<p>`, and links are the only other markup. */
function htmlOf(entry: Entry): string {
  return entry.text
    .split(/\n{2,}/)
    .map(escapeHtml)
    .join("<p>");
}
