import type { Allowance, PollOutcome } from "../../listening/source.ts";
import type { StepOutcome } from "../../publishing/publisher.ts";
import { type Failure, wordsFor } from "./client.ts";

type Refused = Extract<Failure, { kind: "refused" }>;

/** By address. https://docs.bsky.app/docs/advanced-guides/rate-limits */
export const readAllowance: Allowance = { calls: 3000, perSeconds: 300 };

/** Errors that say that these credentials will not do, whatever the status they come with. */
const credentialErrors = new Set(["ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired"]);
/** Errors that say that the account may not do this now. */
const accountErrors = new Set(["AccountTakedown", "AccountDeactivated", "RepoTakendown", "RepoDeactivated"]);

/** What a failed write means. A 5xx may come after the record was stored; `find` asks for it by its key. */
export function writeFailed(failure: Failure): Exclude<StepOutcome, { kind: "done" }> {
  switch (failure.kind) {
    case "not-sent":
      return { kind: "retry", detail: failure.detail };
    case "no-answer":
    case "unreadable":
      return { kind: "unconfirmed", detail: failure.detail };
    case "refused":
      return failure.status >= 500 ? { kind: "unconfirmed", detail: failure.words } : refusal(failure);
    case "no-session":
      return notSignedIn(failure.because);
  }
}

/** What a failed read means to a source. */
export function readFailed(failure: Failure): Exclude<PollOutcome, { kind: "page" | "unchanged" }> {
  const refused = failure.kind === "no-session" ? failure.because : failure;
  const detail = wordsFor(failure);
  if (refused.kind !== "refused" || refused.status >= 500) return { kind: "retry", detail };
  if (refused.status === 429)
    return { kind: "retry", ...(refused.afterSeconds ? { afterSeconds: refused.afterSeconds } : {}), detail };
  const isAboutUs =
    refused.status === 401 || credentialErrors.has(refused.error) || accountErrors.has(refused.error);
  return { kind: "refused", because: isAboutUs ? "credentials" : "settings", detail };
}

/** Nothing was written: the session comes before the call. */
function notSignedIn(
  because: Exclude<Failure, { kind: "no-session" }>,
): Exclude<StepOutcome, { kind: "done" }> {
  if (because.kind !== "refused" || because.status >= 500)
    return { kind: "retry", detail: `signing in failed: ${wordsFor(because)}` };
  const outcome = refusal(because);
  return outcome.kind === "rejected" && outcome.because !== "forbidden"
    ? { ...outcome, because: "credentials" }
    : outcome;
}

function refusal({ status, error, words, afterSeconds }: Refused): Exclude<StepOutcome, { kind: "done" }> {
  if (status === 429)
    return { kind: "retry", ...(afterSeconds ? { afterSeconds } : {}), pauses: "profile", detail: words };
  if (accountErrors.has(error) || status === 403)
    return { kind: "rejected", because: "forbidden", detail: words };
  if (status === 401 || credentialErrors.has(error))
    return { kind: "rejected", because: "credentials", detail: words };
  if (status === 404) return { kind: "rejected", because: "gone", detail: words };
  return { kind: "rejected", because: "content", detail: words };
}
