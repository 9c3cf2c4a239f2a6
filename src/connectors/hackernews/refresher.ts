import type { Refresher, RefreshOutcome } from "../../listening/source.ts";
import { failed, jsonOf } from "./reply.ts";
import { Item } from "./schema.ts";

/** One item by one, with all that answers it: https://hn.algolia.com/api */
export const refresher: Refresher = { atOnce: 20, refresh };

async function refresh(
  { access, texts, now }: Parameters<Refresher["refresh"]>[0],
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const outcome: Extract<RefreshOutcome, { kind: "counted" }> = { kind: "counted", counts: [], gone: [] };
  for (const { remoteId } of texts) {
    const url = `${access.baseUrl}/api/v1/items/${encodeURIComponent(remoteId)}`;
    const reply = await access.http.send({ method: "GET", url }, signal);
    if (reply.kind === "answer" && reply.status === 404) {
      outcome.gone.push(remoteId);
      continue;
    }
    // So many answer it that they cannot be read: it stays as it is.
    if (reply.kind === "too-large") continue;
    if (reply.kind !== "answer" || reply.status !== 200) return failed(reply, now);
    const item = Item.safeParse(jsonOf(reply.body));
    if (item.success)
      outcome.counts.push({
        remoteId,
        likes: item.data.points ?? 0,
        shares: 0,
        replies: answersTo(item.data),
      });
  }
  return outcome;
}

/** The search counts all that is said below a story. */
function answersTo({ children }: Item): number {
  return children.reduce((sum, child) => sum + 1 + answersTo(child), 0);
}
