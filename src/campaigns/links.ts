/** What a campaign does to the links of its posts. Pure, and used by the composer as well: what it counts is what goes out. */
export interface LinkRules {
  source: string | null;
  medium: string | null;
  campaign: string | null;
  term: string | null;
  content: string | null;
  /** Readers go through Vigie, which counts them. */
  tracked: boolean;
}

const tagNames = ["source", "medium", "campaign", "term", "content"] as const;

/** Tags as a campaign keeps them. */
export type Utm = Readonly<Partial<Record<(typeof tagNames)[number], string | undefined>>>;

/** What a campaign's stored tags and switch come to; null: its links go out as they were written. */
export function linkRulesOf(utm: Utm, tracked: boolean): LinkRules | null {
  const rules = {
    source: utm.source || null,
    medium: utm.medium || null,
    campaign: utm.campaign || null,
    term: utm.term || null,
    content: utm.content || null,
    tracked,
  };
  return tracked || tagNames.some((name) => rules[name] !== null) ? rules : null;
}

/** As networks find links in a text. Punctuation that ends a sentence is none of a link's. */
const link = /https?:\/\/[^\s<>"“”«»]*[^\s<>"“”«».,:;!?…)\]}'’]/giu;

/** The first link of a text, as it is written there. */
export const firstLink = (text: string): string | null => text.match(link)?.[0] ?? null;

export const hasLink = (text: string): boolean => text.search(link) !== -1;

/**
 * A text with its links as they go out.
 * @param rules null: as they were written
 * @param short what stands in the text for a link that is counted: its written form and where it leads go in
 */
export function linkText(
  text: string,
  rules: LinkRules | null,
  network: string,
  short: (written: string, target: string) => string,
): string {
  if (!rules) return text;
  return text.replace(link, (written) => {
    const target = tagged(written, rules, network);
    return rules.tracked ? short(written, target) : target;
  });
}

/**
 * An address with the campaign's tags behind what it carries already; a tag that is there stays as it is. Where any tag
 * is set, the source is the network and the medium `social` unless the campaign says otherwise: without a source,
 * analytics drop the others. https://support.google.com/analytics/answer/10917952
 */
export function tagged(written: string, rules: LinkRules, network: string): string {
  if (!URL.canParse(written) || tagNames.every((name) => rules[name] === null)) return written;
  const given = new URL(written).searchParams;
  const wanted = { ...rules, source: rules.source ?? network, medium: rules.medium ?? "social" };
  const missing = tagNames.flatMap((name): [string, string][] => {
    const value = wanted[name];
    return value === null || given.has(`utm_${name}`) ? [] : [[`utm_${name}`, value]];
  });
  if (missing.length === 0) return written;
  const cut = written.indexOf("#");
  const [address, fragment] = cut === -1 ? [written, ""] : [written.slice(0, cut), written.slice(cut)];
  const begun = /^https?:\/\/[^/?]+$/i.test(address) ? `${address}/` : address;
  const query = begun.indexOf("?");
  const isOpen = query === begun.length - 1 || begun.endsWith("&");
  const joint = query === -1 ? "?" : isOpen ? "" : "&";
  return `${begun}${joint}${new URLSearchParams(missing)}${fragment}`;
}

const codeLength = 12;

/** The address that stands for a counted link. @param code absent: any, of the same length */
export function shortLink(publicUrl: string, code: string = "x".repeat(codeLength)): string {
  return `${publicUrl}/l/${code}`;
}

/** A code from a hash: lower-case letters and digits, so that no network ends the link before its end. @param hash hexadecimal */
export function codeFrom(hash: string): string {
  const number = BigInt(`0x${hash.slice(0, 32)}`) % 36n ** BigInt(codeLength);
  return number.toString(36).padStart(codeLength, "0");
}

/** Programs that follow links without a reader: previews of networks and messengers, search engines, scripts, checks. */
const programs =
  /bot|crawl|spider|preview|fetch|scan|monitor|validator|facebookexternalhit|whatsapp|telegram|slack|discord|mastodon|pleroma|misskey|bluesky|cardyb|embedly|skype|pinterest|curl|wget|python|java\/|go-http|node|axios|okhttp|headless|lighthouse/i;

/** Whether a person followed a link, as far as the request tells. Nothing of it is kept. */
export function isReader(request: {
  method: string;
  userAgent: string | undefined;
  purpose: string | undefined;
}): boolean {
  const { method, userAgent, purpose } = request;
  if (method !== "GET" || !userAgent || /prefetch|prerender|preview/i.test(purpose ?? "")) return false;
  return !programs.test(userAgent);
}
