/** How something is said: what a person would call it, not what Vigie makes of it. */
export type Mood = "good" | "plain" | "bad";
export type Language = "fr" | "en";

/** Sentences to compose a text from: what it is about, and how it may go on. */
interface Voice {
  about: readonly string[];
  further: readonly string[];
}

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** What may stand for a `{slot}`; `{B}` is the brand, `{when}` follows the hour. */
export const slots: Readonly<Record<Language, Readonly<Record<string, readonly string[]>>>> = {
  fr: {
    cup: lines(`un flat white
      un allongé
      un espresso
      un noisette
      un cappuccino
      un moka
      un latte avoine
      un café filtre`),
    place: lines(`rue des Tanneurs
      place du Phare
      quai des Arts
      près de la gare
      aux halles
      sur le port`),
    sweet: lines(`le cookie noisette
      la brioche
      le banana bread
      la tarte au citron
      le cake aux noix
      le roulé à la cannelle`),
    bean: lines(`le Guji lavé
      le Sidamo
      le Huila
      le mélange de l’aube
      le Pérou bio
      le décaféiné
      le Kenya AA
      le Sumatra`),
  },
  en: {
    cup: lines(`a flat white
      an espresso
      a long black
      a cortado
      a cappuccino
      a mocha
      an oat latte
      a filter coffee`),
    place: lines(`on the harbour
      near the station
      at the market
      by the lighthouse
      in the old tannery
      down on the quay`),
    sweet: lines(`the hazelnut cookie
      the brioche
      the banana bread
      the lemon tart
      the walnut cake
      the cinnamon roll`),
    bean: lines(`the washed Guji
      the Sidamo
      the Huila
      the dawn blend
      the organic Peru
      the decaf
      the Kenya AA
      the Sumatra`),
  },
};

/** The hour decides which of these it is: morning, noon, afternoon, evening. */
export const dayParts: Readonly<Record<Language, readonly [string, string, string, string]>> = {
  fr: ["ce matin", "ce midi", "cet après-midi", "ce soir"],
  en: ["this morning", "at lunch", "this afternoon", "tonight"],
};

