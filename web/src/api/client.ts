import createClient, { type Middleware } from "openapi-fetch";
import type { paths } from "../generated/api.ts";
import { createIdempotencyKeys } from "./idempotency.ts";
import { type Problem, problemFrom, unreachable } from "./problem.ts";

/** The API of this server, typed by its own description. Calls are made through `ask`. */
export const api = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin" });

/**
 * The answer of a call, as plain data. @throws Problem for whatever is no success, also where no answer came
 * @example ask(api.GET("/api/v1/profiles", { params: { query: { limit: 100 } }, signal }))
 */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch((failure: unknown) => {
    // fetch tells a lost line by a TypeError; a call given up on purpose is its caller's business.
    if (failure instanceof TypeError) throw unreachable();
    throw failure;
  });
  if (response.ok) return data as T;
  throw refusal(response.status, error);
}

/** What an answer that is no success says. Whoever waits for the end of a session is told of it. */
export function refusal(status: number, body: unknown): Problem {
  const problem = problemFrom(status, body);
  if (problem.code === "not_signed_in") for (const hear of signedOutListeners) hear();
  return problem;
}

const signedOutListeners = new Set<() => void>();

/** Told whenever the API no longer knows who is there. @returns an end to the telling */
export function onSignedOut(hear: () => void): () => void {
  signedOutListeners.add(hear);
  return () => signedOutListeners.delete(hear);
}

const keys = createIdempotencyKeys();
const keyHeader = "idempotency-key";

const courtesies: Middleware = {
  async onRequest({ request }) {
    // Problems are told in the language of the screen, not of the browser.
    request.headers.set("accept-language", document.documentElement.lang);
    const isText = !request.headers.get("content-type")?.startsWith("multipart/");
    if (request.method === "POST" && isText && !request.headers.has(keyHeader))
      request.headers.set(keyHeader, keys.keyFor(request.method, request.url, await request.clone().text()));
    return request;
  },
  onResponse({ request, response }) {
    const key = request.headers.get(keyHeader);
    if (key) keys.settle(key, response.status);
    return response;
  },
};
api.use(courtesies);
