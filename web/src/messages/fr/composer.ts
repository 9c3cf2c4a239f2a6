import type { composer as english } from "../en/composer.ts";

export const composer: Record<keyof typeof english, string> = {
  "composer.empty": "Choisissez au moins un profil. Aucun profil\u202f? Connectez-en un.",
  "composer.edit": "Post",
};
