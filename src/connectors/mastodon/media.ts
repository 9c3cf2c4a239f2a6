import { setTimeout as wait } from "node:timers/promises";
import type { MediaItem, PublicationRequest, StepOutcome } from "../../publishing/publisher.ts";
import { ask } from "./client.ts";
import { wordsFor, writeFailed } from "./outcome.ts";
import { type MastodonCredentials, Media } from "./schema.ts";

/** A big image may need longer than any call: https://docs.joinmastodon.org/methods/media/#v2 */
const uploadTimeoutSeconds = 60;
/** How long each look waits while a file is processed; about 20 seconds in all. */
const waitsMs = [250, 500, 1000, 2000, 3000, 4000, 5000, 5000];

/** Uploads one file with its alternative text. Nobody sees it until a status names it. */
export async function upload(
  request: PublicationRequest<MastodonCredentials>,
  item: MediaItem,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const form = new FormData();
  const bytes = await request.readMedia(item.id);
  form.append("file", new Blob([new Uint8Array(bytes)], { type: item.contentType }), fileName(item));
  if (item.altText) form.append("description", item.altText);
  const answer = await ask(
    request.access,
    Media,
    { method: "POST", path: "/api/v2/media", body: form, timeoutSeconds: uploadTimeoutSeconds },
    signal,
  );
  if (answer.kind !== "ok") return uploadFailed(writeFailed(answer));
  if (answer.value.url || answer.status === 200) return { kind: "done", value: { id: answer.value.id } };
  return untilProcessed(request, answer.value.id, signal);
}

/** A file that was uploaded for nothing harms nobody, so what is unclear may simply be done again. */
function uploadFailed(outcome: StepOutcome): StepOutcome {
  return outcome.kind === "unconfirmed" ? { kind: "retry", detail: outcome.detail } : outcome;
}

/**
 * Looks until the server has processed the file. Where that takes too long the step is done all the same: the
 * status is then refused with "not finished processing", and tried again a little later.
 */
async function untilProcessed(
  request: PublicationRequest<MastodonCredentials>,
  id: string,
  signal: AbortSignal,
): Promise<StepOutcome> {
  for (const waitMs of waitsMs) {
    await wait(waitMs, undefined, { signal });
    const answer = await ask(
      request.access,
      Media,
      { method: "GET", path: `/api/v1/media/${encodeURIComponent(id)}` },
      signal,
    );
    if (answer.kind === "ok" && answer.status === 200) break;
    if (answer.kind === "refused" && answer.status === 422)
      return { kind: "rejected", because: "content", detail: wordsFor(answer) };
    // Anything else says nothing about the file: it is there, and the status will tell.
    if (answer.kind !== "ok" && answer.kind !== "no-answer") break;
  }
  return { kind: "done", value: { id } };
}

function fileName(item: MediaItem): string {
  const extension = /^[a-z]+\/([a-z0-9]+)/.exec(item.contentType)?.[1] ?? "bin";
  return `${item.id}.${extension}`;
}
