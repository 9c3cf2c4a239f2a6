import { setMaxListeners } from "node:events";
import http from "node:http";
import https from "node:https";
import type { Readable } from "node:stream";
import { AxiosHeaders, getAdapter } from "axios";
import { guardedLookup, refusePrivateLiteral } from "./addresses.ts";
import { failure } from "./http-failure.ts";
import { fetchThrough } from "./http-fetch.ts";

/**
 * The one way out of the house: axios with time-outs, size limits, no hidden retries, and no way into private
 * networks. What normally happens to a call (refused, unanswered, too large) is a value, so that a caller can tell
 * a request that never left from one whose answer was lost.
 */
export interface Http {
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpReply>;
  /** For client libraries that take a `fetch`: the same rules, time-outs and limits. */
  fetch: typeof fetch;
  /** For client libraries that take a Node agent. Throws PrivateAddress when the URL's host is a private address. */
  agentFor(url: string): http.Agent | https.Agent;
}

export interface HttpRequest {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is; set `content-type` in `headers`. */
  body?: string | Uint8Array | FormData | URLSearchParams;
  /** From sending to the last byte of the answer. 20 unless told. */
  timeoutSeconds?: number;
  /** Largest answer that is read, after decompression. 5 MiB unless told. */
  maxBytes?: number;
  /** How many redirects are followed; each new address is checked anew. 0 unless told. */
  redirects?: number;
}

export type HttpReply =
  | {
      kind: "answer";
      status: number;
      headers: Readonly<Record<string, string>>;
      body: Buffer;
      /** Where the answer came from, after redirects. */
      url: string;
      /** Statuses of the redirects on the way, in order. */
      redirectedBy: number[];
    }
  /** The request did not leave: no connection, no such host, or an address that is not allowed. */
  | { kind: "not-sent"; detail: string; blocked: boolean }
  /** The request may have arrived; no whole answer came back. */
  | { kind: "no-answer"; detail: string }
  /** An answer came, larger than allowed. It was not read to the end. */
  | { kind: "too-large"; status: number; detail: string };

export interface HttpOptions {
  /** True lets every address through. */
  allowPrivateAddresses: boolean;
  /** Origins that are let through although private, such as the demo's own sandbox. */
  allowedOrigins?: readonly string[];
  userAgent: string;
}

const defaultTimeoutSeconds = 20;
const defaultMaxBytes = 5 * 1024 * 1024;

export function createHttp(options: HttpOptions): Http {
  const guarded = agents({ lookup: guardedLookup });
  const open = agents({});
  const isOpen = (url: URL) =>
    options.allowPrivateAddresses || (options.allowedOrigins ?? []).includes(url.origin);
  const agentsFor = (url: URL) => {
    if (isOpen(url)) return open;
    refusePrivateLiteral(url.hostname);
    return guarded;
  };
  async function send(request: HttpRequest, signal?: AbortSignal): Promise<HttpReply> {
    const redirectedBy: number[] = [];
    let current = request;
    for (;;) {
      const reply = await sendOnce(agentsFor, current, options.userAgent, signal);
      if (reply.kind !== "answer") return reply;
      const location = reply.headers.location;
      const isRedirect = [301, 302, 303, 307, 308].includes(reply.status) && location !== undefined;
      if (!isRedirect || !request.redirects) return { ...reply, redirectedBy };
      if (redirectedBy.length >= request.redirects)
        return { kind: "not-sent", detail: `more than ${request.redirects} redirects`, blocked: false };
      if (!URL.canParse(location, reply.url))
        return {
          kind: "not-sent",
          detail: `redirected to "${location}", which is no address`,
          blocked: false,
        };
      redirectedBy.push(reply.status);
      current = redirected(current, reply.url, location);
    }
  }

  return {
    send,
    fetch: fetchThrough(send),
    agentFor(url) {
      const parsed = new URL(url);
      const { writing } = agentsFor(parsed);
      return parsed.protocol === "https:" ? writing.https : writing.http;
    },
  };
}

/** The same way out, telling of each answer; of calls by `agentFor` it knows nothing. */
export function observing(
  http: Http,
  answered: (answer: { status: number; headers: Readonly<Record<string, string>> }) => void,
): Http {
  const send: Http["send"] = async (request, signal) => {
    const reply = await http.send(request, signal);
    if (reply.kind === "answer") answered(reply);
    return reply;
  };
  return { send, fetch: fetchThrough(send), agentFor: http.agentFor };
}

/**
 * Kept connections serve reading only. A server may close a kept connection at the moment we write on it, and then
 * nobody knows whether the request arrived: a write begins on a connection of its own.
 */
