import type { MediaItem, PublicationRequest, StepOutcome } from "../../publishing/publisher.ts";
import { ask } from "./client.ts";
import { stepOutcomeOf } from "./failure.ts";
import { Media, type WordPressCredentials } from "./schema.ts";

const uploadSeconds = 60;
const extensions: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
};

/**
 * Puts one image into the site's library and gives it its alternative text. Repeated, it leaves a second copy in
 * the library, which no article shows.
 * https://developer.wordpress.org/rest-api/reference/media/
 * @param name file name without extension: letters, digits and hyphens
 */
export async function upload(
  request: PublicationRequest<WordPressCredentials>,
  item: MediaItem,
  name: string,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const extension = extensions[item.contentType] ?? item.contentType.replace(/^.*\//, "");
  const stored = await ask(
    request.access,
    Media,
    {
      method: "POST",
      path: "wp/v2/media",
      body: await request.readMedia(item.id),
      headers: {
        "content-type": item.contentType,
        "content-disposition": `attachment; filename="${name}.${extension}"`,
      },
      timeoutSeconds: uploadSeconds,
    },
    signal,
  );
  if (stored.kind !== "answer") return stepOutcomeOf(stored, false);
  const { id, source_url: url } = stored.data;
  if (item.altText) {
    const call = { method: "POST" as const, path: `wp/v2/media/${id}`, json: { alt_text: item.altText } };
    const described = await ask(request.access, Media, call, signal);
    if (described.kind !== "answer") return stepOutcomeOf(described, false);
  }
  return { kind: "done", value: { mediaId: id, url } };
}
