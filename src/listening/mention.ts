import { createHash } from "node:crypto";
import { textOf } from "./mention-text.ts";
import type { RawMention } from "./source.ts";

/** A mention as it is matched, scored and stored: safe for PostgreSQL, one shape whatever found it. */
export interface NormalisedMention {
  network: string;
  /** At most 1,000 characters; a longer id is its SHA-256. */
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
const maxRemoteIdLength = 1000;
const maxUrlLength = 2000;
const maxNameLength = 300;
const earliestPlausible = Date.UTC(1990, 0, 1);
/** Largest value of PostgreSQL's `integer`. */
const maxCount = 2_147_483_647;

/**
 * Makes what a source found into a mention: text without markup, Unicode in one form, one author shape, instants
 * that can be true. A mention without text or id is rejected; anything else odd is mended.
 * @param now the instant of collection
 */
export function normalise(raw: RawMention, network: string, now: Date): Normalised {
  const remoteId = oneLine(raw.remoteId);
  if (remoteId === "") return { kind: "rejected", reason: "the network gave no id" };
  const text = textOf(raw, maxTextLength);
  if (text === "") return { kind: "rejected", reason: "there is no text" };
  return {
    kind: "mention",
    mention: {
      network,
      remoteId: remoteId.length > maxRemoteIdLength ? digest(remoteId) : remoteId,
      url: webAddress(raw.url),
      text,
      language: languageTag(raw.language),
      author: authorOf(raw.author),
      publishedAt: plausible(raw.publishedAt, now),
      collectedAt: now,
      engagement: {
        likes: count(raw.engagement.likes) ?? 0,
        shares: count(raw.engagement.shares) ?? 0,
        replies: count(raw.engagement.replies) ?? 0,
      },
      editedAt: raw.editedAt instanceof Date ? plausible(raw.editedAt, now) : (raw.editedAt ?? null),
      sourceRef: raw.sourceRef ? oneLine(raw.sourceRef).slice(0, maxRemoteIdLength) : null,
    },
  };
}

/** Without control characters and lone surrogates, which PostgreSQL refuses, in NFC, as one line. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\p{Surrogate}/gu, "")
    .normalize("NFC")
    .trim();
}

function digest(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
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
  const name =
    oneLine(author.name ?? "")
      .slice(0, maxNameLength)
      .replace(/\p{Surrogate}/gu, "") || null;
  const handle = oneLine(author.handle)
    .replace(/^@+/u, "")
    .slice(0, maxNameLength)
    .replace(/\p{Surrogate}/gu, "");
  // A feed often knows its author by name only.
  const known = handle === "" ? name : handle;
  return known === null ? null : { handle: known, name, followers: count(author.followers) };
}

function plausible(publishedAt: Date | null, now: Date): Date {
  const time = publishedAt?.getTime() ?? Number.NaN;
  const isPlausible = time >= earliestPlausible && time <= now.getTime();
  return isPlausible ? new Date(time) : now;
}

/** A whole number that a network may truly have counted, or null. */
function count(given: number | null): number | null {
  const whole = Math.trunc(given ?? Number.NaN);
  return whole >= 0 && whole <= maxCount ? whole : null;
}
