import type { mentions as english } from "../en/mentions.ts";

export const mentions: Record<keyof typeof english, string> = {
  "mentions.empty": "Aucune mention ne correspond.",
};