const french: Readonly<Record<Mood, Voice>> = {
  good: {
    about: lines(`Pris {cup} chez {B} {when} : exactement ce qu’il me fallait.
      La terrasse de {B} {place} au soleil, c’est un vrai bonheur.
      J’ai goûté {bean} de {B}, un délice, des notes d’agrumes magnifiques.
      Coup de cœur pour {sweet} de {B}, fondant et pas trop sucré.
      Bravo à l’équipe de {B} {place}, toujours souriante même quand c’est plein.
      L’atelier de dégustation chez {B} était passionnant, on a appris plein de choses.
      Mon abonnement {B} est arrivé avec deux jours d’avance, super emballage.
      Le barista de {B} a pris le temps de m’expliquer la mouture, adorable.
      Si vous passez {place}, arrêtez-vous chez {B} : accueil parfait et {cup} impeccable.
      {B} reprend les sachets vides pour les recycler, excellente initiative.
      Quelle belle odeur de torréfaction devant {B} {when}, j’adore.
      Meilleur café de la ville, je le dis et je le répète : {B}.
      {bean} chez {B} : le meilleur que j’aie bu cette année.
      On a fêté l’anniversaire de ma sœur chez {B}, un moment génial et une équipe aux petits soins.
      Très content de ma nouvelle cafetière conseillée par {B}, elle est parfaite.
      La carte de fidélité de {B} vaut vraiment le coup, dixième tasse offerte, merci.
      Enfin un endroit calme pour travailler : le salon de {B} à l’étage est formidable.
      Les prix de {B} restent corrects et la qualité est excellente, chapeau.
      J’ai offert un coffret {B} à mes parents, ils sont ravis.
      Le lait d’avoine est compris chez {B} {place}, bonne surprise.
      Réponse en une heure du service client de {B}, aimable et efficace, bravo.
      La nouvelle vaisselle de {B} est superbe, faite par une céramiste du coin.
      Accueil adorable avec les enfants chez {B}, on reviendra avec plaisir.
      Visite de l’atelier {B} avec la classe : les élèves ont adoré, mille mercis.
      La vitrine de {B} {place} est splendide, quelle jolie idée.
      Le chocolat chaud de {B} est un régal, épais comme il faut.
      {B} forme des apprentis et les embauche ensuite, on aime soutenir ça.
      Le concert acoustique chez {B} {when} était merveilleux.
      Bluffé par le décaféiné de {B}, on ne sent aucune différence, bravo.
      Des brunchs comme celui de {B}, j’en veux tous les dimanches, délicieux.`),
    further: lines(`On y retourne avec plaisir.
      Je recommande les yeux fermés.
      Franchement, foncez.
      Ça met de bonne humeur pour la journée.
      Merci à toute l’équipe !
      Et {sweet} à côté, un bonheur ☕
      Une très belle maison.
      Voilà comment on fidélise des clients heureux.
      #café #torréfaction
      Le rapport qualité-prix est excellent.
      J’ai hâte d’essayer {bean}.
      C’est rare, autant de gentillesse {place}.
      Ma grand-mère en parle encore, c’est dire.
      Photo floue, mais souvenir parfait.
      Mention spéciale pour {sweet}, une merveille.
      J’y emmène mes collègues la semaine prochaine, ils vont adorer.
      Un endroit comme on les aime.
      Mon nouveau rituel du mercredi, un plaisir.
      Cinq étoiles sans hésiter.
      On sent que ces gens aiment leur métier.`),
  },
  plain: {
    about: lines(`Rendez-vous chez {B} {place} à 15 h pour parler du projet.
      Est-ce que {B} ouvre le lundi {place} ? Le site ne le dit pas.
      Quelqu’un sait si {B} vend des filtres en papier pour six tasses ?
      {B} annonce une dégustation {place}, sur inscription.
      Je cherche une recette pour infuser {bean} de {B} à froid.
      Le marché de Noël ouvre bientôt, {B} y aura un stand dans l’allée 3.
      Reçu {bean} de {B}, torréfié il y a huit jours.
      {B} déménage son dépôt de livraison derrière la gare.
      Combien de temps gardez-vous un paquet de {B} une fois ouvert ?
      Notre bureau passe aux grains de {B} à partir de lundi.
      {B} recrute un apprenti torréfacteur, l’annonce est affichée {place}.
      Nouveaux horaires chez {B} {place} : de 8 h à 19 h.
      Il paraît que {B} va ouvrir une boutique {place}.
      Quelle mouture prenez-vous pour {bean} de {B} ? Moka ou piston ?
      La bibliothèque installe une machine {B} au rez-de-chaussée.
      Le vélo de {B} livre maintenant tout le centre, jusqu’au canal.
      Réunion de parents d’élèves {when} chez {B}, salle du fond.
      {B} passe aux gobelets consignés, un euro la consigne.
      Une équipe tourne un documentaire chez {B} {when}, avec deux caméras.
      Le journal de la ville publie un portrait de la fondatrice de {B}.
      {B} participe à la collecte de marc pour les jardins partagés.
      Où acheter {bean} de {B} en dehors de la boutique {place} ?
      L’abonnement de {B} existe en 250 g ou en 500 g, livré le jeudi.
      Petit sondage : {cup} ou un thé chez {B} {when} ?
      J’ai laissé mon parapluie chez {B} {place}, bleu avec un manche en bois.
      {B} propose des cours de latte art le mercredi, douze places.
      Lecture de poésie chez {B} {place}, entrée libre, 19 h.
      {B} affiche désormais l’origine et la date de torréfaction sur chaque paquet.
      Le distributeur de grains de {B} est installé à côté de la boulangerie.
      Inventaire chez {B} {place}, réouverture demain à 8 h.
      Un ami cherche un local de torréfaction, il a visité celui de {B}.
      {B} teste un menu du midi {place} : soupe, tartine, café.`),
    further: lines(`Si quelqu’un a l’information, je prends.
      À noter dans l’agenda.
      Je regarde ça {when}.
      Vu sur l’affiche {place}.
      L’adresse est sur leur site.
      Détails en boutique.
      Je vous dirai.
      On en reparle demain.
      #café
      D’après le quartier, c’est pour bientôt.
      Réponse en message privé si besoin.
      Arrêt de tram Hôtel de ville.
      La réponse en commentaire, comme d’habitude.
      Je relaie pour une voisine.
      Ticket à retirer au comptoir.
      Voir aussi la page de la mairie.
      Deux personnes m’ont posé la question aujourd’hui.
      Prévoir un peu de monnaie.
      Le panneau est à l’entrée.
      Rien d’autre à signaler {place}.`),
  },
  bad: {
    about: lines(`Vingt minutes d’attente chez {B} {when}, c’est trop long.
      Déçu par {bean} de {B}, amer et sans aucun arôme.
      {B} augmente encore ses prix, ça devient abusif.
      Colis {B} arrivé déchiré, la moitié des grains perdue dans le carton.
      Commandé {cup} chez {B}, servi froid, et personne ne s’est excusé, nul.
      Le site de {B} plante au moment de payer, impossible de commander.
      Accueil désagréable chez {B} {place}, on se sent de trop.
      Encore une erreur dans ma commande {B}, c’est pénible.
      Trop de bruit chez {B} {place}, on ne s’entend plus, dommage.
      L’application de {B} ne marche plus depuis la mise à jour, nul.
      {sweet} de {B} n’avait rien de frais, quelle déception.
      Plus de décaféiné chez {B} depuis une semaine, c’est agaçant.
      Le service client de {B} ne répond jamais, c’est lamentable.
      Table sale et toilettes en panne chez {B} {place}, vraiment pas terrible.
      Livraison {B} en retard pour la troisième fois, je suis furieux.`),
    further: lines(`Grosse déception.
      La prochaine fois j’irai ailleurs.
      C’est de pire en pire.
      Quel gâchis.
      Pas à la hauteur du prix.
      Ça fait deux fois ce mois-ci, marre.
      J’attends toujours une réponse.
      Dommage, le lieu est joli.
      À ce tarif, c’est inadmissible.
      Personne ne rappelle, c’est agaçant.
      Une étoile, et encore, je suis énervée.
      Je demande un remboursement.
      Mes collègues disent pareil, mauvaise expérience.
      On mérite mieux, vraiment décevant.`),
  },
};

