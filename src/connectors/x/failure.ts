import type { IncomingHttpHeaders } from "node:http";
import type { PollOutcome } from "../../listening/source.ts";
import type { StepOutcome } from "../../publishing/publisher.ts";
import { Refusal } from "./schema.ts";

/** Why a request to X brought no answer to use. */
export type XFailure =
  /** The request did not leave. */
  | { kind: "not-sent"; detail: string; blocked: boolean }
  /** The request may have arrived; no whole, readable answer came back. */
  | { kind: "no-answer"; detail: string }
  /** The token is dead and could not be renewed. */
  | { kind: "credentials"; detail: string }
  | {
      kind: "refused";
      status: number;
      /** X's own words. */
      detail: string;
      /** Request fields that X names, such as `since_id`. */
      fields: string[];
      /** How long X asks to wait; `null` where it does not say. */
      afterSeconds: number | null;
      /** X's own clock when it answered. */
      answeredAt: Date | null;
    };

/** The windows of X's limits last 15 minutes: https://docs.x.com/x-api/fundamentals/rate-limits */
const rateWindowSeconds = 15 * 60;
/** Credits come back when somebody buys some, so we look again once an hour. */
const creditsSeconds = 60 * 60;

/** A refusal, from status, body and headers. */
export function refusedBy(status: number, body: unknown, headers: IncomingHttpHeaders): XFailure {
  const parsed = Refusal.safeParse(body);
  const refusal = parsed.success ? parsed.data : {};
  const fields = (refusal.errors ?? []).flatMap((error) => Object.keys(error.parameters ?? {}));
  const answeredAt = instantOf(headers.date);
  return {
    kind: "refused",
    status,
    detail: wordsOf(refusal) ?? `HTTP ${status}`,
    fields,
    afterSeconds: waitOf(headers, answeredAt),
    answeredAt,
  };
}

/** True when X says that this text was posted before: https://github.com/akrherz/iembot/issues/163 */
export function isDuplicate(failure: XFailure): boolean {
  return failure.kind === "refused" && failure.status === 403 && /duplicate/i.test(failure.detail);
}

/**
 * What follows for a publication.
 * @param writes false for a request without visible effect, which may be repeated when its answer is lost
 */
export function stepOutcomeOf(failure: XFailure, writes: boolean): StepOutcome {
  switch (failure.kind) {
    case "not-sent":
      if (failure.blocked) return { kind: "rejected", because: "forbidden", detail: failure.detail };
      return { kind: "retry", detail: failure.detail };
    case "no-answer":
      return writes
        ? { kind: "unconfirmed", detail: failure.detail }
        : { kind: "retry", detail: failure.detail };
    case "credentials":
      return { kind: "rejected", because: "credentials", detail: failure.detail };
    case "refused":
      return refusedStep(failure, writes);
  }
}

function refusedStep(failure: XFailure & { kind: "refused" }, writes: boolean): StepOutcome {
  const { status, detail } = failure;
  if (status === 429) {
    const afterSeconds = failure.afterSeconds ?? rateWindowSeconds;
    return { kind: "retry", afterSeconds, pauses: "profile", detail };
  }
  if (status === 402) return { kind: "retry", afterSeconds: creditsSeconds, pauses: "profile", detail };
  if (status >= 500) return writes ? { kind: "unconfirmed", detail } : { kind: "retry", detail };
  if (status === 401) return { kind: "rejected", because: "credentials", detail };
  // Error 385 in X's list: what was to be answered is gone.
  if (status === 403 && /deleted or not visible/i.test(detail))
    return { kind: "rejected", because: "gone", detail };
  if (status === 403) return { kind: "rejected", because: "forbidden", detail };
  return { kind: "rejected", because: "content", detail };
}

/** What follows for a source. */
export function pollOutcomeOf(failure: XFailure): Extract<PollOutcome, { kind: "refused" | "retry" }> {
  switch (failure.kind) {
    case "not-sent":
      if (failure.blocked) return { kind: "refused", because: "settings", detail: failure.detail };
      return { kind: "retry", detail: failure.detail };
    case "no-answer":
      return { kind: "retry", detail: failure.detail };
    case "credentials":
      return { kind: "refused", because: "credentials", detail: failure.detail };
    case "refused":
      return refusedPoll(failure);
  }
}

function refusedPoll(
  failure: XFailure & { kind: "refused" },
): Extract<PollOutcome, { kind: "refused" | "retry" }> {
  const { status, detail } = failure;
  if (status === 429)
    return { kind: "retry", afterSeconds: failure.afterSeconds ?? rateWindowSeconds, detail };
  if (status === 402) return { kind: "retry", afterSeconds: creditsSeconds, detail };
  if (status >= 500) return { kind: "retry", detail };
  if (status === 401 || status === 403) return { kind: "refused", because: "credentials", detail };
  if (status === 404) return { kind: "refused", because: "gone", detail };
  return { kind: "refused", because: "settings", detail };
}

function wordsOf(refusal: Refusal): string | null {
  // What stands beside OAuth's sentence is only its code.
  if (refusal.error_description) return refusal.error_description;
  const listed = (refusal.errors ?? []).map((error) => error.message ?? error.detail);
  const words = [refusal.detail, ...listed].filter((sentence) => sentence !== undefined);
  return words.length > 0 ? [...new Set(words)].join(" ") : (refusal.title ?? refusal.error ?? null);
}

/**
 * Seconds until the limit that was hit is lifted. X states the instant (epoch seconds); both it and the instant of
 * the answer are read from X's clock, so ours may be wrong. A day's limit that is used up outlasts the window's.
 */
function waitOf(headers: IncomingHttpHeaders, answeredAt: Date | null): number | null {
  const retryAfter = Number(headers["retry-after"]);
  if (Number.isFinite(retryAfter) && retryAfter > 0) return Math.ceil(retryAfter);
  const resets = ["x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour"]
    .filter((limit, index) => index === 0 || headers[`${limit}-remaining`] === "0")
    .map((limit) => Number(headers[`${limit}-reset`]))
    .filter((reset) => Number.isFinite(reset));
  if (resets.length === 0 || !answeredAt) return null;
  return Math.max(1, Math.ceil(Math.max(...resets) - answeredAt.getTime() / 1000));
}

function instantOf(header: string | undefined): Date | null {
  const at = new Date(header ?? "");
  return Number.isNaN(at.getTime()) ? null : at;
}
