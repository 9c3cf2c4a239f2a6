import { z } from "zod";
import type { Cursor, PollRequest, StreamBatch, Wants } from "../../listening/source.ts";
import type { Access } from "../../profiles/network.ts";
import type { StreamEnd, StreamInbox } from "../stream-batches.ts";
import { type Answer, ask, type Call } from "./client.ts";
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
    const { path, query } = timeline;
    const answer = await askSince(
      given.access,
      { path, query: { ...query, limit: pageSize } },
      minId,
      signal,
    );
    if (answer.kind !== "ok") return readFailed(answer);
    const newest = newestId(answer.value);
    if (newest === null || newest === minId) return null;
    minId = newest;
    const { mentions, rejected } = timeline.read(answer.value);
    yield { mentions: mentions.filter(given.wants), deleted: [], cursor: { minId }, rejected };
    if (answer.value.length < pageSize) return null;
  }
  return null;
}

const notAccepted = [400, 404, 422];

/**
 * A list from an id on; `min_id` walks forward without holes (https://docs.joinmastodon.org/api/guidelines/#pagination).
 * An id that the server does not accept (any more: it may have been set up anew) is left behind.
 */
export async function askSince(
  access: Access<MastodonCredentials | null>,
  list: Pick<Call, "path"> & { query: Readonly<Record<string, string | number | boolean | undefined>> },
  minId: string | undefined,
  signal: AbortSignal,
): Promise<Answer<unknown[]>> {
  const from = (id: string | undefined) =>
    ask(access, List, { method: "GET", path: list.path, query: { ...list.query, min_id: id } }, signal);
  const answer = await from(minId);
  const isLost = minId !== undefined && answer.kind === "refused" && notAccepted.includes(answer.status);
  return isLost ? from(undefined) : answer;
}

/**
 * The id to go on from. Lists are newest first, whichever way they are walked; an item whose id cannot be read must not
 * hold up the others.
 */
export function newestId(items: readonly unknown[]): string | null {
  for (const item of items) {
    const { data } = Identified.safeParse(item);
    if (data) return data.id;
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
