import type { reputation as english } from "../en/reputation.ts";

export const reputation: Record<keyof typeof english, string> = {
  "reputation.empty": "Pas encore de mention.",
};
