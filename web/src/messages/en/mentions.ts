export const mentions = {
  "mentions.empty": "No mention matches.",
} as const;