const english: Readonly<Record<Mood, Voice>> = {
  good: {
    about: lines(`Had {cup} at {B} {when} and it was perfect.
      {B} {place} is my favourite place to read, lovely light and friendly people.
      Opened a bag of {bean} from {B}: gorgeous, bright and sweet.
      Shout out to the {B} crew {place}, always kind even in the rush.
      {sweet} at {B} is dangerously good, I love it.
      The tasting workshop at {B} was brilliant, learned so much about roasting.
      My {B} subscription arrived early again, beautifully packed.
      The barista at {B} fixed my grinder settings for free, what a gem.
      Love that {B} recycles its coffee bags, such a great idea.
      Best coffee in town and I will not be argued with: {B}.
      So happy with the moka pot that {B} recommended, it works wonderfully.
      The quiet room upstairs at {B} saved my thesis, amazing spot.
      {B} still charges a fair price and the quality is excellent.
      Gave my dad a gift box from {B} and he is delighted.
      {B} refunded a damaged parcel within the hour, superb service.
      Live music at {B} {when}, a wonderful evening.
      The decaf at {B} is fantastic, nobody at our table could tell.
      Sunday brunch at {B} was delicious, worth the walk.
      {B} trains apprentices and hires them, proud to support that.
      Dog friendly, child friendly, just friendly: well done {B}.
      The new ceramic cups at {B} are beautiful, made by a local potter.
      Loyalty card full, tenth cup free, thank you {B}, you made my day.`),
    further: lines(`Highly recommended.
      Going back tomorrow for {sweet}, so good.
      It made my morning.
      Worth every penny.
      A really nice team.
      Now I want {bean} as well.
      #coffee #specialtycoffee
      Such a lovely place.
      More places like this, please, it is a joy.
      Happy to be a regular.
      Bringing the whole office next week, they will love it.
      A blurry picture but a perfect memory.
      Special mention for {sweet}, what a treat.
      My new Wednesday ritual, pure joy.
      Five stars, easily.
      You can tell they enjoy their work.
      Grandma approves, and that says it all.`),
  },
  plain: {
    about: lines(`Meeting at {B} {place} at three to go over the plans.
      Does {B} open on Mondays? The website does not say.
      Anyone know whether {B} ships to Ireland or only to France?
      {B} announces a cupping {place}, places by registration.
      Brewing {bean} from {B} overnight, twelve hours in the fridge.
      The Christmas market starts soon and {B} has a stand in aisle 3.
      {bean} from {B} landed today, roasted eight days ago.
      Which grind do you use for {bean} by {B}? French press or V60?
      From Monday the office machine runs on {B} beans.
      {B} is hiring a trainee roaster, the notice is up {place}.
      New opening hours at {B} {place}: closing at seven.
      Word is that {B} will open a shop {place}.
      The library gets a {B} machine on the ground floor.
      The {B} cargo bike now delivers as far as the canal.
      {B} switches to deposit cups, one euro each.
      They are filming a documentary at {B} {when}, the quay is closed to cars.
      The local paper has a portrait of the founder of {B}.
      {B} collects coffee grounds for the community gardens.
      The {B} subscription comes in two sizes, delivered on Thursdays.
      Left my umbrella at {B} {place}, blue with a wooden handle.
      {B} prints origin and roast date on every bag from now on.
      Poetry reading at {B} {place}, seven o'clock, free entry.
      Book club moves to {B} {when}, the room at the back.
      {B} tries a lunch menu {place}: soup, toast, coffee.`),
    further: lines(`Let me know if you have heard.
      Putting it in the calendar.
      Will check {when}.
      Saw it on a poster {place}.
      Details in the shop.
      #coffee
      More on that next week.
      Tram stop: town hall.
      Ask at the counter.
      According to the neighbours, anyway.
      Passing this on for a friend.
      Two people asked me today.
      The sign is at the entrance.
      Tickets at the counter, bring coins.
      Answers below, as usual.
      See the town hall page as well.
      Nothing else to report {place}.`),
  },
  bad: {
    about: lines(`Waited twenty minutes at {B} {when}, far too slow.
      Disappointed by {bean} from {B}, bitter and flat.
      {B} raised prices again, this is getting ridiculous.
      My {B} parcel arrived torn, half the beans lost in the box.
      Ordered {cup} at {B}: cold, and nobody apologised, awful.
      The {B} website crashes at checkout, impossible to order.
      Rude service at {B} {place}, felt unwelcome.
      Wrong order from {B} again, so annoying.
      Too noisy at {B} {place}, I could not hear a thing, bad choice for a meeting.
      The {B} app is broken since the update, useless.
      {sweet} at {B} was stale, what a disappointment.
      Customer service at {B} never answers, terrible.
      Late delivery from {B} for the third time, I am angry.`),
    further: lines(`Not good enough.
      Next time I go elsewhere.
      It used to be better, sadly.
      What a waste.
      Still waiting for an answer, frustrating.
      Not worth the price.
      Second time this month, fed up.
      One star, and that is generous, awful.
      I want a refund.
      My colleagues say the same, bad experience.
      Nobody calls back, annoying.`),
  },
};

