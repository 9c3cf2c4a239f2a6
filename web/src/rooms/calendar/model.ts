import type { paths } from "../../generated/api.ts";

export type CalendarAnswer =
  paths["/api/v1/calendar"]["get"]["responses"]["200"]["content"]["application/json"];
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
