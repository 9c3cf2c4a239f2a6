import type { review as english } from "../en/review.ts";

export const review: Record<keyof typeof english, string> = {
  "review.empty": "Tout est à jour\u202f: rien n’attend votre validation.",
};
