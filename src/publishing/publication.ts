import type { PublicationState } from "../generated/prisma/enums.ts";

export type { PublicationState };

/** A table of moves: from which states each may be made, and where it leads. */
export type Moves<State extends string> = Record<string, { from: readonly State[]; to: State }>;

/** What can happen to a publication. A move that is not here cannot happen. */
export const publicationMoves = {
  schedule: { from: ["draft", "scheduled", "failed", "missed", "held"], to: "scheduled" },
  claim: { from: ["scheduled"], to: "publishing" }, // under a lease
  succeed: { from: ["publishing", "unconfirmed"], to: "published" },
  reject: { from: ["publishing", "unconfirmed"], to: "failed" },
  retry: { from: ["publishing", "unconfirmed"], to: "scheduled" }, // surely not there, and worth another try
  lose: { from: ["publishing"], to: "unconfirmed" }, // the request may have arrived
  miss: { from: ["scheduled"], to: "missed" }, // too late to go out unasked
  hold: { from: ["scheduled"], to: "held" }, // a person or an alert said stop
  shelve: { from: ["draft", "scheduled", "failed", "missed", "held"], to: "draft" }, // back to the desk, without a time
  cancel: { from: ["draft", "scheduled", "missed", "held"], to: "cancelled" },
} as const satisfies Moves<PublicationState>;

export type PublicationMove = keyof typeof publicationMoves;

/** Where `move` leads from `state`; null when it may not be made there. */
export function afterMove(state: PublicationState, move: PublicationMove): PublicationState | null {
  const { from, to } = publicationMoves[move];
  return (from as readonly PublicationState[]).includes(state) ? to : null;
}

/** How long a worker may hold a publication without a sign of life. Under a minute, renewed well before. */
export const leaseSeconds = 45;
export const leaseRenewalSeconds = 10;

/**
 * How late a publication may still go out that was tried in its time and met an outage or a rate limit. Beyond it, as
 * beyond the grace for one that was never tried, a person decides.
 */
export const triedGraceSeconds = 6 * 3600;

/** Why a publication failed or waits for a person. Stable: scripts and the web app know these. */
export const failureCodes = [
  "refused_content",
  "refused_credentials",
  "refused_permission",
  "target_gone",
  "network_unavailable",
  "unconfirmed",
  "missed",
  "on_hold",
  "not_approved",
  "draft_left",
] as const;
export type FailureCode = (typeof failureCodes)[number];
