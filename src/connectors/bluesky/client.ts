import { XRPCError } from "@atproto/api";
import { wasNeverSent } from "../../platform/http-failure.ts";
import { SignInFailed } from "./session.ts";

export type Answer<T> = { kind: "ok"; value: T } | Failure;

export type Failure =
  /** The server said no. `error` is its stable name for it; `afterSeconds` is stated with a 429. */
  | { kind: "refused"; status: number; error: string; words: string; afterSeconds: number | null }
  /** The server said yes, but what followed is not what the API promises. */
  | { kind: "unreadable"; detail: string }
  | { kind: "not-sent"; detail: string }
  | { kind: "no-answer"; detail: string }
  /** The call was not made, because signing in failed. */
  | { kind: "no-session"; because: Exclude<Failure, { kind: "no-session" }> };

/** Turns a call of the agent, which throws, into an answer. */
export async function ask<T>(call: () => Promise<{ data: T }>): Promise<Answer<T>> {
  try {
    return { kind: "ok", value: (await call()).data };
  } catch (error) {
    return failureFrom(error);
  }
}

/** A failure in words for a person: the server's own where it has some. */
export function wordsFor(failure: Failure): string {
  switch (failure.kind) {
    case "refused":
      return failure.words;
    case "no-session":
      return wordsFor(failure.because);
    case "unreadable":
    case "not-sent":
    case "no-answer":
      return failure.detail;
  }
}

/** What the library puts for a status where there was none: `ResponseType` of @atproto/xrpc, which it does not export. */
const noAnswerStatus = 1;
const unreadableStatus = 2;

/** @throws what is not a failure of the call */
export function failureFrom(error: unknown): Failure {
  const signIn = signInFailureIn(error);
  if (!signIn) return callFailure(error);
  const because = callFailure(signIn.cause);
  return { kind: "no-session", because };
}

function callFailure(error: unknown): Exclude<Failure, { kind: "no-session" }> {
  if (!(error instanceof XRPCError)) throw error;
  const status: number = error.status;
  switch (status) {
    case noAnswerStatus:
      return { kind: wasNeverSent(error) ? "not-sent" : "no-answer", detail: error.message };
    case unreadableStatus:
      return { kind: "unreadable", detail: error.message };
    default:
      return {
        kind: "refused",
        status,
        error: error.error,
        words: error.message,
        afterSeconds: waitStated(error.headers ?? {}),
      };
  }
}

function signInFailureIn(error: unknown): SignInFailed | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof SignInFailed) return cause;
  return null;
}

/**
 * Seconds until the server takes requests again: `Retry-After`, or `RateLimit-Reset` (seconds since the epoch)
 * measured against the server's own clock. https://docs.bsky.app/docs/advanced-guides/rate-limits
 */
function waitStated(headers: Readonly<Record<string, string | undefined>>): number | null {
  const retryAfter = Number(headers["retry-after"] ?? Number.NaN);
  if (Number.isFinite(retryAfter)) return Math.max(1, Math.ceil(retryAfter));
  const resetAt = Number(headers["ratelimit-reset"] ?? Number.NaN) * 1000;
  const now = Date.parse(headers.date ?? "");
  if (!Number.isFinite(resetAt) || Number.isNaN(now)) return null;
  return Math.max(1, Math.ceil((resetAt - now) / 1000));
}
