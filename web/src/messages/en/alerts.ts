export const alerts = {
  "alerts.empty": "Calm. No alert so far.",
} as const;
