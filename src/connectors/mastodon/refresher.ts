import type { RawMention, Refresher, RefreshOutcome } from "../../listening/source.ts";
import { ask } from "./client.ts";
import { mentionsFrom } from "./mention.ts";
import { readFailed } from "./outcome.ts";
import { List, type MastodonCredentials } from "./schema.ts";

/** Several statuses at once since 4.3, 20 at most: https://docs.joinmastodon.org/methods/statuses/#index */
export const refresher: Refresher<MastodonCredentials> = { atOnce: 20, refresh };

async function refresh(
  { access, texts }: Parameters<Refresher<MastodonCredentials>["refresh"]>[0],
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const named = new Map(
    texts.flatMap(({ sourceRef, remoteId }) => (sourceRef ? [[sourceRef, remoteId]] : [])),
  );
  const query = { id: [...named.keys()] };
  const answer = await ask(access, List, { method: "GET", path: "/api/v1/statuses", query }, signal);
  // Older servers know no such list; then each is asked for.
  const isUnknown = answer.kind === "refused" && (answer.status === 404 || answer.status === 405);
  if (answer.kind !== "ok" && !isUnknown) return readFailed(answer);
  const found = answer.kind === "ok" ? mentionsFrom(answer.value).mentions : [];
  const seen = new Set(found.map(({ remoteId }) => remoteId));
  const gone: string[] = [];
  for (const [id, remoteId] of named) {
    if (seen.has(remoteId)) continue;
    // The list leaves out what it does not show; only asked for by itself a status is said not to be there.
    const path = `/api/v1/statuses/${encodeURIComponent(id)}` as const;
    const alone = await ask(access, List.element, { method: "GET", path }, signal);
    if (alone.kind === "ok") found.push(...mentionsFrom([alone.value]).mentions);
    else if (alone.kind === "refused" && (alone.status === 404 || alone.status === 410)) gone.push(remoteId);
    else return readFailed(alone);
  }
  return { kind: "counted", counts: found.map(countOf), gone };
}

function countOf({ remoteId, engagement }: RawMention) {
  return { remoteId, ...engagement };
}
