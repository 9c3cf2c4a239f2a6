import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { PrivateAddress } from "../../platform/addresses.ts";
import type { Access } from "../../profiles/network.ts";
import type { StreamEnd } from "../stream-batches.ts";
import { ask, type Failure, waitStated } from "./client.ts";
import { eventReader, type ServerSentEvent } from "./event-stream.ts";
import { Instance, type MastodonCredentials } from "./schema.ts";

/** A connection that stays open; `body` gives text as it comes. */
export type Streaming = { kind: "open"; body: IncomingMessage } | Failure;

const connectTimeoutMs = 20_000;

/**
 * Opens one stream of server-sent events. Not through `Http.send`, which waits for the end of an answer, but with
 * its agent, so that no stream leads into a private network either.
 * @param path below the streaming address, such as `/api/v1/streaming/public`
 */
export async function openStream(
  access: Access<MastodonCredentials | null>,
  given: { streamingUrl: string | undefined; path: string; query: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<Streaming> {
  const base = given.streamingUrl ?? (await streamingAddress(access, signal));
  const url = new URL(base.replace(/\/+$/, "") + given.path);
  for (const [name, value] of Object.entries(given.query)) url.searchParams.set(name, value);
  const credentials = await access.vault.read();
  const headers = {
    accept: "text/event-stream",
    ...(credentials ? { authorization: `Bearer ${credentials.accessToken}` } : {}),
  };
  try {
    const agent = access.http.agentFor(url.href);
    return await opened(url, { agent, headers, signal }, access.answered ?? (() => undefined));
  } catch (error) {
    if (error instanceof PrivateAddress) return { kind: "not-sent", detail: error.message };
    throw error;
  }
}

function opened(
  url: URL,
  options: { agent: http.Agent | https.Agent; headers: Record<string, string>; signal: AbortSignal },
  answered: NonNullable<Access<MastodonCredentials>["answered"]>,
): Promise<Streaming> {
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve) => {
    const call = request(url, options, (body) => {
      call.setTimeout(0);
      const status = body.statusCode ?? 0;
      answered({ status, headers: plainHeaders(body) });
      if (status === 200) {
        resolve({ kind: "open", body });
        return;
      }
      body.destroy();
      resolve({
        kind: "refused",
        status,
        words: `HTTP ${status} ${body.statusMessage ?? ""}`.trim(),
        afterSeconds: status === 429 || status === 503 ? waitStated(plainHeaders(body)) : null,
      });
    });
    call.setTimeout(connectTimeoutMs, () => call.destroy(new Error("no answer in time")));
    call.on("error", (error) => resolve({ kind: "no-answer", detail: error.message }));
    call.end();
  });
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Where the server says that it streams; where it says nothing, beside its API. */
async function streamingAddress(
  access: Access<MastodonCredentials | null>,
  signal: AbortSignal,
): Promise<string> {
  const instance = await ask(access, Instance, { method: "GET", path: "/api/v2/instance" }, signal);
  const stated = instance.kind === "ok" ? (instance.value.configuration?.urls?.streaming ?? "") : "";
  return /^wss?:\/\//.test(stated) && URL.canParse(stated) ? stated.replace(/^ws/, "http") : access.baseUrl;
}

/**
 * Reads events until the connection, its silence or the caller ends it.
 * @param take gets each event; `end` the first reason why there are no more
 */
export function readEvents(
  body: IncomingMessage,
  given: { silenceSeconds: number; take: (event: ServerSentEvent) => void; end: (why: StreamEnd) => void },
  signal: AbortSignal,
): void {
  const { silenceSeconds, take } = given;
  const read = eventReader();
  const decoder = new TextDecoder();
  const end = (why: StreamEnd) => {
    clearTimeout(silence);
    signal.removeEventListener("abort", stop);
    given.end(why);
  };
  const stop = () => end({ kind: "unchanged" });
  const silence = setTimeout(
    () => end({ kind: "retry", detail: `nothing came for ${silenceSeconds} seconds` }),
    silenceSeconds * 1000,
  );
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  body.on("data", (piece: Buffer) => {
    silence.refresh();
    const events = read(decoder.decode(piece, { stream: true }));
    if (events) for (const event of events) take(event);
    else end({ kind: "retry", detail: "the stream sent an event without an end" });
  });
  body.on("error", (error) => end({ kind: "retry", detail: error.message }));
  body.on("close", () => end({ kind: "retry", detail: "the stream was closed" }));
}
