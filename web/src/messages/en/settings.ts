export const settings = {
  "settings.empty": "No key yet. Create one to use the API.",
} as const;