export const voices: Readonly<Record<Language, Readonly<Record<Mood, Voice>>>> = {
  fr: french,
  en: english,
};

/** How a text begins, in any mood: when, and in the middle of what. Many, so that none becomes a topic of its own. */
export const moments: Readonly<Record<Language, Readonly<Record<"when" | "amid", readonly string[]>>>> = {
  fr: {
    when: lines(`Comme hier,
      Aujourd’hui,
      Pour une fois,
      Comme souvent,
      Cette semaine encore,
      Comme toujours,
      Tout à l’heure,
      Encore une fois,`),
    amid: lines(`en sortant de la piscine.
      avec une amie de Lyon.
      entre deux trains.
      les bras chargés de poireaux.
      après la chorale.
      avant mon cours de judo.
      en attendant le bus 12.
      avec le chien du voisin.
      pendant la sieste des jumeaux.
      en revenant de la bibliothèque.
      avant de passer chez le notaire.
      avec mon frère et sa guitare.
      en livrant des fleurs.
      après un tour de vélo.
      avec les stagiaires.
      entre la pharmacie et le cordonnier.
      après le yoga.
      avant une répétition de théâtre.
      avec deux architectes.
      en cherchant un cadeau.
      pendant que la voiture est au garage.
      avec ma tante Odile.
      après le rugby.
      avant la criée.
      avec le club de lecture.
      en attendant un colis.
      après la photo de classe.
      avant d’aller voter.
      avec ma prof de breton.
      en repérage pour un film.
      après une averse.
      avec trois carnets et un crayon.
      au retour du phare.
      en comptant les mouettes.
      avec un cousin marin.
      après l’aquarelle.
      avant mon train de banlieue.
      en triant des timbres.
      avec la fanfare.
      après le marathon de mon voisin.`),
  },
  en: {
    when: lines(`Again,
      Today,
      Like yesterday,
      For once,
      This week again,
      As so often,
      As always,
      Just now,`),
    amid: lines(`off the ferry.
      with my brother and his guitar.
      after choir practice.
      waiting for bus 12.
      between the pharmacy and the cobbler.
      with the dog from next door.
      after a swim.
      on the way back from the allotment.
      while the car is at the garage.
      with two architects.
      after rugby.
      before seeing the notary.
      with the interns.
      looking for a present.
      after yoga.
      with aunt Ruth.
      scouting for a film.
      before rehearsal.
      with three notebooks and a pencil.
      while painting the hallway.
      after the school photo.
      delivering flowers.
      on my way to vote.
      with the chess club.
      between two chapters.
      returning library books.
      with a friend from Cork.
      counting gulls.
      after watercolour class.
      with the brass band.`),
  },
};

