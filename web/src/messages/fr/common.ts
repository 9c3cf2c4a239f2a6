import type { common as english } from "../en/common.ts";

export const common: Record<keyof typeof english, string> = {
  "common.loading": "Chargement…",
  "common.stillLoading": "Toujours en cours de chargement…",
  "common.retry": "Réessayer",
  "common.loadError":
    "Impossible de charger {what}. Votre travail est conservé. Réessayez, ou consultez l’onglet Santé.",
  "common.copy": "Copier",
  "common.copied": "Copié",
  "common.close": "Fermer",
  "common.cancel": "Annuler",
  "common.save": "Enregistrer",
  "common.undo": "Annuler l’action",
  "common.justNow": "à l’instant",
  "common.theApp": "Vigie",
  "common.thisRoom": "cette page",
  "common.unreachable":
    "Vigie ne répond pas. Ce que vous avez saisi est toujours là. Vérifiez la connexion, puis réessayez.",
  "common.broken":
    "Quelque chose a cassé dans Vigie, c’est dans son journal. Ce que vous avez saisi est toujours là. Réessayez.",
};
