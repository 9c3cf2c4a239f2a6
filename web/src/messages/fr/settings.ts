import type { settings as english } from "../en/settings.ts";

export const settings: Record<keyof typeof english, string> = {
  "settings.empty": "Aucune clé. Créez-en une pour utiliser l’API.",
};