/** What went wrong on the bad day: the till at the quay stood still for hours. */
export const badDay: Readonly<Record<Language, readonly string[]>> = {
  fr: lines(`Terminal de paiement en panne chez {B} quai des Arts, file jusqu’au trottoir, pénible.
    {B} n’accepte plus la carte {when}, obligée de renoncer à mon café, c’est nul.
    Une heure que la caisse de {B} est bloquée, quelle pagaille.
    Chez {B}, personne ne sait quand la carte remarchera, on perd patience.
    J’ai payé deux fois mon café chez {B} à cause de leur terminal défaillant, furieux.
    La panne de caisse chez {B} gâche toute la matinée, très mauvaise organisation.
    {B} : pas de carte, pas de monnaie, pas d’excuses. Lamentable.
    Débitée deux fois par {B}, et le remboursement prendra dix jours, c’est inadmissible.
    Bon courage aux équipes de {B}, mais cette panne est vraiment pénible pour les clients.`),
  en: lines(`Card machine down at {B} on the quay, queue out of the door, what a mess.
    Charged twice by {B} because of a faulty terminal, really angry.
    {B} cannot take cards {when} and nobody knows why, frustrating.
    An hour of chaos at the {B} till, terrible planning.
    Gave up on my coffee at {B}: payment failure, no apology, bad day.
    {B} says refunds for double charges take ten days, unacceptable.`),
};

