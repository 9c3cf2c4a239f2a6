import { textOf } from "./mention-text.ts";
import type { RawMention } from "./source.ts";
import { keptId, oneLine, shortLine } from "./storable.ts";

/** A mention as it is matched, scored and stored: safe for PostgreSQL, one shape whatever found it. */
export interface NormalisedMention {
  network: string;
  /** As `keptId` keeps it. */
  remoteId: string;
  /** An http(s) address, or null. */
  url: string | null;
  /** Plain text in NFC, title included, never empty, at most `maxTextLength` UTF-16 units. */
  text: string;
  /** What the network says the language is, as a BCP 47 tag; only a hint. */
  language: string | null;
  author: MentionAuthor | null;
  /** Never later than `collectedAt`: what a clock that runs ahead dates in the future is new, no more. */
  publishedAt: Date;
  collectedAt: Date;
  engagement: { likes: number; shares: number; replies: number };
  /** Never later than `collectedAt`; see `RawMention`. */
  editedAt: Date | "now" | null;
  sourceRef: string | null;
}

export interface MentionAuthor {
  /** Without leading `@`, never empty. */
  handle: string;
  name: string | null;
  followers: number | null;
}

export type Normalised =
  | { kind: "mention"; mention: NormalisedMention }
  /** It cannot be kept; `reason` says why, in words. */
  | { kind: "rejected"; reason: string };

export const maxTextLength = 20_000;
const maxUrlLength = 2000;
const maxNameLength = 300;
const earliestPlausible = Date.UTC(1990, 0, 1);
/** Largest value of PostgreSQL's `integer`. */
const maxCount = 2_147_483_647;
/** A third of it: likes, shares and replies are added up. */
export const maxEngagement = 715_827_882;

/**
 * Makes what a source found into a mention: text without markup, Unicode in one form, one author shape, instants
 * that can be true. A mention without text or id is rejected; anything else odd is mended.
 * @param now the instant of collection
 */
export function normalise(raw: RawMention, network: string, now: Date): Normalised {
  const remoteId = keptId(raw.remoteId);
  if (remoteId === "") return { kind: "rejected", reason: "the network gave no id" };
  const text = textOf(raw, maxTextLength);
  if (text === "") return { kind: "rejected", reason: "there is no text" };
  return {
    kind: "mention",
    mention: {
      network,
      remoteId,
      url: webAddress(raw.url),
      text,
      language: languageTag(raw.language),
      author: authorOf(raw.author),
      publishedAt: plausible(raw.publishedAt, now),
      collectedAt: now,
      engagement: engagementOf(raw.engagement),
      editedAt: raw.editedAt instanceof Date ? plausible(raw.editedAt, now) : (raw.editedAt ?? null),
      sourceRef: raw.sourceRef ? keptId(raw.sourceRef) : null,
    },
  };
}

/** Counts that can be true and kept; 0 in place of any other. */
export function engagementOf({ likes, shares, replies }: RawMention["engagement"]): RawMention["engagement"] {
  const counted = (given: number) => count(given, maxEngagement) ?? 0;
  return { likes: counted(likes), shares: counted(shares), replies: counted(replies) };
}

function webAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url.trim())) return null;
  const { protocol, href } = new URL(url.trim());
  return (protocol === "http:" || protocol === "https:") && href.length <= maxUrlLength ? href : null;
}

function languageTag(language: string | null): string | null {
  const tag = language?.trim().replaceAll("_", "-").toLowerCase() ?? "";
  // "und" is BCP 47 for "not known".
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/u.test(tag) && !tag.startsWith("und") ? tag : null;
}

function authorOf(author: RawMention["author"]): MentionAuthor | null {
  if (author === null) return null;
  const name = shortLine(author.name ?? "", maxNameLength) || null;
  const handle = shortLine(oneLine(author.handle).replace(/^@+/u, ""), maxNameLength);
  // A feed often knows its author by name only.
  const known = handle === "" ? name : handle;
  return known === null ? null : { handle: known, name, followers: count(author.followers, maxCount) };
}

function plausible(publishedAt: Date | null, now: Date): Date {
  const time = publishedAt?.getTime() ?? Number.NaN;
  const isPlausible = time >= earliestPlausible && time <= now.getTime();
  return isPlausible ? new Date(time) : now;
}

/** A whole number that a network may truly have counted, or null. */
function count(given: number | null, most: number): number | null {
  const whole = Math.trunc(given ?? Number.NaN);
  return whole >= 0 && whole <= most ? whole : null;
}
