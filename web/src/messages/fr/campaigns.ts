import type { campaigns as english } from "../en/campaigns.ts";

export const campaigns: Record<keyof typeof english, string> = {
  "campaigns.what": "vos campagnes",
  "campaigns.whatLinks": "ces liens",
  "campaigns.empty":
    "Une campagne réunit des posts autour d’un but\u202f: mêmes paramètres UTM, mêmes résultats. Créez-en une, puis choisissez-la dans l’éditeur.",
  "campaigns.new": "Nouvelle campagne",
  "campaigns.period": "du {from} au {to}",
  "campaigns.from": "à partir du {from}",
  "campaigns.until": "jusqu’au {to}",
  "campaigns.posts": "Posts",
  "campaigns.clicks": "Clics",
  "campaigns.notCounted": "non comptés",
  "campaigns.links": "Liens suivis",
  "campaigns.linksOf": "Liens suivis de {name}",
  "campaigns.edit": "Modifier",
  "campaigns.editName": "Modifier {name}",
  "campaigns.archive": "Archiver",
  "campaigns.archiveName": "Archiver {name}",
  "campaigns.archiveTitle": "Archiver {name}\u202f?",
  "campaigns.archiveText":
    "Elle n’est plus proposée dans l’éditeur. Ses posts partent comme prévu et ses liens continuent de mener là où ils mènent.",
  "campaigns.noLinksYet": "Aucun lien suivi pour l’instant\u202f: ils apparaissent quand un post part.",
  "campaigns.linksNotCounted":
    "Les clics ne sont pas comptés pour cette campagne. Activez les liens suivis pour les prochains posts.",
  "campaigns.target": "Destination",
  "campaigns.where": "Post",
  "campaigns.postGone": "post supprimé",
  "campaigns.kept": "Campagne enregistrée.",
  "campaigns.name": "Nom",
  "campaigns.goal": "But",
  "campaigns.startsOn": "Début",
  "campaigns.endsOn": "Fin",
  "campaigns.noDay": "Effacer la date",
  "campaigns.utm": "Paramètres UTM",
  "campaigns.utmHint":
    "Ajoutés aux liens au moment de l’envoi, après ce qu’ils portent déjà. Un paramètre déjà présent reste tel quel.",
  "campaigns.theNetwork": "le réseau",
  "campaigns.track": "Liens suivis",
  "campaigns.trackHint":
    "Les liens passent par {address}, qui compte les clics par jour, sans rien garder de qui clique. Les robots ne comptent pas.",
  "campaigns.keep": "Enregistrer la campagne",
};
