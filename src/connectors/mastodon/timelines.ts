import { z } from "zod";
import type { Cursor, PollRequest, RawMention, StreamBatch } from "../../listening/source.ts";
import type { StreamEnd, StreamInbox } from "../stream-batches.ts";
import { ask, type Call } from "./client.ts";
import type { ServerSentEvent } from "./event-stream.ts";
import { mentionsFrom } from "./mention.ts";
import { readFailed } from "./outcome.ts";
import { readText } from "./same-text.ts";
import { List, type MastodonCredentials } from "./schema.ts";

type Matches = (text: string) => boolean;
/** A timeline as it is read page by page. */
export type Timeline = Pick<Call, "path"> & { query: Readonly<Record<string, string | boolean>> };

const pageSize = 40;
const Identified = z.object({ id: z.string() });
const Named = Identified.extend({ uri: z.string() });

/** What was said since the cursor, oldest first, or why it cannot be read. Streams themselves tell nothing of the past. */
export async function* missedOn(
  timeline: Timeline,
  given: {
    access: PollRequest<MastodonCredentials, unknown>["access"];
    cursor: Cursor | null;
    matches: Matches;
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
    const { mentions, rejected } = mentionsFrom(answer.value);
    const wanted = mentions.filter((mention) => isWanted(mention, given.matches));
    yield { mentions: wanted, deleted: [], cursor: { minId }, rejected };
    if (answer.value.length < pageSize) return null;
  }
  return null;
}

/** Statuses whose deletion can be told; the oldest are forgotten first. */
const mostRemembered = 10_000;

/**
 * Puts what a stream says into the inbox. `update` and `status.update` carry a status as JSON text. `delete` carries
 * only the id that this server gave it, which is also kept with the mention (`sourceRef`).
 */
export function eventReceiver(
  start: Cursor,
  matches: Matches,
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
    if (event !== "update" && event !== "status.update") return;
    const status = jsonOf(data);
    const { mentions, rejected } = mentionsFrom([status]);
    const named = Named.safeParse(status);
    if (!named.success) {
      // No place to go on from either: what comes next moves it.
      for (const item of rejected) inbox.rejected(item, cursor);
      return;
    }
    // An edit comes under an old id, which is no place to go on from.
    if (event === "update") cursor = { minId: named.data.id };
    const [mention] = mentions;
    for (const item of rejected) inbox.rejected(item, cursor);
    // What was changed so that nobody asks for it any more is for the database to say: it may be there.
    if (!mention || (event === "update" && !isWanted(mention, matches))) {
      inbox.moved(cursor);
      return;
    }
    remember(named.data.id, named.data.uri);
    inbox.mention(mention, cursor);
  };
}

function isWanted(mention: RawMention, matches: Matches): boolean {
  return matches(`${mention.title ?? ""}\n${readText(mention.text)}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: the schema refuses it
  }
}
