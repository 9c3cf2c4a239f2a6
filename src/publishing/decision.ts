import { plusSeconds } from "../platform/clock.ts";
import type { FailureCode } from "./publication.ts";
import type { FindOutcome, Published, StepOutcome } from "./publisher.ts";

/** What one attempt came to: published, or the outcome of the step at which it stopped. */
export type AttemptResult =
  | { kind: "published"; published: Published }
  | Exclude<StepOutcome, { kind: "done" }>;

/** What follows from an attempt: the move, and what is written with it. */
export type Decision =
  | { move: "succeed"; published: Published }
  | { move: "reject"; code: FailureCode; detail: string; reconnectProfile: boolean }
  /** `pauseProfileUntil`: nothing of this profile is sent before. `countsAsTry` false: a rate limit uses up nothing. */
  | { move: "retry"; dueAt: Date; detail: string; pauseProfileUntil: Date | null; countsAsTry: boolean }
  /** `dueAt`: when to ask the network whether it is there. */
  | { move: "lose"; dueAt: Date; detail: string };

/** Tries at a network that could not take the request, before a person is asked: some 45 minutes in all. */
export const maxTries = 10;
const firstDelaySeconds = 5;
const longestDelaySeconds = 3600;
/** A request whose answer was lost may still be on its way: reading back waits at least this long. */
const shortestReadBackSeconds = 10;

/**
 * What follows from an attempt.
 * @param tries how many attempts there were that count, this one included
 * @param chance a random number in [0, 1): spreads retries, so that a thousand publications that failed together do
 *   not come back together
 */
export function decide(
  result: AttemptResult,
  {
    tries,
    now,
    chance,
    readBackAfterSeconds,
  }: { tries: number; now: Date; chance: number; readBackAfterSeconds: number },
): Decision {
  switch (result.kind) {
    case "published":
      return { move: "succeed", published: result.published };
    case "rejected":
      return {
        move: "reject",
        code: codeOf[result.because],
        detail: result.detail,
        reconnectProfile: result.because === "credentials",
      };
    case "retry": {
      const { detail } = result;
      if (result.pauses === "profile") {
        const until = plusSeconds(now, Math.max(1, result.afterSeconds ?? 60));
        return { move: "retry", dueAt: until, detail, pauseProfileUntil: until, countsAsTry: false };
      }
      if (tries >= maxTries)
        return { move: "reject", code: "network_unavailable", detail, reconnectProfile: false };
      const delay = Math.max(result.afterSeconds ?? 0, backoffSeconds(tries, chance));
      return {
        move: "retry",
        dueAt: plusSeconds(now, delay),
        detail,
        pauseProfileUntil: null,
        countsAsTry: true,
      };
    }
    case "unconfirmed":
      return {
        move: "lose",
        dueAt: plusSeconds(now, Math.max(shortestReadBackSeconds, readBackAfterSeconds)),
        detail: result.detail,
      };
  }
}

/** What follows from a try at taking a draft away. */
export type WithdrawalDecision =
  | { kind: "gone" }
  | { kind: "again"; dueAt: Date }
  /** It stays, and a person is told. */
  | { kind: "leave"; detail: string };

/** Taking away may be repeated, so an answer that is lost is asked for again like one that never came. */
export function decideWithdrawal(
  outcome: StepOutcome,
  { tries, now, chance }: { tries: number; now: Date; chance: number },
): WithdrawalDecision {
  switch (outcome.kind) {
    case "done":
      return { kind: "gone" };
    case "rejected":
      return { kind: "leave", detail: outcome.detail };
    case "retry":
    case "unconfirmed": {
      if (tries >= maxTries) return { kind: "leave", detail: outcome.detail };
      const asked = outcome.kind === "retry" ? (outcome.afterSeconds ?? 0) : 0;
      return { kind: "again", dueAt: plusSeconds(now, Math.max(asked, backoffSeconds(tries, chance))) };
    }
  }
}

/** What follows from asking the network whether an unanswered attempt arrived. */
export type ReadBackDecision =
  | { move: "succeed"; published: Published }
  /** Surely not there, or a part of it is and the rest may go on. */
  | { move: "retry"; dueAt: Date }
  /** Surely not there, again and again: a person decides. */
  | { move: "reject"; code: FailureCode; detail: string }
  /** Still unknown: asked again at `dueAt`, or, when null, a person decides. */
  | { move: null; dueAt: Date | null; detail: string };

const maxReadBacks = 6;

/**
 * @param found what the network said of the step whose answer never came; `published` when that was the last one
 * @param asked how many times it has been asked since that attempt, this one included
 * @param tries how many attempts there were that count
 */
export function decideReadBack(
  found: FindOutcome | { kind: "published"; published: Published } | { kind: "cannot-ask" },
  { asked, tries, now, chance }: { asked: number; tries: number; now: Date; chance: number },
): ReadBackDecision {
  switch (found.kind) {
    case "published":
      return { move: "succeed", published: found.published };
    case "found":
      return { move: "retry", dueAt: now };
    case "absent": {
      if (tries >= maxTries)
        return {
          move: "reject",
          code: "network_unavailable",
          detail: `the network gave no answer to ${tries} attempts, and has none of them`,
        };
      // The first loss may be chance; a server that loses every answer is not asked ever faster.
      const delay = tries <= 1 ? 0 : backoffSeconds(tries - 1, chance);
      return { move: "retry", dueAt: plusSeconds(now, delay) };
    }
    case "cannot-ask":
      return { move: null, dueAt: null, detail: "this network cannot be asked" };
    case "unknown": {
      const again = asked < maxReadBacks ? plusSeconds(now, 3 * backoffSeconds(asked, chance)) : null;
      return { move: null, dueAt: again, detail: found.detail };
    }
  }
}

/** Doubles from 5 s to an hour, spread by a quarter to either side. */
export function backoffSeconds(tries: number, chance: number): number {
  const full = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** Math.max(0, tries - 1));
  return full * (0.75 + chance / 2);
}

const codeOf = {
  content: "refused_content",
  credentials: "refused_credentials",
  forbidden: "refused_permission",
  gone: "target_gone",
} as const satisfies Record<string, FailureCode>;
