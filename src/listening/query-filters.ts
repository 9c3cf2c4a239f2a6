import { fault, faults, type QueryFault, type Span } from "./query-faults.ts";
import { type FilterField, filterFields, type Term } from "./query-tree.ts";

type Filter = Extract<Term, { kind: "filter" }>;

/** Reads `name:value`, as it stands at `span`. */
export function readFilter(source: string, span: Span, name: string, value: string): Filter | QueryFault {
  const field = filterFields.find((known) => known === name.toLowerCase());
  if (field) {
    const read = readers[field](value.normalize("NFC"));
    if (read !== null) return { kind: "filter", field, value: read };
    const mended = field === "lang" ? languagesMeant(value) : undefined;
    return fault(source, span, faults.filterValue(field, value, examples[field]), mended);
  }
  const meant = otherNames[name.toLowerCase()];
  const isAddress = /^https?$/iu.test(name);
  const mended = isAddress
    ? `url:${value.replace(/^\/+/u, "")}`
    : meant
      ? `${meant}:${/\s/u.test(value) ? `"${value}"` : value}`
      : `"${name}:${value}"`;
  return fault(source, span, faults.unknownFilter(name), mended);
}

const examples: Readonly<Record<FilterField, string>> = {
  lang: "lang:fr",
  network: "network:bluesky",
  from: "from:handle",
  url: "url:example.org",
};

/** Each gives the value in its normal form, or null where it is none. */
const readers: Readonly<Record<FilterField, (value: string) => string | null>> = {
  // BCP 47, as far as a search needs it: a language, and maybe a region or script.
  lang: (value) => (/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/iu.test(value) ? value.toLowerCase() : null),
  network: (value) => (/^[a-z0-9][a-z0-9-]*$/iu.test(value) ? value.toLowerCase() : null),
  // A handle, a name as feeds tell it, or what else a network calls its authors by (did:plc:…).
  from: (value) => {
    const author = value
      .replace(/\s+/gu, " ")
      .trim()
      .replace(/^[@＠]/u, "")
      .toLowerCase();
    return /[\p{L}\p{N}]/u.test(author) ? author : null;
  },
  url: (value) => domainAndPath(value),
};

/**
 * `https://www.Example.org/News/` as `example.org/News`: the host in lower case and ASCII without `www.`, and the
 * path where there is one. Null where no host can be read.
 */
export function domainAndPath(address: string): string | null {
  const bare = address.replace(/^https?:\/\//iu, "").replace(/^\*\./u, "");
  // Most addresses need no more than this, and `URL` is slow.
  if (plainAddress.test(bare) && !bare.includes("xn--")) return withoutEnds(bare.toLowerCase(), bare);
  if (!/^[^\s/@]+\.[^\s/@.]{2,}(?:[/?#]|$)/u.test(bare)) return null;
  try {
    const { hostname, pathname } = new URL(`https://${bare}`);
    return withoutEnds(hostname, `${hostname}${pathname}`);
  } catch {
    // `URL` throws for what is no address: that is the answer.
    return null;
  }
}

const plainAddress = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/[\w/-]*)?$/iu;

/** Host without `www.`, path without `/` at its end; `lower` begins with the host in lower case. */
function withoutEnds(lower: string, address: string): string {
  const slash = address.indexOf("/");
  const host = slash === -1 ? lower : lower.slice(0, slash);
  const path = slash === -1 ? "" : address.slice(slash);
  return `${host.startsWith("www.") ? host.slice(4) : host}${path.replace(/\/+$/u, "")}`;
}

const otherNames: Readonly<Record<string, FilterField>> = {
  langue: "lang",
  language: "lang",
  réseau: "network",
  reseau: "network",
  source: "network",
  de: "from",
  auteur: "from",
  author: "from",
  site: "url",
  domain: "url",
  domaine: "url",
  link: "url",
  lien: "url",
};

/** `lang:fr,en` and `lang:français` as they were meant. */
function languagesMeant(value: string): string | undefined {
  const names = value
    .toLowerCase()
    .split(/[,;|/+]+/u)
    .filter((name) => name !== "");
  const codes = names.map((name) => languageNames[name] ?? (/^[a-z]{2,3}$/u.test(name) ? name : null));
  if (codes.length === 0 || codes.includes(null)) return undefined;
  const terms = codes.map((code) => `lang:${code}`).join(" OR ");
  return codes.length === 1 ? terms : `(${terms})`;
}

const languageNames: Readonly<Record<string, string>> = {
  english: "en",
  anglais: "en",
  french: "fr",
  français: "fr",
  francais: "fr",
  german: "de",
  deutsch: "de",
  allemand: "de",
  spanish: "es",
  español: "es",
  espagnol: "es",
  italian: "it",
  italien: "it",
  portuguese: "pt",
  portugais: "pt",
};
