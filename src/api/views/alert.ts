import { z } from "zod";
import { Instant } from "../schemas.ts";

/** What an alert rests on: beside what is usual, and where it comes from. */
export const Evidence = z.object({
  expected: z.number(),
  seen: z.number(),
  since: Instant,
  authors: z.number(),
  score: z.number(),
  reason: z.string(),
  /** What it is about, where that is no monitor. */
  subject: z
    .object({
      kind: z.enum(["source", "publication", "profile", "post"]),
      id: z.string(),
      name: z.string(),
      network: z.string(),
      detail: z.string().nullable(),
      leavesAt: Instant.optional(),
    })
    .nullish(),
  topMentions: z.array(
    z.object({
      id: z.string(),
      network: z.string(),
      url: z.string().nullable(),
      text: z.string(),
      author: z.string().nullable(),
      followers: z.number().nullable(),
    }),
  ),
  terms: z.array(z.object({ term: z.string(), count: z.number() })),
  sources: z.array(z.object({ network: z.string(), count: z.number() })),
});
export const AlertView = z.object({
  id: z.string(),
  rule: z.string(),
  /** Null where the rule watches no monitor: see `evidence.subject`. */
  monitor: z.string().nullable(),
  /** Told also in quiet hours. */
  critical: z.boolean(),
  /** Id of the person who looks after it. */
  assignee: z.string().nullable(),
  escalatedAt: Instant.nullable(),
  state: z.enum(["firing", "acknowledged", "resolved"]),
  startedAt: Instant,
  openedAt: Instant,
  updatedAt: Instant,
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: Instant.nullable(),
  snoozedUntil: Instant.nullable(),
  /** A person said that it was no crisis; counted beside its rule. */
  falseAlarm: z.boolean(),
  evidence: Evidence,
  /** A hold worth considering: opinion of a brand turns while publications wait. `POST /holds` places it. */
  proposedHold: z.object({ brand: z.string(), profiles: z.int(), publications: z.int() }).nullable(),
});
export const AlertDetail = AlertView.extend({
  /** Where it began and whether few people make it, from the mentions as they are now; null for a rule that counts none. */
  origin: z
    .object({
      first: z.object({ id: z.string(), at: Instant }).nullable(),
      mentions: z.int(),
      authors: z.int(),
      /** By the three who wrote most. */
      byMostActive: z.int(),
    })
    .nullable(),
  deliveries: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      event: z.string(),
      /** `gathered`: waits for its channel's next digest. */
      state: z.enum(["gathered", "waiting", "delivering", "delivered", "failed"]),
      attempts: z.number(),
      /** When it is tried again; null: it is not. */
      nextTryAt: Instant.nullable(),
      detail: z.string().nullable(),
      createdAt: Instant,
      deliveredAt: Instant.nullable(),
    }),
  ),
});
