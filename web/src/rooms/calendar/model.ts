import type { Answer } from "../../api/bodies.ts";

export type CalendarAnswer = Answer<"/api/v1/calendar">;
export type CalendarPublication = CalendarAnswer["publications"][number];

export const calendarViews = ["month", "week", "day", "list"] as const;
export type CalendarView = (typeof calendarViews)[number];

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
