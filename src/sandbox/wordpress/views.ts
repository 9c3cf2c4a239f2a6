import { numericId } from "../ids.ts";
import type { CommentEntry, MediaItem, PostEntry } from "./state.ts";
import { texturize, withParagraphs } from "./texturize.ts";

/** Dates of the REST API have no zone; the site's is UTC. */
function wpDate(date: Date): string {
  return date.toISOString().slice(0, 19);
}

export function userNumber(account: string): number {
  return Number(numericId(`wordpress ${account}`).slice(-9));
}

/** A post; with its raw texts in the context `edit`. */
export function postView(entry: PostEntry, baseUrl: string, isForEdit: boolean): Record<string, unknown> {
  const { detail } = entry;
  const id = Number(entry.id);
  const text = (raw: string, rendered: string) => ({ ...(isForEdit ? { raw } : {}), rendered });
  const self = `${baseUrl}/wp-json/wp/v2/posts/${id}`;
  return {
    id,
    date: wpDate(entry.createdAt),
    date_gmt: wpDate(entry.createdAt),
    guid: text(`${baseUrl}/?p=${id}`, `${baseUrl}/?p=${id}`),
    modified: wpDate(entry.acceptedAt),
    modified_gmt: wpDate(entry.acceptedAt),
    slug: entry.slug ?? "",
    status: detail.status,
    type: "post",
    link: detail.status === "publish" ? `${baseUrl}/${entry.slug}/` : `${baseUrl}/?p=${id}`,
    title: text(detail.title, texturize(detail.title)),
    content: { ...text(detail.content, texturize(withParagraphs(detail.content))), protected: false },
    excerpt: { ...text(detail.excerpt, texturize(withParagraphs(detail.excerpt))), protected: false },
    author: userNumber(entry.account ?? ""),
    featured_media: detail.featuredMedia,
    comment_status: "open",
    ping_status: "open",
    sticky: false,
    template: "",
    format: "standard",
    meta: {},
    categories: detail.categories,
    tags: detail.tags,
    _links: { self: [{ href: self }], collection: [{ href: `${baseUrl}/wp-json/wp/v2/posts` }] },
  };
}

export function commentView(entry: CommentEntry, baseUrl: string): Record<string, unknown> {
  const { detail } = entry;
  return {
    id: detail.number,
    post: detail.post,
    parent: detail.parent,
    author: entry.account === null ? 0 : userNumber(entry.account),
    author_name: entry.author.name,
    author_url: "",
    date: wpDate(entry.createdAt),
    date_gmt: wpDate(entry.createdAt),
    content: { rendered: `${texturize(withParagraphs(entry.text))}\n` },
    link: `${baseUrl}/?p=${detail.post}#comment-${detail.number}`,
    status: detail.status,
    type: "comment",
    author_avatar_urls: {},
    meta: [],
  };
}

export function mediaView(item: MediaItem, baseUrl: string): Record<string, unknown> {
  const month = item.date.toISOString().slice(0, 7).replace("-", "/");
  const url = `${baseUrl}/wp-content/uploads/${month}/${encodeURIComponent(item.fileName)}`;
  return {
    id: item.id,
    date: wpDate(item.date),
    date_gmt: wpDate(item.date),
    slug: item.fileName.replace(/\.\w+$/, ""),
    status: "inherit",
    type: "attachment",
    link: `${baseUrl}/?attachment_id=${item.id}`,
    title: { raw: item.title, rendered: texturize(item.title) },
    caption: { raw: item.caption, rendered: texturize(item.caption) },
    alt_text: item.alt,
    media_type: item.contentType.startsWith("image/") ? "image" : "file",
    mime_type: item.contentType,
    media_details: {},
    post: null,
    source_url: url,
  };
}