function agents(connect: { lookup?: typeof guardedLookup }) {
  const kept = { keepAlive: true, maxSockets: 256, ...connect };
  const fresh = { keepAlive: false, ...connect };
  return {
    reading: { http: new http.Agent(kept), https: new https.Agent(kept) },
    writing: { http: new http.Agent(fresh), https: new https.Agent(fresh) },
  };
}

/**
 * The part of axios that speaks HTTP. Not its front, which merges settings, interceptors and transforms that nobody
 * here uses, and takes as much processor time as the call itself: with a thousand posts due at one second, that is late.
 */
const exchange = getAdapter("http");

async function sendOnce(
  agentsFor: (url: URL) => ReturnType<typeof agents>,
  request: HttpRequest,
  userAgent: string,
  signal?: AbortSignal,
): Promise<HttpReply> {
  const deadline = startDeadline((request.timeoutSeconds ?? defaultTimeoutSeconds) * 1000, signal);
  const maxBytes = request.maxBytes ?? defaultMaxBytes;
  try {
    const url = new URL(request.url);
    if (url.protocol !== "http:" && url.protocol !== "https:")
      return { kind: "not-sent", detail: `${url.protocol} is not http or https`, blocked: true };
    const { reading, writing } = agentsFor(url);
    const agent = request.method === "GET" ? reading : writing;
    const { data, type } = bodyOf(request);
    const answer = await exchange({
      method: request.method,
      url: request.url,
      params: request.query,
      paramsSerializer: { indexes: false },
      headers: AxiosHeaders.from({
        "user-agent": userAgent,
        accept: "*/*",
        ...request.headers,
        ...(type === null ? {} : { "content-type": type }),
      }),
      data,
      signal: deadline.signal,
      httpAgent: agent.http,
      httpsAgent: agent.https,
      maxRedirects: 0,
      proxy: false,
      responseType: "stream",
    });
    const body = await readAtMost(answer.data as Readable, maxBytes, deadline.signal);
    if (!body) return { kind: "too-large", status: answer.status, detail: `larger than ${maxBytes} bytes` };
    return {
      kind: "answer",
      status: answer.status,
      headers: plainHeaders(answer.headers),
      body,
      url: request.url,
      redirectedBy: [],
    };
  } catch (error) {
    return failure(error, deadline.passed());
  } finally {
    deadline.clear();
  }
}

/** Aborts after so long, or with `outer`. One signal of its own: `AbortSignal.any` costs more than the rest of a call. */
function startDeadline(milliseconds: number, outer: AbortSignal | undefined) {
  const inner = new AbortController();
  let passed = false;
  const abort = () => inner.abort();
  const timer = setTimeout(() => {
    passed = true;
    abort();
  }, milliseconds);
  if (outer?.aborted) abort();
  else if (outer) {
    // A worker has one signal for all its jobs: as many calls hang on it as run at once, which is no leak.
    setMaxListeners(0, outer);
    outer.addEventListener("abort", abort);
  }
  return {
    signal: inner.signal,
    passed: () => passed,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
}

/** What is sent, and its media type where the body itself says it; null: as `headers` say. */
function bodyOf({ json, body }: HttpRequest): { data: unknown; type: string | null } {
  if (json !== undefined) return { data: JSON.stringify(json), type: "application/json" };
  if (body instanceof URLSearchParams)
    return { data: body.toString(), type: "application/x-www-form-urlencoded;charset=utf-8" };
  return { data: body instanceof Uint8Array ? Buffer.from(body) : body, type: null };
}

/** The whole body, or null once it passes `maxBytes`. */
function readAtMost(stream: Readable, maxBytes: number, signal: AbortSignal): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  const abort = () => stream.destroy(new Error("no answer in time"));
  signal.addEventListener("abort", abort, { once: true });
  return new Promise((resolve, reject) => {
    stream.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else {
        stream.destroy();
        resolve(null);
      }
    });
    stream.once("end", () => resolve(Buffer.concat(chunks)));
    stream.once("error", reject);
    // After `end` and `error` this says nothing new; alone, it means that the answer broke off.
    stream.once("close", () => reject(new Error("the answer broke off")));
  });
}

function plainHeaders(headers: unknown): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers as Record<string, unknown>))
    if (value !== undefined && value !== null)
      plain[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : String(value);
  return plain;
}

/** The next request after a redirect; credentials stay with the origin they were meant for. */
function redirected(request: HttpRequest, from: string, location: string): HttpRequest {
  const target = new URL(location, from);
  const { query: _query, headers, ...rest } = request;
  const sameOrigin = target.origin === new URL(from).origin;
  const kept = Object.entries(headers ?? {}).filter(
    ([name]) => sameOrigin || !["authorization", "cookie"].includes(name.toLowerCase()),
  );
  return { ...rest, url: target.href, headers: Object.fromEntries(kept) };
}
