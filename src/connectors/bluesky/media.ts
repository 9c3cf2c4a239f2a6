import { imageSize } from "image-size";
import type { MediaItem, PublicationRequest, StepOutcome } from "../../publishing/publisher.ts";
import { ask } from "./client.ts";
import { limits } from "./options.ts";
import { writeFailed } from "./outcome.ts";
import type { BlueskyCredentials } from "./schema.ts";
import { signedInAgent } from "./session.ts";

/**
 * Uploads one image. Nobody sees it until a post names it, and the same bytes get the same id again:
 * https://docs.bsky.app/docs/api/com-atproto-repo-upload-blob
 */
export async function upload(
  request: PublicationRequest<BlueskyCredentials>,
  item: MediaItem,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const bytes = await request.readMedia(item.id);
  const size = sizeOf(bytes);
  // The server believes whatever type it is told, and readers would see a broken image.
  if (!size) return refused(`${item.id} is not an image that can be read`);
  if (bytes.length > limits.maxImageBytes)
    return refused(`${item.id} has ${bytes.length} bytes; ${limits.maxImageBytes} are allowed`);
  const answer = await ask(() =>
    signedInAgent(request.access).com.atproto.repo.uploadBlob(bytes, { encoding: item.contentType, signal }),
  );
  if (answer.kind !== "ok") return uploadFailed(writeFailed(answer));
  const { blob } = answer.value;
  return {
    kind: "done",
    value: { cid: blob.ref.toString(), mimeType: blob.mimeType, size: blob.size, ...size },
  };
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height } = imageSize(bytes);
    return { width, height };
  } catch {
    return null; // how the library says that these bytes are no image
  }
}

function refused(detail: string): StepOutcome {
  return { kind: "rejected", because: "content", detail };
}

/** An image that was uploaded for nothing harms nobody, so what is unclear may simply be done again. */
function uploadFailed(outcome: StepOutcome): StepOutcome {
  return outcome.kind === "unconfirmed" ? { kind: "retry", detail: outcome.detail } : outcome;
}
