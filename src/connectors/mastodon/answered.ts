import type { z } from "zod";
import type { Access } from "../../profiles/network.ts";
import type { Answered, StepOutcome, StepValue } from "../../publishing/publisher.ts";
import { notLookedUp } from "../../publishing/replies.ts";
import { ask, type Call } from "./client.ts";
import type { MastodonOptions } from "./options.ts";
import { writeFailed } from "./outcome.ts";
import { type MastodonCredentials, type MastodonStatus, SearchResult, Status } from "./schema.ts";

/**
 * Finds the status that is answered on the profile's own server, which knows it by an id of its own: where it was
 * found there, by that id, else by its address, upon which the server fetches it from where it lives
 * (https://docs.joinmastodon.org/methods/search/, `resolve`).
 */
export async function lookUp(
  access: Access<MastodonCredentials>,
  mention: Answered,
  signal: AbortSignal,
): Promise<StepOutcome> {
  if (mention.localId !== null) {
    const path = `/api/v1/statuses/${encodeURIComponent(mention.localId)}` as const;
    const known = await ask(access, Status, { method: "GET", path }, signal);
    if (known.kind !== "ok") return notLookedUp(writeFailed(known));
    if (isIt(known.value, mention)) return found(known.value);
  }
  const search: Call = {
    method: "GET",
    path: "/api/v2/search",
    query: { q: mention.remoteId, type: "statuses", resolve: true, limit: 5 },
  };
  const answer = await ask(access, SearchResult, search, signal);
  if (answer.kind !== "ok") return notLookedUp(writeFailed(answer));
  const status = readable(answer.value).find((item) => isIt(item, mention));
  if (status) return found(status);
  return { kind: "rejected", because: "gone", detail: `${access.baseUrl} knows no ${mention.remoteId}` };
}

/**
 * Who may see an answer: as many as chosen, and never more than may see what it answers.
 * @param chosen undefined: what the account has set for itself, which Mastodon takes for answers too
 */
export function visibilityOf(
  chosen: MastodonOptions["visibility"],
  parent: StepValue | null,
): MastodonOptions["visibility"] {
  const most = widest.indexOf(parent?.visibility as (typeof widest)[number]);
  // Of what everybody may see, nothing needs to be said.
  if (most <= 0) return chosen;
  return widest[Math.max(most, chosen === undefined ? 0 : widest.indexOf(chosen))];
}

const widest = ["public", "unlisted", "private", "direct"] as const;

function readable({ statuses }: z.infer<typeof SearchResult>): MastodonStatus[] {
  return statuses.flatMap((item) => {
    const status = Status.safeParse(item);
    return status.success ? [status.data] : [];
  });
}

function isIt(status: MastodonStatus, { remoteId }: Answered): boolean {
  return status.uri === remoteId || status.url === remoteId;
}

function found({ id, visibility }: MastodonStatus): StepOutcome {
  return { kind: "done", value: { id, visibility } };
}
