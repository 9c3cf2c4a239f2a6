import twitterText from "twitter-text";
import { escapeHtml } from "../html.ts";

/** What every URL counts, whatever its length; stated in `/api/v2/instance`. */
export const charactersPerUrl = 23;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII without CR is one grapheme per character
const plainAscii = /^[\x00-\x0c\x0e-\x7f]*$/;

/**
 * Length of a status as Mastodon counts it: graphemes of warning and text, each URL as 23, `@user@host` as `@user`.
 * https://github.com/mastodon/mastodon/blob/main/app/validators/status_length_validator.rb
 */
export function countCharacters(text: string, spoilerText: string): number {
  const counted = spoilerText + shortened(text);
  if (plainAscii.test(counted)) return counted.length;
  let count = 0;
  for (const _ of graphemes.segment(counted)) count += 1;
  return count;
}

/** The text as the HTML that Mastodon serves: paragraphs, links with hidden parts, hashtags and known mentions. */
export function contentHtml(text: string, baseUrl: string, isKnown: (name: string) => boolean): string {
  if (text === "") return "";
  const html = pieces(text)
    .map((piece) => pieceHtml(piece, baseUrl, isKnown))
    .join("");
  return `<p>${html.replace(/\n{2,}/g, "</p><p>").replace(/\n/g, "<br />")}</p>`;
}

/** The local names that a text speaks to. */
export function mentionedNames(text: string): string[] {
  const names = [...text.matchAll(/(?<![\w/@])@([A-Za-z0-9_]+)(?:@[\w.-]+)?/g)].map(
    (match) => match[1] ?? "",
  );
  return [...new Set(names)];
}

function shortened(text: string): string {
  let counted = "";
  let position = 0;
  for (const { indices } of urlsIn(text)) {
    counted += text.slice(position, indices[0]) + "x".repeat(charactersPerUrl);
    position = indices[1];
  }
  return (counted + text.slice(position)).replace(/(?<![\w/@])(@\w+)@[\w.-]*\w/g, "$1");
}

type Piece = { kind: "url" | "text"; text: string };

function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let position = 0;
  for (const { indices } of urlsIn(text)) {
    found.push({ kind: "text", text: text.slice(position, indices[0]) });
    found.push({ kind: "url", text: text.slice(indices[0], indices[1]) });
    position = indices[1];
  }
  return [...found, { kind: "text", text: text.slice(position) }];
}

function urlsIn(text: string) {
  return text.includes("://")
    ? twitterText.extractUrlsWithIndices(text, { extractUrlsWithoutProtocol: false })
    : [];
}

function pieceHtml(piece: Piece, baseUrl: string, isKnown: (name: string) => boolean): string {
  if (piece.kind === "url") return linkHtml(piece.text);
  return escapeHtml(piece.text)
    .replace(
      /(?<![\p{L}\p{N}_&/])#([\p{L}\p{N}_]+)/gu,
      (_all, tag: string) =>
        `<a href="${baseUrl}/tags/${encodeURIComponent(tag.toLowerCase())}" class="mention hashtag" rel="tag">#<span>${tag}</span></a>`,
    )
    .replace(/(?<![\w/@])@([A-Za-z0-9_]+)(@[\w.-]*\w)?/g, (all: string, name: string) =>
      isKnown(name)
        ? `<span class="h-card" translate="no"><a href="${baseUrl}/@${name}" class="u-url mention">@<span>${name}</span></a></span>`
        : all,
    );
}

function linkHtml(url: string): string {
  const scheme = /^https?:\/\/(?:www\.)?/.exec(url)?.[0] ?? "";
  const shown = url.slice(scheme.length, scheme.length + 30);
  const rest = url.slice(scheme.length + 30);
  const style = rest === "" ? "" : "ellipsis";
  return (
    `<a href="${escapeHtml(url)}" target="_blank" rel="nofollow noopener" translate="no">` +
    `<span class="invisible">${escapeHtml(scheme)}</span><span class="${style}">${escapeHtml(shown)}</span>` +
    `<span class="invisible">${escapeHtml(rest)}</span></a>`
  );
}
