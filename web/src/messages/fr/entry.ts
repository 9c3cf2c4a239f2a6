import type { entry as english } from "../en/entry.ts";

export const entry: Record<keyof typeof english, string> = {
  "entry.signIn": "Connexion",
  "entry.signInAct": "Se connecter",
  "entry.email": "E-mail",
  "entry.password": "Mot de passe",
  "entry.showPassword": "Afficher ou masquer le mot de passe",
  "entry.totp": "Code de votre application d’authentification",
  "entry.firstRun": "Bienvenue",
  "entry.firstRunLead":
    "Trois étapes, cinq minutes. La première personne ici est propriétaire de l’espace de travail.",
  "entry.firstRunAct": "Créer l’espace",
  "entry.name": "Votre nom",
  "entry.passwordHint": "{fewest} caractères ou plus\u202f; une phrase convient.",
  "entry.passwordShort": "{given} caractères, il en faut au moins {fewest}. Ajoutez quelques mots.",
  "entry.workspace": "Espace de travail",
  "entry.workspaceHint": "Votre organisation ou le client pour qui vous travaillez.",
  "entry.code": "Code affiché dans la console du serveur",
  "entry.codeHint": "Ce serveur est accessible à d’autres\u202f: il demande le code affiché à son démarrage.",
  "entry.noWorkspace": "Aucun espace de travail",
  "entry.noWorkspaceLead":
    "Vous ne faites plus partie d’aucun espace de travail. Demandez une invitation, puis ouvrez son lien.",
  "entry.invitation": "Invitation",
  "entry.invitationTitle": "Rejoindre {workspace}",
  "entry.invitationLead": "{by} vous invite\u202f; votre rôle y sera {role}.",
  "entry.joinAs": "Session ouverte au nom de {name}.",
  "entry.join": "Rejoindre",
  "entry.sessionEnded": "Votre session a pris fin",
  "entry.sessionEndedLead": "Votre texte est toujours là. Connectez-vous pour continuer.",
};
