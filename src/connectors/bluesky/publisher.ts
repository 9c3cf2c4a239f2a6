import type {
  FindOutcome,
  PublicationRequest,
  Published,
  Publisher,
  PublishStep,
  StepOutcome,
  StepValues,
} from "../../publishing/publisher.ts";
import { answered, notLookedUp } from "../../publishing/replies.ts";
import { lookUp } from "./answered.ts";
import { cardSteps } from "./card.ts";
import { countCharacters } from "./characters.ts";
import { ask, wordsFor } from "./client.ts";
import { handlesIn } from "./facets.ts";
import { upload } from "./media.ts";
import { limits, partsOf, problems } from "./options.ts";
import { writeFailed } from "./outcome.ts";
import {
  mediaStep,
  mentionsStep,
  type PartToWrite,
  partStep,
  partToWrite,
  postCollection,
  valuesOf,
} from "./record.ts";
import { type BlueskyCredentials, PostRecord } from "./schema.ts";
import { signedInAgent } from "./session.ts";

type Request = PublicationRequest<BlueskyCredentials>;

export const publisher: Publisher<BlueskyCredentials> = {
  limits,
  // 35,000 points a day, 3 for each record. https://docs.bsky.app/docs/advanced-guides/rate-limits
  postsPerDay: 11_666,
  readBackAfterSeconds: 2,
  countCharacters,
  problems,
  // The record names the post that it answers, and its author is told by that.
  replies: { address: () => null },
  steps(request) {
    const handles = [...new Set(partsOf(request.content).flatMap(handlesIn))];
    return [
      ...answered(request.content, (mention, signal) => lookUp(request, mention, signal)),
      ...(handles.length > 0 ? [resolveMentions(request, handles)] : []),
      ...request.content.media.map((item, index) => ({
        name: mediaStep(index),
        visible: false,
        run: (_done: StepValues, signal: AbortSignal) => upload(request, item, signal),
      })),
      ...cardSteps(request),
      ...partsOf(request.content).map((_, index) => part(request, index)),
    ];
  },
  published: (_request, done) => publishedFrom(done),
};

/** Kept as a step, so that a handle that changes hands between two attempts does not change the record. */
function resolveMentions(request: Request, handles: readonly string[]): PublishStep {
  return {
    name: mentionsStep,
    visible: false,
    async run(_done, signal) {
      const agent = signedInAgent(request.access);
      const dids: Record<string, string | null> = {};
      for (const handle of handles) {
        const answer = await ask(() => agent.com.atproto.identity.resolveHandle({ handle }, { signal }));
        const failed = answer.kind === "ok" ? null : writeFailed(answer);
        if (answer.kind === "ok") dids[handle] = answer.value.did;
        // The server knows nobody of this name: the mention stays plain text.
        else if (failed?.kind === "rejected" && failed.because === "content") dids[handle] = null;
        else if (failed) return notLookedUp(failed);
      }
      return { kind: "done", value: dids };
    },
  };
}

function part(request: Request, index: number): PublishStep {
  return {
    name: partStep(index),
    visible: true,
    run: (done, signal) => write(request, partToWrite(request, index, done), signal),
    find: (done, _since, signal) => look(request, partToWrite(request, index, done), signal),
  };
}

async function write(request: Request, part: PartToWrite, signal: AbortSignal): Promise<StepOutcome> {
  const first = await put(request, part, signal);
  if (first.kind === "ok") return stored(first.value);
  if (first.kind !== "refused") return writeFailed(first);
  switch (first.error) {
    case "InvalidSwap":
      return writtenBefore(request, part, signal);
    case "BlobNotFound":
      return writeWithMedia(request, part, signal);
    default:
      return writeFailed(first);
  }
}

function put(request: Request, { rkey, record }: PartToWrite, signal: AbortSignal) {
  return ask(() =>
    signedInAgent(request.access).com.atproto.repo.putRecord(
      {
        repo: request.account.remoteId,
        collection: postCollection,
        rkey,
        record,
        // Only if nothing is there: another post that has this key by chance is never overwritten.
        swapRecord: null,
      },
      { signal },
    ),
  );
}

/** Something is there under this key: our own record from an attempt we know nothing of, or another one by chance. */
async function writtenBefore(request: Request, part: PartToWrite, signal: AbortSignal): Promise<StepOutcome> {
  const found = await look(request, part, signal);
  switch (found.kind) {
    case "found":
      return { kind: "done", value: found.value };
    case "absent":
      return { kind: "retry", detail: "the record was there, and is there no more" };
    case "unknown":
      return { kind: "unconfirmed", detail: found.detail };
  }
}

/** Images that no post names are cleared away after a while. The same bytes get the same id, so the record still holds. */
async function writeWithMedia(
  request: Request,
  part: PartToWrite,
  signal: AbortSignal,
): Promise<StepOutcome> {
  for (const item of request.content.media) {
    const outcome = await upload(request, item, signal);
    if (outcome.kind !== "done") return outcome;
  }
  for (const card of cardSteps(request)) await card.run({}, signal);
  const answer = await put(request, part, signal);
  return answer.kind === "ok" ? stored(answer.value) : writeFailed(answer);
}

/** Asks for the record by its key. */
async function look(
  request: Request,
  { rkey, record }: PartToWrite,
  signal: AbortSignal,
): Promise<FindOutcome> {
  const answer = await ask(() =>
    signedInAgent(request.access).com.atproto.repo.getRecord(
      { repo: request.account.remoteId, collection: postCollection, rkey },
      { signal },
    ),
  );
  if (answer.kind === "refused" && answer.error === "RecordNotFound") return { kind: "absent" };
  if (answer.kind !== "ok") return { kind: "unknown", detail: wordsFor(answer) };
  const { uri, cid, value } = answer.value;
  const there = PostRecord.safeParse(value);
  const isOurs =
    there.success && there.data.text === record.text && there.data.createdAt === record.createdAt;
  if (!isOurs || !cid) return { kind: "unknown", detail: `another record stands at ${uri}` };
  return { kind: "found", value: { uri, cid } };
}

function stored({ uri, cid }: { uri: string; cid: string }): StepOutcome {
  return { kind: "done", value: { uri, cid } };
}

function publishedFrom(done: StepValues): Published {
  const remoteId = String(valuesOf(done, partStep(0)).uri);
  return { remoteId, url: urlOf(remoteId) };
}

/** Where people see a post: `at://{did}/app.bsky.feed.post/{rkey}` on the web. */
export function urlOf(uri: string): string {
  const [did, , rkey] = uri.replace(/^at:\/\//, "").split("/");
  return `https://bsky.app/profile/${did}/post/${rkey}`;
}
