import type { calendar as english } from "../en/calendar.ts";

export const calendar: Record<keyof typeof english, string> = {
  "calendar.empty": "Rien de prévu cette semaine. Rédigez un post.",
};
