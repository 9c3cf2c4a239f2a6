import type { ReviewState } from "../generated/prisma/enums.ts";
import type { Moves } from "./publication.ts";

export type { ReviewState };

/** What can happen to a post's approval. A move that is not here cannot happen. */
export const reviewMoves = {
  submit: { from: ["none", "sentBack"], to: "waiting" },
  approve: { from: ["waiting"], to: "approved" }, // by the last person who had to
  sendBack: { from: ["waiting", "approved"], to: "sentBack" },
  drop: { from: ["waiting", "approved"], to: "waiting" }, // it changed: what was said of it counts no more
} as const satisfies Moves<ReviewState>;

export type ReviewMove = keyof typeof reviewMoves;

export function mayReview(state: ReviewState, move: ReviewMove): boolean {
  return (reviewMoves[move].from as readonly ReviewState[]).includes(state);
}

/** How many people must approve a post: as many as the strictest of its profiles asks for. */
export function approvalsNeeded(
  workspace: { approvalsRequired: number },
  profiles: readonly { approvalsRequired: number | null }[],
): number {
  return Math.max(0, ...profiles.map((profile) => profile.approvalsRequired ?? workspace.approvalsRequired));
}

/** A line of a post's history of approval, oldest first in lists of them. */
export interface Verdict {
  verdict: "submitted" | "approved" | "sentBack" | "dropped";
  /** Who: one counts once, however often they say so. */
  actor: string;
}

/** Who has approved the post as it stands: a send-back or a change undoes what came before. */
export function standingApprovals(history: readonly Verdict[]): ReadonlySet<string> {
  const standing = new Set<string>();
  for (const { verdict, actor } of history) {
    if (verdict === "approved") standing.add(actor);
    else if (verdict !== "submitted") standing.clear();
  }
  return standing;
}

/** What of a post changed between two versions of it, each part by itself. */
export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

/** The fields in which two versions differ. Both are plain JSON with the same fields. */
export function changesBetween(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Change[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => canonical(before[field]) !== canonical(after[field]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/** JSON with its keys in order: the database does not keep the order in which they were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** What a change of a post does to its approval. `drops`: what was approved so far counts no more. */
export function reviewAfterChange(
  review: ReviewState,
  change: { needed: number; scheduled: boolean; content: boolean; time: boolean; survivesMove: boolean },
): { review: ReviewState; drops: boolean } {
  switch (review) {
    case "none":
      return { review: change.scheduled && change.needed > 0 ? "waiting" : "none", drops: false };
    case "waiting":
    case "approved": {
      const drops = change.content || (change.time && !change.survivesMove);
      return { review: drops ? "waiting" : review, drops };
    }
    case "sentBack":
      return { review, drops: false };
  }
}

/** Whether a post at this point of its review may go out, once it is due. */
export function mayGoOut(review: ReviewState): boolean {
  return review === "none" || review === "approved";
}
