import { jsonToLex, lexicons } from "@atproto/api";
import type { BlueskyState } from "./state.ts";
import { tidPattern } from "./tid.ts";

export const postCollection = "app.bsky.feed.post";

/** Largest image of a post, in bytes; the lexicon of app.bsky.embed.images says so. */
const mostImageBytes = 2_000_000;

/** What a PDS refuses of a record, with the name of the error; `null`: nothing. */
export type Refused = { error: string; message: string } | null;

/** Whether the key may name a record of this collection. https://atproto.com/specs/record-key */
export function checkKey(collection: string, rkey: string): Refused {
  if (!/^[A-Za-z0-9._:~-]{1,512}$/.test(rkey) || rkey === "." || rkey === "..")
    return { error: "InvalidRequest", message: `Error: rkey must be a valid record key: ${rkey}` };
  if (collection === postCollection && !tidPattern.test(rkey))
    return {
      error: "InvalidRequest",
      message: `Invalid ${collection} record key: ${rkey} is not a valid TID`,
    };
  return null;
}

/** Whether the record fits its lexicon, as published with @atproto/api. */
export function checkRecord(collection: string, record: unknown): Refused {
  if (typeof record !== "object" || record === null || Array.isArray(record))
    return { error: "InvalidRequest", message: "Input/record must be an object" };
  if (!lexicons.get(collection)) return null;
  try {
    lexicons.assertValidRecord(collection, jsonToLex({ $type: collection, ...record }));
    return null;
  } catch (error) {
    // The lexicon library tells by throwing; here a refused record is what normally happens.
    const reason = error instanceof Error ? error.message : String(error);
    return { error: "InvalidRequest", message: `Invalid ${collection} record: ${reason}` };
  }
}

/** Whether the blobs that a record names were uploaded and are small enough for where they stand. */
export function checkBlobs(state: BlueskyState, record: unknown): Refused {
  for (const { cid, mimeType } of blobsIn(record)) {
    const blob = state.blob(cid);
    if (!blob) return { error: "BlobNotFound", message: `Could not find blob: ${cid}` };
    if (mimeType.startsWith("image/") && blob.size > mostImageBytes)
      return {
        error: "BlobTooLarge",
        message: `This file is too large. It is ${megabytes(blob.size)} but the maximum size is ${megabytes(mostImageBytes)}.`,
      };
  }
  return null;
}

/** The blobs named anywhere in a record. */
function* blobsIn(value: unknown): Generator<{ cid: string; mimeType: string }> {
  if (typeof value !== "object" || value === null) return;
  if ("$type" in value && value.$type === "blob" && "ref" in value && "mimeType" in value) {
    const ref = value.ref as { $link?: unknown };
    yield { cid: String(ref.$link), mimeType: String(value.mimeType) };
    return;
  }
  for (const inner of Object.values(value)) yield* blobsIn(inner);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(2)}MB`;
}