/** Articles on blogs and in the local press: a title, and what it says. Each is written once. */
export const articles: readonly (readonly [Language, site: string, title: string, text: string])[] = [
  [
    "fr",
    "Le Zinc et la Plume",
    "Torréfier le mardi, une affaire de patience",
    "Chez {B}, les sacs de jute arrivent le lundi et le tambour tourne le mardi. Nous avons passé une journée entre la balance et le refroidisseur : un métier magnifique, bruyant et précis.",
  ],
  [
    "fr",
    "Carnet du Port",
    "Le marché de Noël dévoile ses exposants",
    "Quarante chalets, une patinoire et plusieurs artisans du goût, dont {B}, qui servira du vin chaud sans alcool et des cafés d’altitude.",
  ],
  [
    "en",
    "The Second Cup",
    "Three roasters to watch this winter",
    "{B} remains a favourite: excellent beans, honest prices and people who love to explain. Their washed coffees are the best we tasted this month.",
  ],
  [
    "fr",
    "Quartier Libre",
    "Gobelets consignés : premier bilan",
    "Après deux semaines, {B} compte 1 400 gobelets en circulation et neuf retours sur dix. La ville observe l’expérience.",
  ],
  [
    "en",
    "Harbour Gazette",
    "Cargo bikes take over the morning deliveries",
    "Bakers, florists and {B} now share four bikes. The council will count the vans that stay away.",
  ],
  [
    "fr",
    "Le Zinc et la Plume",
    "Où bruncher dimanche ?",
    "Notre sélection de sept tables. Chez {B}, les œufs sont parfaits, la brioche délicieuse et l’accueil chaleureux ; réservez.",
  ],
  [
    "fr",
    "Carnet du Port",
    "Portrait : une fondatrice au long cours",
    "Ancienne ingénieure, elle a lancé {B} dans un garage. Aujourd’hui, dix-huit personnes travaillent dans trois boutiques.",
  ],
  [
    "en",
    "Grind Notes",
    "Decaf without regrets",
    "We brewed nine decaffeinated coffees blind. The one by {B} won easily: sweet, clean and wonderful with milk.",
  ],
  [
    "fr",
    "La Lettre des Halles",
    "Quinze emplois pour un nouvel atelier",
    "{B} investit un ancien hangar près de la gare. L’ouverture est prévue au printemps.",
  ],
  [
    "en",
    "The Second Cup",
    "What a bag label should tell you",
    "Origin, variety, roast date: {B} prints all three, and others should follow.",
  ],
  [
    "fr",
    "Quartier Libre",
    "Panne de paiement sur le quai",
    "Pendant une matinée, plusieurs commerces, dont {B}, n’ont pu encaisser par carte. Des clients débités deux fois dénoncent une gestion lamentable.",
  ],
  [
    "fr",
    "Carnet du Port",
    "Le marc de café fait pousser les tomates",
    "Chaque vendredi, {B} remet soixante kilos de marc aux jardins partagés. Les jardiniers sont enchantés.",
  ],
  [
    "en",
    "Harbour Gazette",
    "Old tannery to host readings again",
    "{B} opens its upper room on Friday evenings. Entry is free, seats are few.",
  ],
  [
    "fr",
    "Le Zinc et la Plume",
    "Cinq coffrets à offrir",
    "Du miel, du thé et un très beau coffret de {B} avec sa tasse en grès : notre préféré.",
  ],
  [
    "en",
    "Grind Notes",
    "Field notes: a day of cupping",
    "Twelve bowls, one table, and a fine natural from Guji brought by {B}. Notes and scores inside.",
  ],
  [
    "fr",
    "La Lettre des Halles",
    "Horaires d’hiver des commerces",
    "Fermeture avancée à 19 h pour {B} et les librairies voisines, jusqu’à fin février.",
  ],
];
