import { Parser } from "htmlparser2";

/** What a page says of itself to those who link to it. Null or empty: it says nothing. */
export interface PageFacts {
  /** Where it was read, after redirects. */
  url: string;
  /** By their lower-case `property` or `name`: the first of each. */
  meta: Readonly<Record<string, string>>;
  /** Of the `<title>`. */
  title: string;
}

/** What a network shows of the page behind a link. */
export interface LinkCard {
  title: string;
  description: string | null;
  /** The site, as its address says. */
  site: string;
  /** Absolute address of its picture. */
  image: string | null;
  /** The picture is as wide as the card; else it is small, beside the words. */
  isLarge: boolean;
}

/** The networks on which a post that links to a page and has no images shows that page; on Bluesky we bring it along. */
export const networksWithCards = ["bluesky", "mastodon", "x"] as const;
export type NetworkWithCards = (typeof networksWithCards)[number];

const mostCharacters = 300;

/** Reads a page as far as it describes itself. What is not HTML gives nothing. */
export function factsOf(html: string, url: string): PageFacts {
  const meta = new Map<string, string>();
  let title: string | null = null;
  let isInTitle = false;
  const parser = new Parser({
    onopentag(name, { property, name: named, content }) {
      if (name === "title" && title === null) {
        isInTitle = true;
        title = "";
      }
      const key = (property ?? named ?? "").trim().toLowerCase();
      if (name === "meta" && key && content && !meta.has(key)) meta.set(key, content);
    },
    ontext(text) {
      if (isInTitle) title += text;
    },
    onclosetag(name) {
      if (name === "title") isInTitle = false;
    },
  });
  parser.write(html);
  parser.end();
  return { url, meta: Object.fromEntries(meta), title: title ?? "" };
}

/**
 * The card that a network makes of a page; null where it makes none.
 * Mastodon: https://github.com/mastodon/mastodon, `app/lib/link_details_extractor.rb` (Open Graph, else the page's own
 * title and description). X: https://developer.x.com/en/docs/x-for-websites/cards/overview/markup (its own tags, else
 * those of Open Graph; a page that says neither gets no card). Bluesky: whatever we make of it, so the fullest.
 */
export function cardOn(network: NetworkWithCards, { meta, title, url }: PageFacts): LinkCard | null {
  const said = (...keys: string[]) => plain(keys.map((key) => meta[key]).find((value) => value?.trim()));
  const shown = {
    bluesky: {
      title: said("og:title", "twitter:title") ?? plain(title),
      description: said("og:description", "twitter:description", "description"),
      image: said("og:image", "og:image:url", "twitter:image"),
      isLarge: true,
    },
    mastodon: {
      title: said("og:title") ?? plain(title),
      description: said("og:description", "description"),
      image: said("og:image", "og:image:url"),
      isLarge: true,
    },
    x: {
      title: said("twitter:title", "og:title"),
      description: said("twitter:description", "og:description"),
      image: said("twitter:image", "twitter:image:src", "og:image", "og:image:url"),
      isLarge: meta["twitter:card"] === "summary_large_image",
    },
  }[network];
  if (shown.title === null) return null;
  const image = shown.image === null ? null : webAddress(shown.image, url);
  return {
    title: shown.title,
    description: shown.description,
    site: new URL(url).hostname.replace(/^www\./, ""),
    image,
    isLarge: shown.isLarge && image !== null,
  };
}

/** One line of at most so many characters; null where there is none. */
function plain(text: string | undefined): string | null {
  const line = (text ?? "").replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (line === "") return null;
  const characters = [...line.slice(0, 2 * mostCharacters)];
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters - 1).join("")}…` : line;
}

function webAddress(address: string, base: string): string | null {
  if (!URL.canParse(address, base)) return null;
  const { protocol, href } = new URL(address, base);
  return protocol === "http:" || protocol === "https:" ? href : null;
}
