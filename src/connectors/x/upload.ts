import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { MediaItem, PublicationRequest, StepOutcome } from "../../publishing/publisher.ts";
import { ask, type XCall } from "./client.ts";
import { stepOutcomeOf, type XFailure } from "./failure.ts";
import { Upload, type XCredentials } from "./schema.ts";

const segmentBytes = 1024 * 1024;
/** How often X is asked whether an upload is ready, and how long at most between two askings. */
const maxStatusChecks = 10;
const maxCheckSeconds = 5;

/**
 * Uploads one image in X's three steps and gives it its alternative text. X keeps an upload that no post uses for
 * about a day, so a repetition is seen by nobody.
 * https://docs.x.com/x-api/media/quickstart/media-upload-chunked
 */
export async function upload(
  request: PublicationRequest<XCredentials>,
  item: MediaItem,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const bytes = Buffer.from(await request.readMedia(item.id));
  const send = (call: XCall) => ask(request.access, Upload, call, signal);
  const started = await send({
    method: "POST",
    path: "media/upload/initialize",
    json: {
      media_type: item.contentType,
      total_bytes: bytes.length,
      media_category: item.contentType === "image/gif" ? "tweet_gif" : "tweet_image",
    },
  });
  if (started.kind !== "answer") return stepOutcomeOf(started, false);
  const id = started.data.data.id;
  const failed = await append(request, id, bytes, signal);
  if (failed) return stepOutcomeOf(failed, false);
  const finished = await send({ method: "POST", path: `media/upload/${id}/finalize` });
  if (finished.kind !== "answer") return stepOutcomeOf(finished, false);
  const ready = await untilReady(request, finished.data, signal);
  if (ready.kind !== "done") return ready;
  return item.altText ? describe(request, id, item.altText, signal) : ready;
}

async function append(
  request: PublicationRequest<XCredentials>,
  id: string,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<XFailure | null> {
  for (let segment = 0; segment * segmentBytes < bytes.length; segment += 1) {
    const media = bytes.subarray(segment * segmentBytes, (segment + 1) * segmentBytes);
    const form = { segment_index: segment, media };
    const call: XCall = { method: "POST", path: `media/upload/${id}/append`, form };
    // Older answers to this call have no body.
    const answer = await ask(request.access, z.unknown(), call, signal);
    if (answer.kind !== "answer") return answer;
  }
  return null;
}

async function untilReady(
  request: PublicationRequest<XCredentials>,
  finished: Upload,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const id = finished.data.id;
  const query = { command: "STATUS", media_id: id };
  let state = finished;
  for (let check = 0; check < maxStatusChecks; check += 1) {
    const processing = state.data.processing_info;
    if (!processing || processing.state === "succeeded") return { kind: "done", value: { mediaId: id } };
    if (processing.state === "failed") {
      const detail = processing.error?.message ?? "X could not process the image";
      return { kind: "rejected", because: "content", detail };
    }
    await sleep(Math.min(processing.check_after_secs ?? 1, maxCheckSeconds) * 1000, undefined, { signal });
    const answer = await ask(request.access, Upload, { method: "GET", path: "media/upload", query }, signal);
    if (answer.kind !== "answer") return stepOutcomeOf(answer, false);
    state = answer.data;
  }
  return { kind: "retry", detail: "X is still processing the image" };
}

/** https://docs.x.com/x-api/media/create-media-metadata */
async function describe(
  request: PublicationRequest<XCredentials>,
  id: string,
  altText: string,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const json = { id, metadata: { alt_text: { text: altText } } };
  const call: XCall = { method: "POST", path: "media/metadata", json };
  const answer = await ask(request.access, z.unknown(), call, signal);
  return answer.kind === "answer" ? { kind: "done", value: { mediaId: id } } : stepOutcomeOf(answer, false);
}
