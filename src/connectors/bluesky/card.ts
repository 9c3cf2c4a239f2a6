import { firstLink } from "../../campaigns/links.ts";
import { readImage } from "../../media/image.ts";
import { cardOn } from "../../publishing/link-card.ts";
import { readPage, readPicture } from "../../publishing/link-cards.ts";
import type { PublicationRequest, PublishStep, StepOutcome, StepValues } from "../../publishing/publisher.ts";
import { ask } from "./client.ts";
import { partsOf } from "./options.ts";
import type { BlueskyCredentials } from "./schema.ts";
import { signedInAgent } from "./session.ts";

type Request = PublicationRequest<BlueskyCredentials>;

const cardStep = (index: number) => `card-${index + 1}`;
/** A slow site must not keep a post from leaving: it then goes out with its link alone. */
const timeoutSeconds = 3;
/** https://github.com/bluesky-social/atproto, `lexicons/app/bsky/embed/external.json` */
const maxThumbBytes = 1_000_000;

/**
 * Bluesky looks no page up by itself: whoever posts a link brings the card with it. One step for each part that has a
 * link and no images; kept, so that every attempt writes the same record.
 * https://docs.bsky.app/docs/advanced-guides/posts#website-card-embeds
 */
export function cardSteps(request: Request): PublishStep[] {
  return partsOf(request.content).flatMap((text, index): PublishStep[] => {
    const url = index === 0 && request.content.media.length > 0 ? null : firstLink(text);
    if (!url) return [];
    return [{ name: cardStep(index), visible: false, run: (_done, signal) => lookUp(request, url, signal) }];
  });
}

/** What a part shows below its text; null: its link alone. */
export function cardOf(index: number, done: StepValues): unknown {
  const card = done[cardStep(index)];
  if (!card?.title) return null;
  const { url, title, description, cid, mimeType, size } = card;
  const thumb = cid ? { thumb: { $type: "blob", ref: { $link: cid }, mimeType, size } } : {};
  return { $type: "app.bsky.embed.external", external: { uri: url, title, description, ...thumb } };
}

/** Without a page, a picture or an answer to its upload, the post is less handsome and still goes out. */
async function lookUp(request: Request, url: string, signal: AbortSignal): Promise<StepOutcome> {
  const { http } = request.access;
  const page = await readPage(http, url, timeoutSeconds, signal);
  const card = page && cardOn("bluesky", page);
  if (!card) return { kind: "done", value: { url, title: null } };
  const value = { url, title: card.title, description: card.description ?? "" };
  const bytes =
    card.image && (await readPicture(http, card.image, { timeoutSeconds, maxBytes: maxThumbBytes }, signal));
  const facts = bytes && readImage(bytes);
  if (!bytes || !facts) return { kind: "done", value };
  const answer = await ask(() =>
    signedInAgent(request.access).com.atproto.repo.uploadBlob(bytes, { encoding: facts.contentType, signal }),
  );
  if (answer.kind !== "ok") return { kind: "done", value };
  const { blob } = answer.value;
  return {
    kind: "done",
    value: { ...value, cid: blob.ref.toString(), mimeType: blob.mimeType, size: blob.size },
  };
}
