import { compile, type FormatCallback } from "html-to-text";
import type { RawMention } from "./source.ts";

/**
 * The text of a raw mention: markup gone, characters that PostgreSQL refuses or nobody sees gone, in NFC, trimmed,
 * with its title before it where the text does not repeat it. At most `maxLength` UTF-16 units.
 */
export function textOf(raw: Pick<RawMention, "text" | "title" | "format">, maxLength: number): string {
  const plain = (written: string) => {
    const read = written.slice(0, maxReadLength);
    return cleaned(raw.format === "html" ? toText(read) : read);
  };
  const text = plain(raw.text);
  const title = plain(raw.title ?? "");
  const whole = title === "" || repeats(text, title) ? text : `${title}\n\n${text}`;
  // A cut may have halved a pair of surrogates.
  return whole
    .slice(0, maxLength)
    .replace(/\p{Surrogate}/gu, "")
    .trim();
}

/** More than any network lets anybody write, markup included; what follows is not read. */
const maxReadLength = 400_000;

/** Addresses that are shown as such are kept whole, also where Mastodon hides parts of them; other links as their text. */
const link: FormatCallback = (element, walk, builder) => {
  const href = String(element.attribs?.href ?? "");
  if (href !== "" && shownText(element) === href) builder.addInline(href, { noWordTransform: true });
  else walk(element.children, builder);
};

/** Emoji often come as pictures. */
const pictureText: FormatCallback = (element, _walk, builder) => {
  builder.addInline(String(element.attribs?.alt ?? ""));
};

type Element = Parameters<FormatCallback>[0];

function shownText(element: Element): string {
  if (element.type === "text") return String(element.data ?? "");
  return ((element.children ?? []) as Element[]).map(shownText).join("").trim();
}

const headings = ["h1", "h2", "h3", "h4", "h5", "h6"];
const unseen = ["script", "style", "template", "noscript", "span.invisible", "svg", "iframe"];

const toText = compile({
  wordwrap: false,
  formatters: { link, pictureText },
  limits: { maxDepth: 100 },
  selectors: [
    ...headings.map((selector) => ({ selector, options: { uppercase: false } })),
    ...unseen.map((selector) => ({ selector, format: "skip" })),
    { selector: "a", format: "link" },
    { selector: "img", format: "pictureText" },
    { selector: "table", format: "block" },
    { selector: "ul", options: { itemPrefix: "- " } },
    { selector: "hr", format: "skip" },
  ],
});

function cleaned(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, "\n")
    .replace(/[^\P{Cc}\n\t]|\p{Surrogate}|[\ufeff\ufffe\uffff]/gu, "")
    .normalize("NFC")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
}

/** True when a text begins with its title, which feeds often cut short. */
function repeats(text: string, title: string): boolean {
  const flat = (part: string) => part.replace(/\s+/gu, " ").toLowerCase();
  return flat(text).startsWith(flat(title).replace(/\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$/u, ""));
}
