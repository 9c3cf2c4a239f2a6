import type { AlertState } from "../generated/prisma/enums.ts";

/** What can happen to an alert. It opens as `firing`. */
export const alertMoves = {
  acknowledge: { from: ["firing"], to: "acknowledged" },
  resolve: { from: ["firing", "acknowledged"], to: "resolved" },
} as const satisfies Record<string, { from: readonly AlertState[]; to: AlertState }>;

/** Why an alert is open: what a person looks at first. */
export interface Evidence {
  /** How many were to be expected since `since`, and how many there were. */
  expected: number;
  seen: number;
  since: string;
  /** How many people wrote them. */
  authors: number;
  /** 0.5: as unusual as the rule's sensitivity asks for; 1: beyond any doubt. */
  score: number;
  reason: string;
  /** What it is about, where that is not a monitor. */
  subject: Subject | null;
  /** Those with most reach first. */
  topMentions: {
    id: string;
    network: string;
    url: string | null;
    text: string;
    author: string | null;
    followers: number | null;
  }[];
  /** Words that made them negative, and how often. */
  terms: { term: string; count: number }[];
  sources: { network: string; count: number }[];
}

/** A thing of the workspace that an alert can be about. */
export interface Subject {
  kind: "source" | "publication" | "profile" | "post";
  id: string;
  /** As its people call it. */
  name: string;
  network: string;
  /** What is wrong with it, in the network's own words. */
  detail: string | null;
  /** ISO 8601: when it is to leave, of a post that waits for approval. */
  leavesAt?: string;
}

/**
 * Told also in quiet hours: a spike so far from chance (the square of what its sensitivity asks for, nearly) that
 * nobody would rather have slept.
 */
export function isCritical(evidence: Pick<Evidence, "score" | "subject" | "reason">): boolean {
  return (evidence.reason === "count" || evidence.reason === "share") && evidence.score >= 0.9;
}
