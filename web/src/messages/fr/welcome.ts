import type { welcome as english } from "../en/welcome.ts";

export const welcome: Record<keyof typeof english, string> = {
  "welcome.title": "Premiers pas de {workspace}",
  "welcome.done": "fait",
  "welcome.space": "Votre espace de travail",
  "welcome.spaceText": "Les horaires s’y lisent à l’heure de {zone}.",
  "welcome.profile": "Un profil où publier",
  "welcome.profileText": "Deux minutes, rien ne sera publié.",
  "welcome.tryDemo": "Essayer avec des profils de démonstration",
  "welcome.post": "Votre premier post",
  "welcome.postText": "Rédigez-le, prenez le prochain créneau libre ou un horaire, et regardez-le partir.",
  "welcome.monitor": "Une marque à suivre",
  "welcome.monitorText": "Ce qu’on en dit, où, et sur quel ton.",
  "welcome.brand": "Nom de la marque",
  "welcome.follow": "Lancer la veille",
  "welcome.monitorMade": "Vigie suit {name}.",
  "welcome.ready": "Prêt",
  "welcome.readyText":
    "Le calendrier est votre bureau. Le reste peut attendre\u202f: l’équipe, un canal d’alerte, un second profil.",
  "welcome.calendar": "Voir le calendrier",
  "welcome.invite": "Inviter quelqu’un",
  "welcome.channel": "Ajouter un canal d’alerte",
  "welcome.demo": "La démo en ce moment",
  "welcome.demoText":
    "Une marque inventée, {brand}\u202f: tout ce qu’elle publie va dans un bac à sable, sur cette machine.",
  "welcome.demoPosts": "{count, plural, one {# publication partie} other {# publications parties}}",
  "welcome.demoMentions": "{count, plural, one {# mention relevée} other {# mentions relevées}}",
  "welcome.demoAlerts":
    "{count, plural, =0 {Aucune alerte en cours} one {# alerte en cours} other {# alertes en cours}}",
  "welcome.demoHours": "Mentions des trois dernières heures, par tonalité.",
  "welcome.openDemo": "Ouvrir la démo",
};
