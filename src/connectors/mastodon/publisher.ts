import { z } from "zod";
import type { NetworkLimits } from "../../profiles/network.ts";
import type {
  PublicationRequest,
  Published,
  Publisher,
  PublishStep,
  StepOutcome,
  StepValues,
} from "../../publishing/publisher.ts";
import { answered, answeredIn } from "../../publishing/replies.ts";
import { lookUp, visibilityOf } from "./answered.ts";
import { countCharacters } from "./characters.ts";
import { ask } from "./client.ts";
import { upload } from "./media.ts";
import { languageOf, Options, partsOf, problems } from "./options.ts";
import { writeFailed } from "./outcome.ts";
import { findStatus } from "./read-back.ts";
import { type MastodonCredentials, Status } from "./schema.ts";

/** What a Mastodon takes unless the server says otherwise: https://docs.joinmastodon.org/entities/Instance/ */
export const defaultLimits: NetworkLimits = {
  maxCharacters: 500,
  maxImages: 4,
  maxImageBytes: 16 * 1024 * 1024,
  imageTypes: ["image/jpeg", "image/png", "image/gif", "image/webp"],
  maxAltTextCharacters: 1500,
};

type Request = PublicationRequest<MastodonCredentials>;

export const publisher: Publisher<MastodonCredentials> = {
  limits: defaultLimits,
  // https://docs.joinmastodon.org/api/oauth-scopes/
  scopes: ["write:statuses", "write:media"],
  readBackAfterSeconds: 10,
  countCharacters,
  problems,
  // Servers tell only those whom the text names.
  replies: { address: (author) => `@${author.replace(/^@/, "")}` },
  steps(request) {
    return [
      ...answered(request.content, (mention, signal) => lookUp(request.access, mention, signal)),
      ...request.content.media.map((item, index) => ({
        name: mediaStep(index),
        visible: false,
        run: (_done: StepValues, signal: AbortSignal) => upload(request, item, signal),
      })),
      ...partsOf(request.content).map((text, index) => part(request, text, index)),
    ];
  },
  published: (_request, done) => publishedFrom(done),
};

/** One status. */
function part(request: Request, text: string, index: number): PublishStep {
  const name = partStep(index);
  return {
    name,
    visible: true,
    run: (done, signal) => post(request, { name, text, index }, done, signal),
    find: (done, since, signal) =>
      findStatus(
        request.access,
        {
          accountId: request.account.remoteId,
          text,
          inReplyToId: parentId(done, index),
          mediaCount: index === 0 ? request.content.media.length : 0,
          knownIds: Object.values(done).flatMap((value) => (typeof value.id === "string" ? [value.id] : [])),
        },
        since,
        signal,
      ),
  };
}

async function post(
  request: Request,
  { name, text, index }: { name: string; text: string; index: number },
  done: StepValues,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const read = Options.safeParse(request.content.options);
  if (!read.success) return { kind: "rejected", because: "content", detail: z.prettifyError(read.error) };
  const options = read.data;
  const answer = await ask(
    request.access,
    Status,
    {
      method: "POST",
      path: "/api/v1/statuses",
      // The same in every attempt. Helps within the hour on Mastodon; not relied on, as other servers ignore it.
      headers: { "idempotency-key": `vigie-${request.publicationId}-${name}` },
      json: {
        status: text,
        in_reply_to_id: parentId(done, index) ?? undefined,
        media_ids: index === 0 && request.content.media.length > 0 ? mediaIds(request, done) : undefined,
        visibility: visibilityOf(options.visibility, answeredIn(done)),
        sensitive: options.sensitive,
        spoiler_text: options.spoilerText || undefined,
        language: languageOf(request.content, options),
      },
    },
    signal,
  );
  if (answer.kind !== "ok") return writeFailed(answer);
  return { kind: "done", value: { id: answer.value.id, url: answer.value.url || answer.value.uri } };
}

const mediaStep = (index: number) => `media-${index + 1}`;
const partStep = (index: number) => `part-${index + 1}`;

function mediaIds(request: Request, done: StepValues): string[] {
  return request.content.media.map((_, index) => textOf(done, mediaStep(index), "id"));
}

/** The first part answers what the publication answers, if anything; every other the one before. */
function parentId(done: StepValues, index: number): string | null {
  if (index > 0) return textOf(done, partStep(index - 1), "id");
  const parent = answeredIn(done);
  return parent === null ? null : String(parent.id);
}

function publishedFrom(done: StepValues): Published {
  return { remoteId: textOf(done, partStep(0), "id"), url: textOf(done, partStep(0), "url") };
}

/** A value that an earlier step left; its absence means that steps were run out of order. */
function textOf(done: StepValues, step: string, key: string): string {
  const value = done[step]?.[key];
  if (typeof value !== "string") throw new Error(`step ${step} has left no ${key}`);
  return value;
}
