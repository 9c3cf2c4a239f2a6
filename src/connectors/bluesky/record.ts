import { plusSeconds } from "../../platform/clock.ts";
import type { PublicationRequest, StepValues } from "../../publishing/publisher.ts";
import { answeredIn } from "../../publishing/replies.ts";
import { cardOf } from "./card.ts";
import { type Facet, facetsOf, type KnownHandles } from "./facets.ts";
import { languagesOf, partsOf } from "./options.ts";
import { recordKey } from "./record-key.ts";
import type { BlueskyCredentials } from "./schema.ts";

export const postCollection = "app.bsky.feed.post";

type Request = PublicationRequest<BlueskyCredentials>;

/** A post as it is stored: https://github.com/bluesky-social/atproto, `lexicons/app/bsky/feed/post.json` */
export interface PostRecordToWrite {
  [key: string]: unknown;
  $type: typeof postCollection;
  text: string;
  createdAt: string;
  langs?: string[];
  facets?: Facet[];
  embed?: unknown;
  reply?: { root: StrongReference; parent: StrongReference };
}

interface StrongReference {
  uri: string;
  cid: string;
}

export interface PartToWrite {
  rkey: string;
  record: PostRecordToWrite;
}

export const mentionsStep = "mentions";
export const mediaStep = (index: number) => `media-${index + 1}`;
export const partStep = (index: number) => `part-${index + 1}`;

/**
 * One part of a publication, ready to be stored. Frozen: made only of the request and of what earlier steps left,
 * it is the same in every attempt, and so storing it twice changes nothing.
 */
export function partToWrite(request: Request, index: number, done: StepValues): PartToWrite {
  const text = partsOf(request.content)[index] ?? "";
  // Parts follow each other by a millisecond, in the order in which they are read.
  const createdAt = plusSeconds(request.firstAttemptAt, index / 1000);
  const facets = facetsOf(text, knownHandles(done));
  const langs = languagesOf(request.content);
  const embed = (index === 0 ? images(request, done) : null) ?? cardOf(index, done);
  const reply = replyOf(done, index);
  return {
    rkey: recordKey(request.publicationId, partStep(index), createdAt),
    record: {
      $type: postCollection,
      text,
      createdAt: createdAt.toISOString(),
      ...(langs.length > 0 ? { langs } : {}),
      ...(facets.length > 0 ? { facets } : {}),
      ...(embed ? { embed } : {}),
      ...(reply ? { reply } : {}),
    },
  };
}

/** Every part answers the one before; the first, what the publication answers, if anything. */
function replyOf(done: StepValues, index: number): PostRecordToWrite["reply"] | null {
  const answers = answeredIn(done);
  const root = answers && { uri: String(answers.rootUri), cid: String(answers.rootCid) };
  if (index > 0) return { root: root ?? reference(done, 0), parent: reference(done, index - 1) };
  return root && { root, parent: { uri: String(answers?.uri), cid: String(answers?.cid) } };
}

function knownHandles(done: StepValues): KnownHandles {
  const entries = Object.entries(done[mentionsStep] ?? {});
  return Object.fromEntries(entries.map(([handle, did]) => [handle, typeof did === "string" ? did : null]));
}

/** https://docs.bsky.app/docs/tutorials/creating-a-post#images-embeds */
function images(request: Request, done: StepValues): unknown {
  if (request.content.media.length === 0) return null;
  return {
    $type: "app.bsky.embed.images",
    images: request.content.media.map((item, index) => {
      const blob = valuesOf(done, mediaStep(index));
      return {
        alt: item.altText ?? "",
        image: { $type: "blob", ref: { $link: blob.cid }, mimeType: blob.mimeType, size: blob.size },
        aspectRatio: { width: blob.width, height: blob.height },
      };
    }),
  };
}

function reference(done: StepValues, index: number): StrongReference {
  const { uri, cid } = valuesOf(done, partStep(index));
  return { uri: String(uri), cid: String(cid) };
}

/** What an earlier step left; its absence means that steps were run out of order. */
export function valuesOf(done: StepValues, step: string): StepValues[string] {
  const value = done[step];
  if (!value) throw new Error(`step ${step} has not been done`);
  return value;
}
