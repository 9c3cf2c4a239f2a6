import type { IncomingHttpHeaders } from "node:http";
import {
  ApiPartialResponseError,
  ApiRequestError,
  ApiResponseError,
  type ITwitterApiClientPlugin,
  TwitterApi,
} from "twitter-api-v2";
import type { z } from "zod";
import { PrivateAddress } from "../../platform/addresses.ts";
import { wasNeverSent } from "../../platform/http-failure.ts";
import type { Access } from "../../profiles/network.ts";
import { refusedBy, type XFailure } from "./failure.ts";
import { RenewedToken, type XCredentials } from "./schema.ts";

export type XAnswer<T> = { kind: "answer"; data: T } | XFailure;

/** One request to X: `path` is what follows `/2/`. */
export interface XCall {
  method: "GET" | "POST";
  path: string;
  query?: Record<string, string | number>;
  /** Sent as JSON, or as multipart when it holds a Buffer under `form`. */
  json?: Record<string, unknown>;
  form?: Record<string, string | number | Buffer>;
}

const timeoutSeconds = 20;
const maxAnswerBytes = 5 * 1024 * 1024;
const revokeUrl = "https://api.x.com/2/oauth2/revoke";
const tokenUrl = "https://api.x.com/2/oauth2/token";

/**
 * Asks X once. An expired OAuth 2.0 token is renewed once, and the call is made again with the new one: X refuses
 * before it writes, so this repeats nothing. Never throws for what X or the way to it normally do.
 */
export async function ask<T>(
  access: Access<XCredentials>,
  schema: z.ZodType<T>,
  call: XCall,
  signal: AbortSignal,
): Promise<XAnswer<T>> {
  const credentials = await access.vault.read();
  const first = await send(access, credentials, call, signal);
  if (first.kind !== "refused" || first.status !== 401) return readAs(schema, first);
  if (!canRenew(credentials)) return { kind: "credentials", detail: first.detail };
  const renewed = await renewToken(access, credentials, signal);
  if (renewed.kind !== "answer") return renewed;
  const second = await send(access, renewed.data.credentials, call, signal);
  if (second.kind === "refused" && second.status === 401)
    return { kind: "credentials", detail: second.detail };
  return readAs(schema, second);
}

async function send(
  access: Access<unknown>,
  credentials: XCredentials,
  call: XCall,
  signal: AbortSignal,
): Promise<XAnswer<unknown>> {
  const { settings, trace } = reaching(access, signal);
  const client =
    "appKey" in credentials
      ? new TwitterApi(credentials, settings)
      : new TwitterApi(credentials.accessToken, settings);
  return answerOf(trace, () => {
    if (call.method === "GET") return client.v2.get(call.path, call.query ?? {});
    if (call.form) return client.v2.post(call.path, { ...call.form }, { forceBodyMode: "form-data" });
    // Without a body of its own the library sends `{}`, which calls that take no body do not allow.
    return client.v2.post(call.path, call.json ? { ...call.json } : Buffer.alloc(0));
  });
}

function canRenew(credentials: XCredentials): boolean {
  return "refreshToken" in credentials && Boolean(credentials.refreshToken && credentials.clientId);
}

/**
 * Each refresh token works once and is replaced by the next: the vault's lock makes all workers share one renewal.
 * The form is the documented one; the library's own method sends JSON and trips over an answer without `scope`.
 * https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
 * @returns the credentials, and how long they last where this call renewed them: null where another worker did
 */
export async function renewToken(
  access: Access<XCredentials>,
  stale: XCredentials,
  signal: AbortSignal,
): Promise<XAnswer<{ credentials: XCredentials; expiresInSeconds: number | null }>> {
  let expiresInSeconds: number | null = null;
  try {
    const credentials = await access.vault.renew(stale, async (current) => {
      if ("appKey" in current || !current.refreshToken || !current.clientId) return current;
      const { clientId, clientSecret, refreshToken } = current;
      const { settings, trace } = reaching(access, signal);
      const client = new TwitterApi({ clientId, ...(clientSecret ? { clientSecret } : {}) }, settings);
      const form = { grant_type: "refresh_token", refresh_token: refreshToken, client_id: clientId };
      const answer = await answerOf(trace, () => client.post(tokenUrl, form, { forceBodyMode: "url" }));
      const token = readAs(RenewedToken, answer);
      if (token.kind !== "answer") throw new NotRenewed(token);
      expiresInSeconds = token.data.expires_in ?? null;
      return {
        ...current,
        accessToken: token.data.access_token,
        ...(token.data.refresh_token ? { refreshToken: token.data.refresh_token } : {}),
      };
    });
    return { kind: "answer", data: { credentials, expiresInSeconds } };
  } catch (error) {
    if (error instanceof NotRenewed) return afterFailedRenewal(error.failure);
    throw error;
  }
}

/**
 * Ends one token. The client shows itself as for a renewal.
 * https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
 */
