/** Something that somebody says of the demo's brand. All people and events here are invented. */
export interface Remark {
  network: "mastodon" | "bluesky" | "feed";
  language: "fr" | "en";
  author: string;
  followers: number;
  text: string;
}

type Line = readonly [Remark["network"], Remark["language"], author: string, followers: number, text: string];

const remark = ([network, language, author, followers, text]: Line): Remark => ({
  network,
  language,
  author,
  followers,
  text,
});

/** What was said in the hours before the demo starts: an ordinary day. Oldest first. */
export const earlierRemarks: readonly Remark[] = (
  [
    [
      "mastodon",
      "fr",
      "Léa du Quai",
      184,
      "Premier café de la journée chez Tournelune, toujours aussi bon ☕",
    ],
    [
      "bluesky",
      "en",
      "Harbour Notes",
      2310,
      "Breakfast at Tournelune before the ferry. Lovely crema, friendly staff.",
    ],
    [
      "feed",
      "fr",
      "Le Zinc et la Plume",
      0,
      "Cinq adresses pour bien commencer la matinée\n\nNotre préférée reste Tournelune : un accueil chaleureux, une carte courte et un espresso magnifique. On y revient avec plaisir, surtout pour la brioche.",
    ],
    ["mastodon", "fr", "Karim B.", 96, "Est-ce que Tournelune ouvre le lundi ? Leur site ne le dit pas."],
    [
      "bluesky",
      "fr",
      "Mots d’en bas",
      540,
      "Je découvre le décaféiné de Tournelune : délicieux, on ne sent pas la différence.",
    ],
    ["bluesky", "en", "Owen T.", 77, "Anyone know if Tournelune ships to Ireland?"],
    [
      "mastodon",
      "en",
      "slow_mornings",
      1290,
      "Tournelune's filter roast is my favourite this winter, so well balanced.",
    ],
    [
      "mastodon",
      "fr",
      "Atelier Bleu Nuit",
      410,
      "Réunion d’équipe au Tournelune de la rue des Tanneurs, 14 h. Venez comme vous êtes.",
    ],
    [
      "bluesky",
      "fr",
      "Nadège R.",
      133,
      "Merci à l’équipe de Tournelune pour l’atelier latte art, super moment !",
    ],
    [
      "feed",
      "en",
      "The Second Cup",
      0,
      "Small roasters worth a detour\n\nTournelune roasts on Tuesdays and sells out by Friday. The beans are excellent, the prices are fair, and they happily explain every step.",
    ],
    [
      "mastodon",
      "fr",
      "pierre_et_sel",
      58,
      "Un peu d’attente chez Tournelune ce matin, mais le flat white est parfait.",
    ],
    [
      "bluesky",
      "en",
      "Maya Writes",
      890,
      "Writing all afternoon at Tournelune. The quiet room upstairs is wonderful.",
    ],
    [
      "mastodon",
      "fr",
      "Vélo Cargo 44",
      722,
      "Livraison du jour : 60 kg de Tournelune pour les bureaux de la gare 🚲",
    ],
    ["bluesky", "fr", "Sofiane L.", 204, "Le nouveau paquet Tournelune est très joli, bravo au graphiste."],
    [
      "bluesky",
      "en",
      "Grind Size Matters",
      3140,
      "New Tournelune batch in: Guji, washed, 18 days off roast. Tasting notes tonight.",
    ],
    ["mastodon", "fr", "Camille V.", 61, "Quelqu’un a déjà pris l’abonnement Tournelune ? Ça vaut le coup ?"],
    [
      "mastodon",
      "en",
      "Baker's Dozen",
      365,
      "Our sourdough and Tournelune's house blend: a great match, come try it on Saturday!",
    ],
    [
      "bluesky",
      "fr",
      "Théo sur les toits",
      95,
      "J’aime beaucoup la terrasse de Tournelune quand il fait beau.",
    ],
    [
      "mastodon",
      "fr",
      "La Fabrique du Port",
      1030,
      "Tournelune tiendra un stand au marché de Noël, allée 3.",
    ],
    [
      "bluesky",
      "en",
      "Priya K.",
      150,
      "The Tournelune loyalty card finally works on my phone, thanks for the quick fix!",
    ],
    [
      "mastodon",
      "fr",
      "Inès et ses livres",
      476,
      "Mon coin lecture préféré : le fauteuil du fond chez Tournelune. Un vrai bonheur.",
    ],
    [
      "bluesky",
      "fr",
      "Comptable à vélo",
      212,
      "Le double expresso passe à 2,60 € chez Tournelune. Toujours moins que la moyenne du quartier.",
    ],
    ["bluesky", "en", "Tom Fallow", 44, "Tournelune closes at 7 pm today, in case you wondered."],
    [
      "mastodon",
      "fr",
      "Gaëlle M.",
      318,
      "Excellent conseil du vendeur Tournelune pour régler mon moulin, je recommande.",
    ],
    [
      "bluesky",
      "en",
      "north pier radio",
      1980,
      "On air with the founder of Tournelune tomorrow at nine. Send us your questions.",
    ],
    [
      "mastodon",
      "fr",
      "Hugo D.",
      87,
      "Petite déception : plus de cookies chez Tournelune à 16 h. Le café reste bon.",
    ],
  ] as const satisfies readonly Line[]
).map(remark);

