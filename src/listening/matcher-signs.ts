import { fold } from "./fold.ts";
import { domainAndPath } from "./query-filters.ts";

/** `#tag` and `@handle` in a folded text: everything after a sign that does not stand within a word. */
const signed =
  /(?<![\p{L}\p{M}\p{N}_@/&])([#@])([\p{L}\p{M}\p{N}_]+(?:[.-]+[\p{L}\p{M}\p{N}_]+)*(?:@[\p{L}\p{M}\p{N}]+(?:[.-]+[\p{L}\p{M}\p{N}]+)*)?)/gu;
const tagPart = /^[\p{L}\p{M}\p{N}_]+/u;

/** What a folded text names with a sign. */
export interface Signs {
  /** Hashtags without `#`. */
  tags: Set<string>;
  /** Users mentioned, without `@`: as written, and without the server where one is written. */
  handles: Set<string>;
}

/** The hashtags and handles of a folded text. */
export function signsOf(folded: string): Signs {
  const signs: Signs = { tags: new Set(), handles: new Set() };
  for (const [, sign, name] of folded.matchAll(signed)) {
    if (name === undefined) continue;
    if (sign === "#") signs.tags.add(tagPart.exec(name)?.[0] ?? name);
    else for (const form of handleForms(name)) signs.handles.add(form);
  }
  return signs;
}

/** `vigie@example.org` is also found as `vigie`; the other way round would find somebody else's. */
export function handleForms(handle: string): string[] {
  const folded = fold(handle).replace(/^@/u, "");
  const at = folded.indexOf("@");
  return at > 0 ? [folded, folded.slice(0, at)] : [folded];
}

/** Every form under which a language is found: `fr-ca` also as `fr`. */
export function languageForms(language: string | null): string[] {
  const parts = language?.toLowerCase().split(/[-_]/u) ?? [];
  return parts.map((_, index) => parts.slice(0, index + 1).join("-"));
}

/**
 * Every form under which the addresses of a mention are found: `https://www.a.example.org/b/c` as `a.example.org`,
 * `example.org`, `org`, and each with `/b` and `/b/c` behind it.
 */
export function addressForms(text: string, url: string | null): Set<string> {
  const forms = new Set<string>();
  if (url !== null && url.length <= longestAddress) addForms(forms, url);
  if (!dotWithin.test(text)) return forms;
  for (const piece of text.split(/[\s<>"'“”«»]+/u)) {
    if (!piece.includes(".") || piece.length > longestAddress) continue;
    const address = piece.replace(/^[([{]+/u, "").replace(/[)\]},.;:!?…]+$/u, "");
    if (/^(?:https?:\/\/)?[^\s/:@]+\.[\p{L}\p{N}-]{2,}(?=[/:?#]|$)/iu.test(address)) addForms(forms, address);
  }
  return forms;
}

/** No address is without one; most sentences are. */
const dotWithin = /\.[\p{L}\p{N}]/u;
const longestAddress = 2000;

function addForms(forms: Set<string>, address: string): void {
  const read = domainAndPath(address);
  if (read === null) return;
  const [host = "", ...path] = read.split("/");
  const labels = host.split(".");
  for (let from = 0; from < labels.length; from += 1) {
    let form = labels.slice(from).join(".");
    forms.add(form);
    for (const segment of path) {
      form = `${form}/${segment}`;
      forms.add(form);
    }
  }
}
