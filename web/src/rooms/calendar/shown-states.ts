/** States as the calendar shows them: those of a publication, and a post that waits for approval. First what wants a person. */
export const shownStates = [
  "failed",
  "unconfirmed",
  "missed",
  "held",
  "publishing",
  "approval",
  "scheduled",
  "draft",
  "published",
  "cancelled",
] as const;
export type ShownState = (typeof shownStates)[number];
