import type { NetworkLimits } from "../../profiles/network.ts";
import type {
  Content,
  PublicationRequest,
  Publisher,
  PublishStep,
  StepOutcome,
  StepValues,
} from "../../publishing/publisher.ts";
import { answered, answeredStep } from "../../publishing/replies.ts";
import { ask, type XAnswer } from "./client.ts";
import { duplicateOutcome, readBackAfterSeconds } from "./duplicate.ts";
import { isDuplicate, stepOutcomeOf } from "./failure.ts";
import { findPost } from "./find.ts";
import { costOf } from "./price.ts";
import { problems } from "./problems.ts";
import { CreatedPost, type XCredentials, XOptions } from "./schema.ts";
import { upload } from "./upload.ts";
import { weightedLength } from "./weighted-length.ts";

type Request = PublicationRequest<XCredentials>;

/** https://docs.x.com/x-api/media/quickstart/best-practices and https://docs.x.com/fundamentals/counting-characters */
const limits: NetworkLimits = {
  maxCharacters: 280,
  maxImages: 4,
  maxImageBytes: 5 * 1024 * 1024,
  imageTypes: ["image/jpeg", "image/png", "image/gif", "image/webp"],
  maxAltTextCharacters: 1000,
};

/**
 * X has no means to make a write idempotent and refuses recent identical text: an unclear attempt is settled by
 * reading the profile's own posts. A thread is a chain of replies, each a step, so that it goes on where it stopped.
 */
export const publisher: Publisher<XCredentials> = {
  limits,
  scopes: ["tweet.write"],
  costMilliUsd: costOf,
  readBackAfterSeconds,
  countCharacters: weightedLength,
  problems,
  replies: { address: (author) => `@${author.replace(/^@/, "")}` },
  steps(request) {
    const { content } = request;
    const first = content.replyTo === null ? null : answeredStep;
    const uploads = content.media.map((_, index) => mediaStep(request, index));
    const parts = [content.text, ...content.thread].map((text, index) =>
      partStep(request, { name: `part-${index + 1}`, text, parent: index === 0 ? first : `part-${index}` }),
    );
    // X is not asked for the post that is answered: reading it costs, and an answer to one that is gone is refused.
    const target = answered(content, async ({ remoteId }) => ({ kind: "done", value: { id: remoteId } }));
    if (content.firstComment === null) return [...target, ...uploads, ...parts];
    // It answers the last part, so that a thread stays in one piece.
    const comment = { name: "first-comment", text: content.firstComment, parent: `part-${parts.length}` };
    return [...target, ...uploads, ...parts, partStep(request, comment)];
  },
  published(request, done) {
    const remoteId = idOf(done, firstPart) ?? "";
    const username = request.account.handle.replace(/^@/, "");
    return { remoteId, url: `https://x.com/${encodeURIComponent(username)}/status/${remoteId}` };
  },
};

const firstPart = "part-1";

interface Part {
  name: string;
  text: string;
  /** Name of the step whose post this one answers. */
  parent: string | null;
}

function mediaStep(request: Request, index: number): PublishStep {
  return {
    name: `media-${index + 1}`,
    visible: false,
    run: (_done, signal) => uploadAt(request, index, signal),
  };
}

function partStep(request: Request, part: Part): PublishStep {
  return {
    name: part.name,
    visible: true,
    run: (done, signal) => post(request, part, done, signal),
    find: (done, since, signal) =>
      findPost(request, { text: part.text, parentId: parentOf(part, done) }, since, signal),
  };
}

async function post(
  request: Request,
  part: Part,
  done: StepValues,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const isRoot = part.name === firstPart;
  const parentId = parentOf(part, done);
  const mediaIds = isRoot ? mediaIdsOf(request.content, done) : [];
  const first = await create(request, bodyOf(request.content, part, parentId, mediaIds), signal);
  if (!isRefusedMedia(first) || mediaIds.length === 0)
    return outcomeOf(request, part, parentId, first, signal);
  // An upload is kept for a day; a publication may have waited longer than that since. X wrote nothing.
  const renewed = await uploadAll(request, signal);
  if (renewed.kind !== "uploaded") return renewed.outcome;
  const second = await create(request, bodyOf(request.content, part, parentId, renewed.mediaIds), signal);
  return outcomeOf(request, part, parentId, second, signal);
}

/** https://docs.x.com/x-api/posts/manage-tweets/integrate */
function create(
  request: Request,
  json: Record<string, unknown>,
  signal: AbortSignal,
): Promise<XAnswer<CreatedPost>> {
  return ask(request.access, CreatedPost, { method: "POST", path: "tweets", json }, signal);
}

function bodyOf(content: Content, part: Part, parentId: string | null, mediaIds: string[]) {
  const { replySettings, madeWithAi, quoteId } = XOptions.parse(content.options);
  const isRoot = part.name === firstPart;
  return {
    text: part.text,
    ...(mediaIds.length > 0 ? { media: { media_ids: mediaIds } } : {}),
    ...(parentId === null ? {} : { reply: { in_reply_to_tweet_id: parentId } }),
    ...(isRoot && quoteId ? { quote_tweet_id: quoteId } : {}),
    ...(isRoot && replySettings ? { reply_settings: replySettings } : {}),
    ...(isRoot && madeWithAi ? { made_with_ai: true } : {}),
  };
}

function outcomeOf(
  request: Request,
  part: Part,
  parentId: string | null,
  answer: XAnswer<CreatedPost>,
  signal: AbortSignal,
): StepOutcome | Promise<StepOutcome> {
  if (answer.kind === "answer") return { kind: "done", value: { id: answer.data.data.id } };
  if (!isDuplicate(answer)) return stepOutcomeOf(answer, true);
  return duplicateOutcome(request, { text: part.text, parentId }, answer, signal);
}

function isRefusedMedia(answer: XAnswer<CreatedPost>): boolean {
  return (
    answer.kind === "refused" &&
    answer.status === 400 &&
    answer.fields.some((field) => field.startsWith("media"))
  );
}

async function uploadAll(
  request: Request,
  signal: AbortSignal,
): Promise<{ kind: "uploaded"; mediaIds: string[] } | { kind: "failed"; outcome: StepOutcome }> {
  const mediaIds: string[] = [];
  for (const index of request.content.media.keys()) {
    const outcome = await uploadAt(request, index, signal);
    if (outcome.kind !== "done") return { kind: "failed", outcome };
    mediaIds.push(String(outcome.value.mediaId));
  }
  return { kind: "uploaded", mediaIds };
}

async function uploadAt(request: Request, index: number, signal: AbortSignal): Promise<StepOutcome> {
  const item = request.content.media[index];
  if (!item) throw new Error(`publication ${request.publicationId} has no image ${index + 1}`);
  return upload(request, item, signal);
}

function mediaIdsOf(content: Content, done: StepValues): string[] {
  return content.media.map((_, index) => String(done[`media-${index + 1}`]?.mediaId ?? ""));
}

function parentOf(part: Part, done: StepValues): string | null {
  return part.parent === null ? null : idOf(done, part.parent);
}

function idOf(done: StepValues, name: string): string | null {
  const id = done[name]?.id;
  return id === undefined || id === null ? null : String(id);
}
