import { compile } from "html-to-text";
import { withLocalMentions } from "./characters.ts";

/** How a status on the server compares with the text that was sent. */
export type Likeness =
  | "same"
  /** The same letters and digits; punctuation, emoji or markup differ. Too close to be sure that it is another one. */
  | "alike"
  | "different";

/**
 * Compares a text as it was sent with the status a server made of it. Servers render: links are shortened or have
 * hidden parts, mentions lose their host, whitespace changes, some read Markdown or turn ":-)" into emoji.
 * @param shown `content` is HTML; `text` is the source, where a server tells it
 */
export function likeness(
  sent: string,
  shown: { content: string; text?: string | null | undefined },
): Likeness {
  const readings = [...(shown.text ? [shown.text] : []), readText(shown.content), readTargets(shown.content)];
  const wanted = squeezed(sent);
  if (readings.some((reading) => squeezed(reading) === wanted)) return "same";
  const letters = lettersOf(sent);
  return letters !== "" && readings.some((reading) => lettersOf(reading) === letters) ? "alike" : "different";
}

/** Without what rendering changes: whitespace, Unicode form, hosts of mentions, schemes of links. */
function squeezed(text: string): string {
  return withLocalMentions(text.normalize("NFC"))
    .replace(/https?:\/\//giu, "")
    .replace(/[\s\u200b\u200c\ufeff]+/gu, "");
}

function lettersOf(text: string): string {
  return squeezed(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

const plain = { wordwrap: false as const };

/** The text of a status, from its HTML. Links as they are shown, hidden parts included. */
export const readText = compile({
  ...plain,
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
  ],
});

/** Links as their targets, for servers that shorten what is shown; mentions and hashtags stay as they are shown. */
const readTargets = compile({
  ...plain,
  formatters: {
    target: (element, walk, builder) => {
      const isName = /\b(mention|hashtag)\b/.test(String(element.attribs?.class ?? ""));
      if (isName || !element.attribs?.href) walk(element.children, builder);
      else builder.addInline(String(element.attribs.href));
    },
  },
  selectors: [
    { selector: "a", format: "target" },
    { selector: "img", format: "skip" },
  ],
});
