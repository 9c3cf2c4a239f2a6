import { type IncomingMessage, STATUS_CODES } from "node:http";
import { WebSocket } from "ws";
import { z } from "zod";
import type {
  Cursor,
  PollRequest,
  RawMention,
  StreamBatch,
  StreamedSource,
  Wants,
} from "../../listening/source.ts";
import { PrivateAddress } from "../../platform/addresses.ts";
import type { Http } from "../../platform/http.ts";
import { type StreamEnd, type StreamInbox, streamInbox } from "../stream-batches.ts";
import { retryAfterSeconds } from "../webhook/retry-after.ts";
import { postFrom } from "./mention.ts";
import { postCollection } from "./record.ts";
import { refresher } from "./refresher.ts";
import { type BlueskyCredentials, type BlueskyPostRecord, Frame, PostRecord } from "./schema.ts";

const Settings = z.object({
  /** A Jetstream of version 1. */
  url: z.url({ protocol: /^wss?$/ }).default("wss://jetstream2.us-east.bsky.network/subscribe"),
  /** After this many seconds without any event the connection is taken for dead. */
  silenceSeconds: z.number().min(0.1).max(3600).default(60),
});
type StreamSettings = z.infer<typeof Settings>;
type Request = PollRequest<BlueskyCredentials, StreamSettings> & { wants: Wants };

/** Every public post as it is written; those that match are kept. https://github.com/bluesky-social/jetstream */
export const streamSource: StreamedSource<BlueskyCredentials, StreamSettings> = {
  kind: "streamed",
  settings: Settings,
  needsCredentials: false,
  refresher,
  stream,
};

const mostFrameBytes = 2 * 1024 * 1024;
const handshakeTimeoutMs = 20_000;

async function* stream(request: Request, signal: AbortSignal): AsyncGenerator<StreamBatch, StreamEnd> {
  const { url, silenceSeconds } = request.settings;
  const agent = allowedAgent(request.access.http, url);
  if (!agent) return { kind: "refused", because: "settings", detail: `${url} leads into a private network` };
  const inbox = streamInbox(request.cursor ?? {});
  const socket = new WebSocket(addressOf(url, request.cursor), {
    agent,
    handshakeTimeout: handshakeTimeoutMs,
    maxPayload: mostFrameBytes,
  });
  const silence = setTimeout(() => {
    inbox.end({ kind: "retry", detail: `nothing came for ${silenceSeconds} seconds` });
  }, silenceSeconds * 1000);
  const stop = () => inbox.end({ kind: "unchanged" });
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  socket.on("message", (data) => {
    silence.refresh();
    receive(String(data), request.wants, inbox);
    if (inbox.isFull()) socket.pause();
  });
  socket.on("unexpected-response", (call, answer) => {
    inbox.end(refusalOf(answer, request.now));
    call.destroy();
  });
  socket.on("error", (error) => inbox.end({ kind: "retry", detail: error.message }));
  socket.on("close", (code) => inbox.end({ kind: "retry", detail: `the stream was closed (${code})` }));
  try {
    return yield* inbox.batches(() => {
      if (socket.isPaused) socket.resume();
    });
  } finally {
    clearTimeout(silence);
    signal.removeEventListener("abort", stop);
    socket.terminate();
  }
}

/** What an answer that opens no stream means: too many connections wait for as long as the server says. */
function refusalOf({ statusCode = 0, headers }: IncomingMessage, now: Date): StreamEnd {
  const stated = { "retry-after": headers["retry-after"] ?? "", date: headers.date ?? "" };
  const afterSeconds = retryAfterSeconds(stated, now);
  return {
    kind: "retry",
    detail: `the server answers ${statusCode} ${STATUS_CODES[statusCode] ?? ""}`.trim(),
    ...(afterSeconds === undefined ? {} : { afterSeconds }),
  };
}

/** The agent that lets no stream into a private network; `null` where the address itself is one. */
function allowedAgent(http: Http, url: string): ReturnType<Http["agentFor"]> | null {
  try {
    return http.agentFor(url.replace(/^ws/, "http"));
  } catch (error) {
    if (error instanceof PrivateAddress) return null;
    throw error;
  }
}

/** A cursor too old to be served is taken for the oldest there is (36 hours), without a word. */
function addressOf(url: string, cursor: Cursor | null): string {
  const address = new URL(url);
  address.searchParams.set("wantedCollections", postCollection);
  // One microsecond back: whether the event of the cursor itself is sent again is not promised.
  if (typeof cursor?.timeUs === "number") address.searchParams.set("cursor", String(cursor.timeUs - 1));
  return address.href;
}

function receive(text: string, wants: Wants, inbox: StreamInbox): void {
  const frame = Frame.safeParse(jsonOf(text));
  // Anything else is not for us: the stream may grow new kinds of events.
  if (!frame.success) return;
  const { did, time_us, commit } = frame.data;
  const cursor: Cursor = { timeUs: time_us };
  if (commit?.collection !== postCollection) {
    inbox.moved(cursor);
    return;
  }
  const uri = `at://${did}/${postCollection}/${commit.rkey}`;
  if (commit.operation === "delete") {
    inbox.deleted(uri, cursor);
    return;
  }
  const record = PostRecord.safeParse(commit.record);
  const seenAt = new Date(time_us / 1000);
  // What was changed so that nobody asks for it any more is for the database to say: it may be there.
  const isUpdate = commit.operation === "update";
  if (!record.success) {
    inbox.rejected({ remoteId: uri, reason: record.error.issues[0]?.message ?? "not a post" }, cursor);
    return;
  }
  const mention = { ...mentionFrom(uri, did, record.data, seenAt), editedAt: isUpdate ? seenAt : null };
  if (isUpdate || wants(mention)) inbox.mention(mention, cursor);
  else inbox.moved(cursor);
}

/** The stream tells no names; a DID is what stays when a handle changes. */
function mentionFrom(uri: string, did: string, record: BlueskyPostRecord, seenAt: Date): RawMention {
  return {
    ...postFrom(uri, record, seenAt),
    author: { handle: did, name: null, followers: null },
    engagement: { likes: 0, shares: 0, replies: 0 },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: the schema refuses it
  }
}
