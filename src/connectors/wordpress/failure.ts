import type { PollOutcome } from "../../listening/source.ts";
import type { StepOutcome } from "../../publishing/publisher.ts";

/** Why a request to a WordPress site brought no answer to use. */
export type WordPressFailure =
  /** The request did not leave. */
  | { kind: "not-sent"; detail: string; blocked: boolean }
  /** The request may have arrived; no whole answer came back. */
  | { kind: "no-answer"; detail: string }
  /** There is no WordPress at this address. */
  | { kind: "absent"; detail: string }
  /** A redirect: the site was not reached, and a write is not sent on. */
  | { kind: "moved"; status: number; detail: string }
  /** HTML in place of JSON: a firewall, or a fault in PHP, perhaps after the write. */
  | { kind: "not-wordpress"; status: number; afterSeconds: number | null; detail: string }
  /** WordPress's own refusal. */
  | { kind: "refused"; status: number; afterSeconds: number | null; code: string; detail: string };

/** A redirect to another place, with what to do about it. */
export function movedTo(address: string, status: number): WordPressFailure {
  const detail = `the site sends us on to ${address}; give that address as the profile's base URL`;
  return { kind: "moved", status, detail };
}

/**
 * Two comments from one address must be 15 seconds apart. WordPress says so with 400 or 429, by version and way in,
 * and without `Retry-After` (seen on 6.1.9).
 */
const commentFloodSeconds = 15;
const defaultPauseSeconds = 60;

/**
 * What follows for a publication.
 * @param writes false for a request without visible effect, which may be repeated when its answer is lost
 */
export function stepOutcomeOf(failure: WordPressFailure, writes: boolean): StepOutcome {
  const { detail } = failure;
  switch (failure.kind) {
    case "not-sent":
      return failure.blocked ? { kind: "rejected", because: "forbidden", detail } : { kind: "retry", detail };
    case "no-answer":
      return unclear(writes, detail, null);
    case "absent":
      return { kind: "rejected", because: "gone", detail };
    case "moved":
      return { kind: "rejected", because: "forbidden", detail };
    case "not-wordpress":
      // A body that is too large is refused by the web server in front of PHP.
      if (failure.status === 413) return { kind: "rejected", because: "content", detail };
      if (failure.status === 429)
        return {
          kind: "retry",
          afterSeconds: failure.afterSeconds ?? defaultPauseSeconds,
          pauses: "profile",
          detail,
        };
      return unclear(writes, detail, failure.afterSeconds);
    case "refused":
      return refusedStep(failure, writes);
  }
}

function refusedStep(failure: WordPressFailure & { kind: "refused" }, writes: boolean): StepOutcome {
  const { status, code, detail, afterSeconds } = failure;
  // WordPress answers 500 to a file of a kind it does not take: asking again brings the same.
  if (code.startsWith("rest_upload_")) return { kind: "rejected", because: "content", detail };
  if (code === "comment_flood")
    return { kind: "retry", afterSeconds: afterSeconds ?? commentFloodSeconds, detail };
  if (status === 429)
    return { kind: "retry", afterSeconds: afterSeconds ?? defaultPauseSeconds, pauses: "profile", detail };
  if (status >= 500) return unclear(writes, detail, afterSeconds);
  if (status === 401) return { kind: "rejected", because: "credentials", detail };
  if (status === 403) return { kind: "rejected", because: "forbidden", detail };
  if (status === 404 || status === 410) return { kind: "rejected", because: "gone", detail };
  return { kind: "rejected", because: "content", detail };
}

function unclear(writes: boolean, detail: string, afterSeconds: number | null): StepOutcome {
  if (writes) return { kind: "unconfirmed", detail };
  return { kind: "retry", detail, ...(afterSeconds === null ? {} : { afterSeconds }) };
}

/** What follows for a source. */
export function pollOutcomeOf(failure: WordPressFailure): PollOutcome {
  const { detail } = failure;
  switch (failure.kind) {
    case "not-sent":
      return failure.blocked ? { kind: "refused", because: "settings", detail } : { kind: "retry", detail };
    case "no-answer":
      return { kind: "retry", detail };
    case "absent":
      return { kind: "refused", because: "gone", detail };
    case "moved":
      return { kind: "refused", because: "settings", detail };
    case "not-wordpress":
      return retry(failure);
    case "refused":
      if (failure.status === 429 || failure.status >= 500) return retry(failure);
      if (failure.status === 401 || failure.status === 403)
        return { kind: "refused", because: "credentials", detail };
      if (failure.status === 404) return { kind: "refused", because: "gone", detail };
      return { kind: "refused", because: "settings", detail };
  }
}

function retry({ afterSeconds, detail }: { afterSeconds: number | null; detail: string }): PollOutcome {
  return { kind: "retry", detail, ...(afterSeconds === null ? {} : { afterSeconds }) };
}
