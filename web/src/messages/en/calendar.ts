export const calendar = {
  "calendar.empty": "Nothing planned this week. Write a post.",
} as const;
