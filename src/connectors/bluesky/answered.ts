import type { Answered, PublicationRequest, StepOutcome } from "../../publishing/publisher.ts";
import { notLookedUp } from "../../publishing/replies.ts";
import { ask } from "./client.ts";
import { writeFailed } from "./outcome.ts";
import { AnsweredRecord, type BlueskyCredentials } from "./schema.ts";
import { signedInAgent } from "./session.ts";

/**
 * Reads the post that is answered: an answer names it, and the post at the top of its thread, each with the hash of
 * what it says. https://docs.bsky.app/docs/tutorials/creating-a-post#replies-quote-posts-and-embeds
 */
export async function lookUp(
  request: PublicationRequest<BlueskyCredentials>,
  { remoteId }: Answered,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const [repo, collection, rkey] = remoteId.replace(/^at:\/\//, "").split("/");
  const gone = { kind: "rejected", because: "gone", detail: `there is no post at ${remoteId}` } as const;
  if (!repo || !collection || !rkey) return gone;
  const answer = await ask(() =>
    signedInAgent(request.access).com.atproto.repo.getRecord({ repo, collection, rkey }, { signal }),
  );
  if (answer.kind === "refused" && isAbsent(answer)) return gone;
  if (answer.kind !== "ok") return notLookedUp(writeFailed(answer));
  const { uri, cid, value } = answer.value;
  // Without its hash it cannot be named.
  if (!cid) return gone;
  const root = AnsweredRecord.safeParse(value).data?.reply?.root ?? { uri, cid };
  return { kind: "done", value: { uri, cid, rootUri: root.uri, rootCid: root.cid } };
}

/** Servers that hold no such account say it in words of their own. */
function isAbsent({ error, words }: { error: string; words: string }): boolean {
  return error === "RecordNotFound" || /could not (?:locate|find) (?:record|repo)/i.test(words);
}
