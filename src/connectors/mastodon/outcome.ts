import type { Allowance, PollOutcome } from "../../listening/source.ts";
import type { StepOutcome } from "../../publishing/publisher.ts";
import type { Failure } from "./client.ts";

/** Mastodon asks to try again "in a moment" when a file is not processed yet. */
const processingWaitSeconds = 5;

/**
 * What a failed write means. A 5xx may come after the status was stored, so it is as unclear as no answer.
 * https://docs.joinmastodon.org/methods/statuses/#create
 */
export function writeFailed(failure: Failure): Exclude<StepOutcome, { kind: "done" }> {
  switch (failure.kind) {
    case "not-sent":
      return { kind: "retry", detail: failure.detail };
    case "no-answer":
    case "unreadable":
      return { kind: "unconfirmed", detail: failure.detail };
    case "refused":
      return writeRefused(failure);
  }
}

function writeRefused(
  failure: Extract<Failure, { kind: "refused" }>,
): Exclude<StepOutcome, { kind: "done" }> {
  const { status, words, afterSeconds } = failure;
  if (status === 429)
    return { kind: "retry", ...(afterSeconds ? { afterSeconds } : {}), pauses: "profile", detail: words };
  if (status === 422 && /not finished processing/i.test(words))
    return { kind: "retry", afterSeconds: processingWaitSeconds, detail: words };
  if (status >= 500 || status === 408) return { kind: "unconfirmed", detail: words };
  if (status === 401) return { kind: "rejected", because: "credentials", detail: words };
  if (status === 403) return { kind: "rejected", because: "forbidden", detail: words };
  // A redirect: the server has moved, and a write is never sent on to where we were not told to go.
  if (status === 404 || status === 410 || status < 400)
    return { kind: "rejected", because: "gone", detail: words };
  return { kind: "rejected", because: "content", detail: words };
}

/** Servers may differ, and say so in their headers. https://docs.joinmastodon.org/api/rate-limits/ */
export const readAllowance: Allowance = { calls: 300, perSeconds: 300 };

/** What a failed read means to a source. */
export function readFailed(failure: Failure): Exclude<PollOutcome, { kind: "page" | "unchanged" }> {
  const detail = wordsFor(failure);
  if (failure.kind !== "refused") return { kind: "retry", detail };
  const { status, afterSeconds } = failure;
  if (status >= 500 || status === 408 || status === 429)
    return { kind: "retry", ...(afterSeconds ? { afterSeconds } : {}), detail };
  switch (status) {
    case 401:
    case 403:
      return { kind: "refused", because: "credentials", detail };
    case 410:
      return { kind: "refused", because: "gone", detail };
    default:
      return { kind: "refused", because: "settings", detail };
  }
}

/** A failure in words for a person. */
export function wordsFor(failure: Failure): string {
  return failure.kind === "refused" ? failure.words : failure.detail;
}
