import { STATUS_CODES } from "node:http";
import type { z } from "zod";
import type { HttpReply, HttpRequest } from "../../platform/http.ts";
import type { Access } from "../../profiles/network.ts";
import { ErrorBody, type MastodonCredentials } from "./schema.ts";

/**
 * One call to a server with the Mastodon client API, through our own way out. Not through the package `masto`: it
 * drops the path of a base URL, and turns every answer whose body is not JSON (an empty 401, a proxy's 502 page)
 * into a TypeError without the status, on which our outcomes rest.
 */
export async function ask<T>(
  access: Access<MastodonCredentials | null>,
  schema: z.ZodType<T>,
  call: Call,
  signal: AbortSignal,
): Promise<Answer<T>> {
  const { path, headers, ...rest } = call;
  const credentials = await access.vault.read();
  const authorization = credentials ? { authorization: `Bearer ${credentials.accessToken}` } : {};
  const request = {
    ...rest,
    url: access.baseUrl + path,
    headers: { accept: "application/json", ...headers, ...authorization },
  };
  const reply = await access.http.send(request, signal);
  // Some servers (snac2) close a connection after their answer without saying so, and the next call down it gets
  // none. Reading twice changes nothing (RFC 9110, 9.2.2); a write is never sent again from here.
  const mayAskAgain = reply.kind === "no-answer" && request.method === "GET" && !signal.aborted;
  return answerFrom(mayAskAgain ? await access.http.send(request, signal) : reply, schema);
}

/** A request whose path, such as `/api/v1/statuses`, is taken below the base URL. */
export type Call = Omit<HttpRequest, "url"> & { path: `/${string}` };

export type Answer<T> = { kind: "ok"; status: number; value: T } | Failure;

export type Failure =
  /** The server said no, in `words`. `afterSeconds` is stated by the server with a 429. */
  | { kind: "refused"; status: number; words: string; afterSeconds: number | null }
  /** The server said yes, but what followed is not what the API promises. */
  | { kind: "unreadable"; detail: string }
  | { kind: "not-sent"; detail: string }
  | { kind: "no-answer"; detail: string };

function answerFrom<T>(reply: HttpReply, schema: z.ZodType<T>): Answer<T> {
  switch (reply.kind) {
    case "not-sent":
      return { kind: "not-sent", detail: reply.detail };
    case "no-answer":
      return { kind: "no-answer", detail: reply.detail };
    case "too-large":
      return { kind: "unreadable", detail: reply.detail };
    case "answer":
      return reply.status >= 200 && reply.status < 300 ? accepted(reply, schema) : refused(reply);
  }
}

type Replied = Extract<HttpReply, { kind: "answer" }>;

function accepted<T>(reply: Replied, schema: z.ZodType<T>): Answer<T> {
  const parsed = schema.safeParse(jsonOf(reply.body));
  if (parsed.success) return { kind: "ok", status: reply.status, value: parsed.data };
  const fault = parsed.error.issues[0];
  const where = fault && fault.path.length > 0 ? ` at ${fault.path.join(".")}` : "";
  return { kind: "unreadable", detail: `the server's answer is not Mastodon's${where}` };
}

function refused(reply: Replied): Failure {
  return {
    kind: "refused",
    status: reply.status,
    words: wordsOf(reply),
    afterSeconds: reply.status === 429 || reply.status === 503 ? waitStated(reply.headers) : null,
  };
}

/** `{"error": "..", "error_description": ".."}`, or what the status means where the body says nothing. */
function wordsOf(reply: Replied): string {
  const body = ErrorBody.safeParse(jsonOf(reply.body));
  if (body.success)
    return body.data.error_description
      ? `${body.data.error}: ${body.data.error_description}`
      : body.data.error;
  const moved = reply.headers.location ? ` to ${reply.headers.location}` : "";
  return `HTTP ${reply.status} ${STATUS_CODES[reply.status] ?? ""}`.trimEnd() + moved;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined; // not JSON: the schema refuses it, and says so
  }
}

/** The usual window of Mastodon's limits, for servers that do not say when it ends. */
const rateLimitWindowSeconds = 300;

/**
 * Seconds until the server takes requests again. `X-RateLimit-Reset` is an ISO date
 * (https://docs.joinmastodon.org/api/rate-limits/); measured against the server's own clock in `Date`, so that a
 * wrong clock on our side does no harm.
 */
export function waitStated(headers: Readonly<Record<string, string>>): number | null {
  const retryAfter = headers["retry-after"];
  if (retryAfter && /^\d+$/.test(retryAfter)) return Number(retryAfter);
  const resetAt = Date.parse(headers["x-ratelimit-reset"] ?? retryAfter ?? "");
  const now = Date.parse(headers.date ?? "");
  if (Number.isNaN(resetAt)) return null;
  if (Number.isNaN(now)) return rateLimitWindowSeconds;
  return Math.max(1, Math.ceil((resetAt - now) / 1000));
}
