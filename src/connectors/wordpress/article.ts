import type { Content } from "../../publishing/publisher.ts";
import { WordPressOptions } from "./schema.ts";

/** A post as a blog wants it. */
export interface Article {
  title: string;
  /** In WordPress's block format: https://developer.wordpress.org/block-editor/ */
  content: string;
}

const maxTitleCharacters = 80;

/**
 * Title and content. Without a title of its own, the first line becomes the title: taken out of the content when it
 * is short and more follows, else repeated there in full.
 * @param figures images that stand in the article, after the text
 */
export function articleOf(
  content: Content,
  figures: readonly { mediaId: number; url: string; altText: string }[],
): Article {
  const { title, format } = WordPressOptions.parse(content.options);
  const named = title === undefined && format !== "html" ? splitTitle(content.text) : null;
  const text = named?.rest ?? content.text;
  return {
    title: title ?? named?.title ?? "",
    content: [...(format === "html" ? [content.text] : paragraphs(text)), ...figures.map(figure)].join(
      "\n\n",
    ),
  };
}

function splitTitle(text: string): { title: string; rest: string } {
  const [first = "", ...others] = text.trim().split(/\r?\n/);
  const line = first.trim();
  const rest = others.join("\n").trim();
  if (line.length <= maxTitleCharacters) return { title: line, rest: rest || line };
  const cut = line.slice(0, maxTitleCharacters).replace(/\s+\S*$/u, "");
  return { title: `${cut}…`, rest: text };
}

/** An empty line parts paragraphs; a single line break stays one. */
function paragraphs(text: string): string[] {
  return text
    .trim()
    .split(/(?:\r?\n[^\S\r\n]*){2,}/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => {
      const lines = paragraph.trim().split(/\r?\n/).map(withLinks);
      return `<!-- wp:paragraph -->\n<p>${lines.join("<br>")}</p>\n<!-- /wp:paragraph -->`;
    });
}

/** Escaped text, in which addresses are links: WordPress makes none of them by itself. */
function withLinks(line: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?()[\]{}…»])/)
    .map((piece, index) =>
      index % 2 === 1 ? `<a href="${escaped(piece)}">${escaped(piece)}</a>` : escaped(piece),
    )
    .join("");
}

function figure({ mediaId, url, altText }: { mediaId: number; url: string; altText: string }): string {
  const image = `<img src="${escaped(url)}" alt="${escaped(altText)}" class="wp-image-${mediaId}"/>`;
  return `<!-- wp:image {"id":${mediaId}} -->\n<figure class="wp-block-image">${image}</figure>\n<!-- /wp:image -->`;
}

/** Text that is only text in HTML, and to WordPress's shortcodes. */
function escaped(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "[": "&#91;",
    "]": "&#93;",
  };
  return text.replace(/[&<>"[\]]/g, (character) => entities[character] ?? character);
}
