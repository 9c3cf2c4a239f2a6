import type { views as english } from "../en/views.ts";

export const views: Record<keyof typeof english, string> = {
  "views.title": "Vues",
  "views.keep": "Enregistrer cette vue…",
  "views.name": "Nom de la vue",
  "views.nameHint": "Elle garde les filtres affichés, pour vous seulement.",
  "views.replaces": "Une vue porte déjà ce nom\u202f; elle sera remplacée.",
  "views.kept": "La vue «\u202f{name}\u202f» est enregistrée.",
  "views.remove": "Supprimer «\u202f{name}\u202f»",
  "views.removed": "La vue «\u202f{name}\u202f» est supprimée.",
  "views.none": "Aucune vue\u202f: choisissez des filtres, puis enregistrez-les sous un nom.",
};