export async function revokeToken(
  access: Access<XCredentials>,
  { clientId, clientSecret }: { clientId: string; clientSecret?: string | undefined },
  token: string,
  signal: AbortSignal,
): Promise<XAnswer<unknown>> {
  const { settings, trace } = reaching(access, signal);
  const client = new TwitterApi({ clientId, ...(clientSecret ? { clientSecret } : {}) }, settings);
  return answerOf(trace, () =>
    client.post(revokeUrl, { token, client_id: clientId }, { forceBodyMode: "url" }),
  );
}

/** Leaves the vault's `renew` without storing anything. */
class NotRenewed extends Error {
  override name = "NotRenewed";
  constructor(readonly failure: XFailure) {
    super(failure.detail);
  }
}

/** The call itself was refused with 401 before, so whatever became of the renewal, nothing was written. */
function afterFailedRenewal(failure: XFailure): XFailure {
  if (failure.kind === "refused" && [400, 401, 403].includes(failure.status))
    return { kind: "credentials", detail: `X did not renew the token: ${failure.detail}` };
  if (failure.kind === "refused" && failure.status === 429) return failure;
  if (failure.kind === "not-sent") return failure;
  return { kind: "not-sent", detail: `X did not renew the token: ${failure.detail}`, blocked: false };
}

/** What happened on the wire to one request. */
interface Trace {
  requestError: Error | null;
}

/**
 * The library knows only https://api.x.com and sets no time-out. With these settings each request goes to the
 * profile's base URL instead, by our own agents (which keep out of private networks), ends in time, and no endless
 * answer is read. Not compressed: a compressed answer that breaks off would leave the library waiting for ever.
 */
function reaching(access: Access<unknown>, signal: AbortSignal) {
  const trace: Trace = { requestError: null };
  const plugin: ITwitterApiClientPlugin = {
    onBeforeRequestConfig({ params }) {
      params.requestEventDebugHandler = (event, data) => {
        if (event === "response" && isResponse(data)) {
          access.answered?.({ status: data.res.statusCode ?? 0, headers: plain(data.res.headers) });
          endWhenTooLarge(data.res);
        }
        // The library's own error forgets its cause (1.29.1).
        if (event === "request-error" && isRequestError(data)) trace.requestError = data.requestError;
      };
    },
    onBeforeRequest({ computedParams, requestOptions }) {
      const { pathname, search } = computedParams.url;
      computedParams.url = new URL(access.baseUrl + pathname + search);
      // A connection of its own for each request: one kept open may be closed by X at the very moment of a write,
      // which must then be taken for lost. (The library also leaves listeners behind on every connection.)
      requestOptions.headers = { ...requestOptions.headers, connection: "close" };
      requestOptions.agent = access.http.agentFor(computedParams.url.href);
      requestOptions.signal = AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]);
    },
  };
  return { trace, settings: { plugins: [plugin], compression: "identity" as const } };
}

interface Readable {
  statusCode?: number;
  headers: IncomingHttpHeaders;
  on(event: "data", listener: (chunk: Buffer) => void): unknown;
  destroy(): unknown;
}

function isResponse(data: unknown): data is { res: Readable } {
  return typeof data === "object" && data !== null && "res" in data;
}

function isRequestError(data: unknown): data is { requestError: Error } {
  return (
    typeof data === "object" && data !== null && "requestError" in data && data.requestError instanceof Error
  );
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function endWhenTooLarge(response: Readable): void {
  let bytes = 0;
  response.on("data", (chunk) => {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) response.destroy();
  });
}

/** What became of one request, as a value. */
async function answerOf(trace: Trace, request: () => Promise<unknown>): Promise<XAnswer<unknown>> {
  try {
    return { kind: "answer", data: await request() };
  } catch (error) {
    if (error instanceof ApiResponseError) {
      const headers: IncomingHttpHeaders = error.headers;
      return refusedBy(error.code, error.data, headers);
    }
    if (error instanceof PrivateAddress) return { kind: "not-sent", detail: error.message, blocked: true };
    if (error instanceof ApiRequestError) return unanswered(trace.requestError ?? error);
    if (error instanceof ApiPartialResponseError)
      return { kind: "no-answer", detail: "the answer broke off before its end" };
    throw error;
  }
}

function unanswered(error: Error): XFailure {
  if (error instanceof PrivateAddress) return { kind: "not-sent", detail: error.message, blocked: true };
  if (wasNeverSent(error)) return { kind: "not-sent", detail: wordsOf(error), blocked: false };
  const detail = error.name === "AbortError" ? "no answer in time" : wordsOf(error);
  return { kind: "no-answer", detail };
}

function wordsOf(error: Error): string {
  return error.message || ("code" in error ? String(error.code) : error.name);
}

/** An answer that is not what X documents says nothing about what was written: it counts as none. */
function readAs<T>(schema: z.ZodType<T>, answer: XAnswer<unknown>): XAnswer<T> {
  if (answer.kind !== "answer") return answer;
  const parsed = schema.safeParse(answer.data);
  if (parsed.success) return { kind: "answer", data: parsed.data };
  const where = parsed.error.issues[0];
  return {
    kind: "no-answer",
    detail: `the answer is not one of X's: ${where ? `${where.path.join(".")}: ${where.message}` : "unreadable"}`,
  };
}
