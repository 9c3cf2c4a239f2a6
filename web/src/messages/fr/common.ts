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
  "time.date": "Date",
  "time.time": "Heure",
  "time.hours": "heures",
  "time.minutes": "minutes",
  "time.zone": "Fuseau horaire",
  "time.readAs": "Compris comme\u202f: {at} ({offset})",
  "time.none": "Indiquez une date et une heure.",
  "time.gap":
    "Cette heure n’existe pas à cet endroit\u202f: l’heure avance cette nuit-là. L’heure qui suit le changement est retenue.",
  "time.overlapFirst": "Cette heure a lieu deux fois cette nuit-là. La première est retenue (heure d’été).",
  "time.overlapSecond": "Cette heure a lieu deux fois cette nuit-là. La seconde est retenue (heure d’hiver).",
  "time.takeFirst": "Préférer la première",
  "time.takeSecond": "Préférer la seconde",
  "time.amPm": "matin ou après-midi",
  "time.previousMonth": "Mois précédent",
  "time.nextMonth": "Mois suivant",
  "time.previousYear": "Année précédente",
  "time.nextYear": "Année suivante",
  "time.previousDecade": "Dix ans avant",
  "time.nextDecade": "Dix ans après",
};
