/**
 * Typographic signs for plain ones, outside of tags, as `wptexturize()` does it to everything that is shown.
 * https://developer.wordpress.org/reference/functions/wptexturize/
 */
export function texturize(html: string): string {
  return html.replace(/(<[^>]*>)|([^<]+)/g, (_all, tag: string | undefined, text: string | undefined) =>
    tag === undefined ? texturizeText(text ?? "") : tag,
  );
}

function texturizeText(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;/g, "'")
    .replace(/---/g, "&#8212;")
    .replace(/ -- /g, " &#8212; ")
    .replace(/--/g, "&#8211;")
    .replace(/ - /g, " &#8211; ")
    .replace(/\.\.\./g, "&#8230;")
    .replace(/(^|[\s([{-])"/g, "$1&#8220;")
    .replace(/"/g, "&#8221;")
    .replace(/(^|[\s([{-])'/g, "$1&#8216;")
    .replace(/'/g, "&#8217;")
    .replace(/(\d)x(\d)/g, "$1&#215;$2");
}

/** Paragraphs around text that has none, as `wpautop()` adds them. */
export function withParagraphs(html: string): string {
  if (html.trim() === "" || /<(?:p|figure|ul|ol|h[1-6]|div|blockquote)\b/i.test(html)) return html;
  return html
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replace(/\n/g, "<br />\n")}</p>`)
    .join("\n");
}

/** A slug from a title, as `sanitize_title()` makes it. */
export function slugOf(title: string): string {
  return title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/<[^>]*>/g, "")
    .replace(/[^a-z0-9_\s-]/g, "")
    .trim()
    .replace(/[\s-]+/g, "-")
    .slice(0, 200);
}