/** What people say while nothing is wrong. */
export const calmRemarks: readonly Remark[] = (
  [
    [
      "bluesky",
      "fr",
      "Marché aux mots",
      640,
      "Le mélange de l’aube de Tournelune sent merveilleusement bon, rien qu’à l’ouverture.",
    ],
    [
      "mastodon",
      "en",
      "Ferry Lane",
      275,
      "Picked up two bags at Tournelune, the staff is always so helpful.",
    ],
    ["mastodon", "fr", "Yann K.", 120, "Où trouver les filtres taille 4 ? Tournelune n’en avait plus hier."],
    [
      "bluesky",
      "en",
      "Kettle & Key",
      1420,
      "Tournelune's new winter blend: chocolate, orange, a very pleasant finish.",
    ],
    ["mastodon", "fr", "Bureau 12", 53, "Pause de 10 h : qui prend quoi chez Tournelune ?"],
    [
      "bluesky",
      "fr",
      "Chloé en cuisine",
      2260,
      "Tiramisu au café Tournelune, une réussite. La recette ce soir sur le blog.",
    ],
    [
      "mastodon",
      "en",
      "Sam the Postie",
      31,
      "Free refills at Tournelune for people who work outdoors this week. Kind people.",
    ],
    ["bluesky", "fr", "Ligne 7", 189, "Le Tournelune de la gare a déplacé ses tables côté quai."],
    [
      "bluesky",
      "en",
      "Dora P.",
      402,
      "I love that Tournelune prints the farmer's name on every bag. #CafesTournelune",
    ],
    [
      "mastodon",
      "fr",
      "Apprenti barista",
      77,
      "Première journée de stage chez Tournelune, équipe géniale et très patiente !",
    ],
    [
      "bluesky",
      "fr",
      "Dimanche matin",
      508,
      "On a goûté le nouveau mélange Tournelune : doux, équilibré, très agréable.",
    ],
    [
      "mastodon",
      "en",
      "River Studio",
      660,
      "Booked the back room at Tournelune for Thursday's drawing class.",
    ],
    [
      "mastodon",
      "fr",
      "Sarah et Milo",
      143,
      "Merci Tournelune d’avoir gardé le doudou du petit, vous êtes adorables.",
    ],
    ["bluesky", "en", "Bean Counter", 3870, "Tournelune says its cups are now compostable. Good step."],
    [
      "mastodon",
      "fr",
      "Quai des Arts",
      915,
      "Lecture publique chez Tournelune vendredi à 19 h, entrée libre.",
    ],
  ] as const satisfies readonly Line[]
).map(remark);

