import type { welcome as english } from "../en/welcome.ts";

export const welcome: Record<keyof typeof english, string> = {
  "welcome.title": "Premiers pas de {workspace}",
  "welcome.steps": "Premiers pas",
  "welcome.done": "fait",
  "welcome.next": "Continuer",
  "welcome.skip": "Passer cette étape",
  "welcome.change": "Modifier dans les réglages",
  "welcome.step.space": "Votre espace",
  "welcome.step.profile": "Profil",
  "welcome.step.post": "Premier post",
  "welcome.step.monitor": "Veille",
  "welcome.step.ready": "Prêt",
  "welcome.space": "Votre espace de travail",
  "welcome.spaceText": "Les horaires s’y lisent à l’heure de {zone}.",
  "welcome.profile": "Un profil où publier",
  "welcome.profileText":
    "Connectez l’un des vôtres\u202f: deux minutes, rien ne sera publié. Ou essayez avec des profils inventés, dont les posts restent sur cette machine.",
  "welcome.profileDemo": "Ces profils sont inventés\u202f: ce qu’ils publient reste sur cette machine.",
  "welcome.tryDemo": "Essayer avec des profils de démonstration",
  "welcome.ownProfile": "Connecter un profil dans {workspace}",
  "welcome.profileFirst": "Choisir d’abord un profil",
  "welcome.post": "Rédigez votre premier post",
  "welcome.postText":
    "Il part dans cinq minutes, à l’heure affichée. Changez-en les mots, puis programmez-le.",
  "welcome.postDemo":
    "Il part dans cinq minutes, sur la démo\u202f: personne ne le lira au-dehors. Changez-en les mots, puis programmez-le.",
  "welcome.sample":
    "Bonjour, c’est notre premier post programmé. Au menu cette semaine\u202f: les coulisses, une nouveauté et vos questions. Par quoi commence-t-on\u202f?",
  "welcome.goOn": "Reprendre le brouillon",
  "welcome.postGone": "Votre post est en route",
  "welcome.postGoneText": "Vous le verrez partir ici et dans le calendrier, à la seconde près.",
  "welcome.followBrand": "Suivre une marque",
  "welcome.monitor": "Une marque à suivre",
  "welcome.monitorText": "Son nom suffit\u202f: ce que Vigie trouve s’affiche à mesure que vous écrivez.",
  "welcome.monitorNot":
    "Les veilles sont créées par un propriétaire ou un admin. Les mentions qu’elles trouvent vous sont ouvertes.",
  "welcome.brand": "Nom de la marque",
  "welcome.noSource": "Rien n’est encore écouté dans cet espace de travail.",
  "welcome.sampleOf": "Ce qui est trouvé",
  "welcome.finds":
    "{count, plural, =0 {Rien ici sur les 30 derniers jours} one {# mention sur les 30 derniers jours} other {# mentions sur les 30 derniers jours}}",
  "welcome.exclude": "Écarter celles qui parlent d’autre chose\u202f:",
  "welcome.excludeWord": "{word} ({count})",
  "welcome.follow": "Lancer la veille",
  "welcome.monitorMade": "Vigie suit {name}.",
  "welcome.ready": "Tout est en place",
  "welcome.almost": "Vous pouvez commencer",
  "welcome.readyText":
    "Le calendrier est votre bureau. Le reste peut attendre\u202f: il se rappelle à vous au-dessus du calendrier, jusqu’à ce que vous l’écartiez.",
  "welcome.calendar": "Voir le calendrier",
  "welcome.rest": "Il reste à faire",
  "welcome.rest.steps": "Terminer les premiers pas",
  "welcome.rest.people": "Inviter quelqu’un",
  "welcome.rest.channel": "Ajouter un canal d’alerte",
  "welcome.rest.profile": "Connecter un second profil",
  "welcome.putAway": "Ne plus afficher",
  "welcome.demo": "La démo en ce moment",
  "welcome.demoText":
    "Une marque inventée, {brand}\u202f: tout ce qu’elle publie va dans un bac à sable, sur cette machine.",
  "welcome.demoPosts": "{count, plural, one {# publication partie} other {# publications parties}}",
  "welcome.demoMentions": "{count, plural, one {# mention relevée} other {# mentions relevées}}",
  "welcome.demoAlerts":
    "{count, plural, =0 {Aucune alerte en cours} one {# alerte en cours} other {# alertes en cours}}",
  "welcome.demoHours": "Mentions des trois dernières heures, par tonalité.",
  "welcome.openDemo": "Ouvrir la démo",
  "welcome.seeDemo": "Regarder la démo sans compte",
};
