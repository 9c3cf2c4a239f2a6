import type { Answer, PostBody } from "../../api/bodies.ts";
import { type LocalTime, localTimeOf } from "../../shared/local-times.ts";

type Post = Answer<"/api/v1/posts/{id}">;

export type NewPost = PostBody<"/api/v1/posts">;

/** When a post is to go out, as the person said it. */
export type When = { kind: "slot" } | ({ kind: "at" } & LocalTime) | { kind: "now" };

interface Variant {
  text?: string;
  media?: string[];
  options?: Record<string, unknown>;
}

/** What is being written: plain data, so that it can be kept on the device as it is. */
export interface Draft {
  text: string;
  profiles: string[];
  thread: string[];
  firstComment: string | null;
  media: string[];
  /** What is said otherwise on one profile; kept when the profile is taken off, in case it comes back. */
  variants: Record<string, Variant>;
  /** By profile: the common text that its own wording was made of, or that it was held against last. */
  bases?: Record<string, string>;
  /** Under a network's id: for that network alone. */
  options: Record<string, unknown>;
  language: string | null;
  campaign: string | null;
  /** Null: not chosen yet, so the next free slot is proposed. */
  when: When | null;
  /** An RFC 5545 rule by which the post comes again; null: once. */
  rule: string | null;
}

export function emptyDraft(profiles: string[], when: When | null): Draft {
  return {
    text: "",
    profiles,
    thread: [],
    firstComment: null,
    media: [],
    variants: {},
    options: {},
    language: null,
    campaign: null,
    when,
    rule: null,
  };
}

/** A stored post as it can be gone on with. @param timeZone in which its time is shown where none was written */
export function draftFrom(post: Post, timeZone: string): Draft {
  const planned = post.publications.find(({ scheduledAt }) => scheduledAt !== null);
  const zone = planned?.timeZone ?? timeZone;
  return {
    text: post.text,
    profiles: [...new Set(post.publications.filter(isAlive).map(({ profile }) => profile))],
    thread: post.thread,
    firstComment: post.firstComment,
    media: post.media,
    variants: post.variants,
    bases: Object.fromEntries(Object.keys(post.variants).map((profile) => [profile, post.text])),
    options: post.options,
    language: post.language,
    campaign: post.campaign,
    when: planned?.scheduledAt ? withMeant(localTimeOf(planned.scheduledAt, zone), planned.localTime) : null,
    rule: null,
  };
}

/** What was meant of a time that a night of the change left out is what is shown again. */
const withMeant = (at: LocalTime, meant: string | null): When => ({
  kind: "at",
  ...at,
  local: meant ?? at.local,
});

const isAlive = ({ state }: Post["publications"][number]) => state !== "cancelled";

/** True for a post of which something is out or on its way: it is looked at, no longer changed. */
export function isGone(post: Post): boolean {
  const alive = post.publications.filter(isAlive);
  return (
    alive.length === 0 ||
    alive.some(({ state }) => state === "published" || state === "publishing" || state === "unconfirmed")
  );
}

/** What the API takes of a draft, but for its time. Variants of profiles that are not chosen stay here. */
export function writtenOf(draft: Draft) {
  const chosen = Object.entries(draft.variants).filter(
    ([id, variant]) => draft.profiles.includes(id) && Object.keys(variant).length > 0,
  );
  return {
    text: draft.text,
    profiles: draft.profiles,
    thread: draft.thread,
    firstComment: draft.firstComment,
    media: draft.media,
    variants: Object.fromEntries(chosen),
    options: draft.options,
    language: draft.language,
    campaign: draft.campaign,
  };
}

/** True once there is something that it would be a pity to lose. */
export function isWorthKeeping(draft: Draft): boolean {
  return (
    draft.text.trim() !== "" ||
    draft.media.length > 0 ||
    draft.thread.length > 0 ||
    draft.firstComment !== null ||
    Object.keys(draft.variants).length > 0
  );
}

/** The text that goes out on a profile, and whether it is its own. */
export function textOn(draft: Draft, profile: string): { text: string; isOwn: boolean } {
  const own = draft.variants[profile]?.text;
  return { text: own ?? draft.text, isOwn: own !== undefined };
}

export function mediaOn(draft: Draft, profile: string): { media: string[]; isOwn: boolean } {
  const own = draft.variants[profile]?.media;
  return { media: own ?? draft.media, isOwn: own !== undefined };
}

/** A profile's own words; they begin as the common text, and what it was then is remembered. Undefined: as it again. */
export function withOwnText(draft: Draft, profile: string, text: string | undefined): Draft {
  const { [profile]: known, ...others } = draft.bases ?? {};
  const bases = text === undefined ? others : { ...others, [profile]: known ?? draft.text };
  return { ...withVariant(draft, profile, { text }), bases };
}

/** The common text of before, where it changed since a profile's own words were held against it; else null. */
export function staleBase(draft: Draft, profile: string): string | null {
  const base = draft.bases?.[profile];
  return base !== undefined && base !== draft.text && textOn(draft, profile).isOwn ? base : null;
}

/** The person has seen what changed: the own words count as held against the common text as it is now. */
export function heldAgainst(draft: Draft, profile: string): Draft {
  return { ...draft, bases: { ...draft.bases, [profile]: draft.text } };
}

/** A profile's own wording or images; undefined: as in the common text again. */
export function withVariant(
  draft: Draft,
  profile: string,
  change: { [K in keyof Variant]?: Variant[K] | undefined },
): Draft {
  const next = { ...draft.variants[profile], ...change };
  const said = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as Variant;
  const { [profile]: _before, ...others } = draft.variants;
  return {
    ...draft,
    variants: Object.keys(said).length > 0 ? { ...others, [profile]: said } : others,
  };
}

/** An option of one network; empty: as the network has it. */
export function withOption(draft: Draft, network: string, name: string, value: string): Draft {
  const before = draft.options[network];
  const { [name]: _old, ...rest } = isRecord(before) ? before : {};
  return {
    ...draft,
    options: { ...draft.options, [network]: value === "" ? rest : { ...rest, [name]: value } },
  };
}

export function optionOf(draft: Draft, network: string, name: string): string {
  const options = draft.options[network];
  const value = isRecord(options) ? options[name] : undefined;
  return typeof value === "string" ? value : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two drafts go out with the same words, images and profiles, whenever that is. */
export function hasSameWords(a: Draft, b: Draft): boolean {
  return JSON.stringify(writtenOf(a)) === JSON.stringify(writtenOf(b));
}

/** Whether two drafts say the same to whoever reads them out there. */
export function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify([writtenOf(a), a.when, a.rule]) === JSON.stringify([writtenOf(b), b.when, b.rule]);
}