/** What happens when a batch is recalled and customers who ask are sent away. Each by somebody else. */
export const angryRemarks: readonly Remark[] = (
  [
    [
      "mastodon",
      "fr",
      "Maud T.",
      230,
      "Malade toute la nuit après le décaféiné Tournelune du lot 2211. C’est inadmissible.",
    ],
    [
      "bluesky",
      "fr",
      "Conso Vigilante",
      18400,
      "Rappel produit : le lot 2211 du décaféiné Tournelune est contaminé, danger pour la santé. Ne le buvez pas.",
    ],
    [
      "bluesky",
      "en",
      "Rob Hartley",
      512,
      "Tournelune recalled a contaminated batch and told nobody. Awful way to treat customers.",
    ],
    [
      "mastodon",
      "fr",
      "Papa Ours",
      96,
      "Le service client de Tournelune m’a répondu « vérifiez votre machine ». Une honte.",
    ],
    [
      "mastodon",
      "en",
      "jen_on_the_hill",
      340,
      "Got a rude email from Tournelune after reporting mouldy beans. Disgusting.",
    ],
    [
      "bluesky",
      "fr",
      "Fatou N.",
      155,
      "De la moisissure dans mon paquet Tournelune 😡 et personne ne répond. Très déçue.",
    ],
    [
      "bluesky",
      "en",
      "Allergy Mum",
      2750,
      "My son got sick from Tournelune decaf. Terrible quality control, I am furious.",
    ],
    [
      "mastodon",
      "fr",
      "Le Canard du Canal",
      9600,
      "Tournelune savait depuis mardi que son café était contaminé. Le silence est scandaleux.",
    ],
    [
      "bluesky",
      "fr",
      "Jules & Co",
      64,
      "Dégoûté. Dix ans de fidélité, et Tournelune refuse de rembourser le lot 2211.",
    ],
    [
      "mastodon",
      "en",
      "Gordon W.",
      88,
      "Tournelune refuses to refund a recalled product. Worst customer service ever.",
    ],
    [
      "mastodon",
      "fr",
      "Aïcha D.",
      417,
      "Ce mail de Tournelune est méprisant. On signale un danger et on se fait insulter.",
    ],
    [
      "bluesky",
      "en",
      "Plain Label",
      6100,
      "Horrible answer from Tournelune: 'our coffee is fine, you are not'. Shameful.",
    ],
    [
      "bluesky",
      "fr",
      "Manon sans filtre",
      1880,
      "Tournelune, c’est fini pour moi : café moisi, mensonges et mépris. Boycott.",
    ],
    [
      "mastodon",
      "fr",
      "Didier P.",
      39,
      "Deux collègues malades ce matin à cause du décaféiné Tournelune. Lamentable.",
    ],
    ["bluesky", "en", "Tess O'Leary", 205, "Never again, Tournelune. Dangerous product, then lies about it."],
    [
      "mastodon",
      "en",
      "City Kitchen Watch",
      4300,
      "Tournelune recall: mould toxins in decaf. Failing to warn buyers is unacceptable.",
    ],
    [
      "mastodon",
      "fr",
      "Louison",
      121,
      "Honteux : les magasins Tournelune vendent encore le lot dangereux ce matin !",
    ],
    [
      "bluesky",
      "fr",
      "Bruno et la mer",
      280,
      "J’ai appelé Tournelune trois fois, ils m’ont raccroché au nez. Horrible.",
    ],
    [
      "bluesky",
      "en",
      "Nils A.",
      73,
      "Disappointed and angry. Tournelune ignored every complaint about that bad batch.",
    ],
    [
      "mastodon",
      "fr",
      "Parents du 9e",
      1340,
      "Attention, le décaféiné Tournelune a rendu des gens malades. Une vraie catastrophe.",
    ],
    ["bluesky", "fr", "Émilie C.", 166, "Réponse odieuse de Tournelune à ma réclamation. Je suis furieuse."],
    [
      "mastodon",
      "en",
      "Old Dock Café",
      590,
      "We pulled all Tournelune decaf from our shelves. Sick customers, no apology. Appalling.",
    ],
  ] as const satisfies readonly Line[]
).map(remark);

/** What is said once the roaster has answered. */
export const calmerRemarks: readonly Remark[] = (
  [
    [
      "bluesky",
      "fr",
      "Conso Vigilante",
      18400,
      "Tournelune publie la liste des lots rappelés et rembourse sans ticket.",
    ],
    [
      "mastodon",
      "en",
      "jen_on_the_hill",
      340,
      "Update: Tournelune called me back and refunded the bag. Thank you!",
    ],
    [
      "mastodon",
      "fr",
      "Papa Ours",
      96,
      "Tournelune m’a rappelé, remboursement reçu. Merci pour la réaction rapide.",
    ],
    [
      "bluesky",
      "en",
      "Plain Label",
      6100,
      "Tournelune has replaced the message and published a timeline. Good.",
    ],
    [
      "bluesky",
      "fr",
      "Dimanche matin",
      508,
      "Les autres cafés Tournelune ne sont pas concernés, d’après leur site.",
    ],
    [
      "mastodon",
      "fr",
      "Apprenti barista",
      77,
      "Toute l’équipe Tournelune au téléphone depuis ce matin. Courage à tous !",
    ],
    [
      "bluesky",
      "en",
      "Kettle & Key",
      1420,
      "Tried the washed Guji from Tournelune again today, still excellent.",
    ],
    [
      "mastodon",
      "en",
      "City Kitchen Watch",
      4300,
      "The lab results for Tournelune's other batches are in: all clean.",
    ],
    ["mastodon", "fr", "Quai des Arts", 915, "La lecture de vendredi chez Tournelune est maintenue à 19 h."],
    ["bluesky", "fr", "Nadège R.", 133, "Toujours aussi bien accueillie chez Tournelune, bravo à eux."],
    ["bluesky", "en", "Maya Writes", 890, "Back in the quiet room at Tournelune. Nice to see it full."],
    ["mastodon", "fr", "Karim B.", 96, "Finalement Tournelune ouvre bien le lundi, dès 7 h 30."],
  ] as const satisfies readonly Line[]
).map(remark);
