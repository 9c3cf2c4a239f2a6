import { z } from "zod";
import type { Cursor, PollRequest, StreamBatch, Wants } from "../../listening/source.ts";
import type { StreamEnd, StreamInbox } from "../stream-batches.ts";
import { ask, type Call } from "./client.ts";
import type { ServerSentEvent } from "./event-stream.ts";
import { type MentionsRead, mentionsFrom } from "./mention.ts";
import { readFailed } from "./outcome.ts";
import { List, type MastodonCredentials } from "./schema.ts";

/** A timeline as it is read page by page, and what its stream calls a new item. */
export interface Timeline extends Pick<Call, "path"> {
  query: Readonly<Record<string, string | boolean>>;
  event: "update" | "notification";
  read: (items: readonly unknown[]) => MentionsRead;
}

const pageSize = 40;
const Identified = z.object({ id: z.string() });

/** What was said since the cursor, oldest first, or why it cannot be read. Streams themselves tell nothing of the past. */
export async function* missedOn(
  timeline: Timeline,
  given: {
    access: PollRequest<MastodonCredentials, unknown>["access"];
    cursor: Cursor | null;
    wants: Wants;
  },
  signal: AbortSignal,
): AsyncGenerator<StreamBatch, StreamEnd | null> {
  let minId = given.cursor?.minId;
  while (typeof minId === "string") {
    const query = { ...timeline.query, limit: pageSize, min_id: minId };
    const answer = await ask(given.access, List, { method: "GET", path: timeline.path, query }, signal);
    if (answer.kind !== "ok") return readFailed(answer);
    const [newest] = answer.value.flatMap((item) => Identified.safeParse(item).data ?? []);
    if (newest === undefined || newest.id === minId) return null;
    minId = newest.id;
    const { mentions, rejected } = timeline.read(answer.value);
    yield { mentions: mentions.filter(given.wants), deleted: [], cursor: { minId }, rejected };
    if (answer.value.length < pageSize) return null;
  }
  return null;
}

/** Statuses whose deletion can be told; the oldest are forgotten first. */
const mostRemembered = 10_000;

/**
 * Puts what a stream says into the inbox. `update`, `status.update` and `notification` carry JSON as text. `delete`
 * carries only the id that this server gave a status, which is also kept with the mention (`sourceRef`).
 */
export function eventReceiver(
  { event: newItem, read }: Timeline,
  start: Cursor,
  wants: Wants,
  inbox: StreamInbox,
): (event: ServerSentEvent) => void {
  const uris = new Map<string, string>();
  let cursor = start;
  const remember = (id: string, uri: string) => {
    uris.set(id, uri);
    const [oldest] = uris.size > mostRemembered ? uris.keys() : [];
    if (oldest !== undefined) uris.delete(oldest);
  };
  return ({ event, data }) => {
    if (event === "delete") {
      // By its address where it came down this connection: it may have been another source that brought it first.
      inbox.deleted(uris.get(data) ?? data, cursor);
      return;
    }
    const isNew = event === newItem;
    if (!isNew && event !== "status.update") return;
    const item = jsonOf(data);
    const { mentions, rejected } = isNew ? read([item]) : mentionsFrom([item]);
    const identified = Identified.safeParse(item);
    // An edit comes under an old id, which is no place to go on from; nor is what has none.
    if (isNew && identified.success) cursor = { minId: identified.data.id };
    for (const unread of rejected) inbox.rejected(unread, cursor);
    const [mention] = mentions;
    // What was changed so that nobody asks for it any more is for the database to say: it may be there.
    if (!mention || (isNew && !wants(mention))) {
      inbox.moved(cursor);
      return;
    }
    remember(mention.sourceRef ?? mention.remoteId, mention.remoteId);
    inbox.mention(mention, cursor);
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: the schema refuses it
  }
}
