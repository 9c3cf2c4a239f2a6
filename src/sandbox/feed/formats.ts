import { escapeHtml } from "../html.ts";
import type { Entry } from "../ledger.ts";

export type Item = Entry<null>;

/** RSS 2.0. https://www.rssboard.org/rss-specification */
export function rss(items: readonly Item[], baseUrl: string, encoding = "UTF-8"): string {
  const entries = items.map(
    (item) => `<item>
<title>${escapeHtml(titleOf(item))}</title>
<link>${linkOf(item, baseUrl)}</link>
<guid isPermaLink="false">urn:vigie-sandbox:${item.id}</guid>
<pubDate>${item.createdAt.toUTCString()}</pubDate>
<dc:creator>${escapeHtml(item.author.name)}</dc:creator>
${item.tags.map((tag) => `<category>${escapeHtml(tag)}</category>`).join("")}
<description>${escapeHtml(htmlOf(item))}</description>
</item>`,
  );
  return `<?xml version="1.0" encoding="${encoding}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>Vigie sandbox</title>
<link>${baseUrl}/</link>
<description>What others say</description>
<ttl>1</ttl>
${entries.join("\n")}
</channel>
</rss>
`;
}

/** Atom. https://www.rfc-editor.org/rfc/rfc4287 */
export function atom(items: readonly Item[], baseUrl: string, updatedAt: Date): string {
  const entries = items.map(
    (item) => `<entry>
<title>${escapeHtml(titleOf(item))}</title>
<id>urn:vigie-sandbox:${item.id}</id>
<link rel="alternate" href="${linkOf(item, baseUrl)}"/>
<published>${item.createdAt.toISOString()}</published>
<updated>${item.createdAt.toISOString()}</updated>
<author><name>${escapeHtml(item.author.name)}</name></author>
<content type="html"${item.language ? ` xml:lang="${escapeHtml(item.language)}"` : ""}>${escapeHtml(htmlOf(item))}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Vigie sandbox</title>
<id>urn:vigie-sandbox:feed</id>
<link rel="self" href="${baseUrl}/atom.xml"/>
<updated>${updatedAt.toISOString()}</updated>
${entries.join("\n")}
</feed>
`;
}

/** JSON Feed. https://www.jsonfeed.org/version/1.1/ */
export function jsonFeed(items: readonly Item[], baseUrl: string): unknown {
  return {
    version: "https://jsonfeed.org/version/1.1",
    title: "Vigie sandbox",
    home_page_url: `${baseUrl}/`,
    feed_url: `${baseUrl}/feed.json`,
    items: items.map((item) => ({
      id: `urn:vigie-sandbox:${item.id}`,
      url: linkOf(item, baseUrl),
      title: titleOf(item),
      content_html: htmlOf(item),
      date_published: item.createdAt.toISOString(),
      authors: [{ name: item.author.name }],
      ...(item.language ? { language: item.language } : {}),
      tags: item.tags,
    })),
  };
}

function titleOf(item: Item): string {
  const line = item.text.split("\n")[0] ?? "";
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function htmlOf(item: Item): string {
  return item.text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replace(/\n/g, "<br>")}</p>`)
    .join("");
}

/** On the site of its author, where that is one. */
function linkOf(item: Item, baseUrl: string): string {
  const { handle } = item.author;
  if (handle.includes(".")) return `https://${handle}/${item.id}`;
  return `${baseUrl}/items/${item.id}`;
}
