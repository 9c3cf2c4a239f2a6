export const reputation = {
  "reputation.empty": "No mentions yet.",
} as const;
