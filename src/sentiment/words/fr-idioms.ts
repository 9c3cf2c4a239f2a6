/**
 * Idioms, irony, and how customers speak of services and trades, written for Vigie.
 * A line with a number opens a group of that weight; tags after a slash are read by `inflect.ts`.
 */
export const frenchIdioms = `
5
coeur avec les doigts

4
à marquer d'une pierre blanche
au septième ciel
au-delà de mes espérances
au-delà de nos attentes
bien au-delà de mes attentes
dans les étoiles
décrocher la lune
dépasse toutes mes attentes
haut les coeurs
je n'ai que des compliments
les yeux fermés
les yeux qui brillent
mieux qu'espéré
on ne fait pas mieux
que demander de plus
sur un petit nuage
un conte de fées
une bouffée d'air frais
une petite merveille
vaut tous les détours

3
a dépassé mes attentes
a fait ma journée
à la pointe
a sauvé ma journée
a sauvé mes vacances
accueil au top
accueil aux petits oignons
accueil parfait
au petit poil
avec les honneurs
beau geste
beau message
beau moment
bel effort
bel exemple
belle adresse
belle leçon
belle prestation
belle rencontre
bien accueilli
bien accueillie
bien accueillis
bien emballé
bien reçus
bluffé par
bon investissement
bon moment
bonne adresse
bonne équipe
bonne pioche
bons moments
bons souvenirs
ça remonte le moral
client comblé
cliente comblée
clients ravis
coup de chapeau
coup de main précieux
coup de pouce
coup double
de bon augure
de grande qualité
de main de maître
de première qualité
digne de ce nom
digne de confiance
du baume au coeur
du pur génie
du travail bien fait
en avance sur
en bonnes mains
en temps et en heure
excellente pioche
faire chaud au coeur
faire des étincelles
fait chaud au coeur
fait des étincelles
fait des heureux
fait des merveilles
fait du bien au moral
fait l'unanimité
fait mouche
fait rêver
faites confiance
fidèle à sa réputation
fonce les yeux fermés
font des merveilles
garder le sourire
geste commercial apprécié
je leur tire mon chapeau
je m'incline
je ne changerai pour rien
je recommande les yeux fermés
je recommande sans hésiter
je recommanderai
je repasserai commande
je retournerai
je reviendrai
je reviendrai avec plaisir
je reviendrai sans hésiter
jeu d'enfant
le courant passe
le jeu en vaut la chandelle
le sourire aux lèvres
le vent en poupe
mains en or
mérite le détour
mérite ses étoiles
mérite toutes les étoiles
met l'eau à la bouche
mettre du baume au coeur
mettre l'eau à la bouche
n'a pas son pareil
n'hésitez pas une seconde
ne changez rien
ne pas tarir d'éloges
ne tarit pas d'éloges
nous reviendrons
on adore
on recommande
on reviendra
on s'est régalé
on s'est régalés
on y retourne
on y retournera
pas un mot plus haut que l'autre
perle rare
pile à l'heure
pile ce qu'il fallait
pile ce qu'il me fallait
plein la vue
plein les yeux
plie en quatre
pliée en quatre
pliés en quatre
plus rapide que prévu
plus tôt que prévu
prend soin
prendre soin
prennent soin
prise en charge rapide
problème réglé
problème résolu
réchauffe le coeur
remboursé aussitôt
remboursé dans la journée
remboursé sans discuter
remonter le moral
remplacé aussitôt
remplacé gratuitement
rendre le sourire
répondu rapidement
réponse rapide
rien à envier
rien à jeter
sans bavure
sans une ride
sauvé la mise
sauver la mise
se plier en quatre
sens de l'accueil
sens du service
service impec
service irréprochable
sort du lot
tellement hâte
tenir la route
tenir ses promesses
tiens mes promesses
tient la route
tient toutes ses promesses
tire mon chapeau
tirer son chapeau
tirons notre chapeau
toujours aussi bon
toujours le sourire
tous mes voeux
tous nos voeux
tout roule
trop pressé d'y être
un grand bol d'air
un grand bravo
un vent de fraîcheur
vaut largement
vieillit bien
vivement l'été
vivement la prochaine
vivement la suite
vivement le prochain
vivement samedi
vivement vendredi

2
à petit prix
à prix doux
à prix tout doux
arrivé à temps
arrivé en avance
arrivé intact
arrivée à temps
arrivée intacte
bien noté
bien placé
bon débit
bon état
bon vent et merci
bonne affaire
bonne surprise au rendez-vous
bonnes affaires
c'est parti mon kiki
casse la baraque
casser la baraque
chaussure à mon pied
chez soi
comme à la maison
comme chez soi
comme neuf
comme neuve
conforme à la description
conforme à la photo
conforme à mes attentes
conseillé vivement
dans de bonnes conditions
dans le mille
dans les délais
dans les règles de l'art
dépannage express
dépanné en
enfin des transports
enfin réparé
enfin une bonne nouvelle
état impeccable
facile à installer
facile à monter
facile à utiliser
facile d'accès
facile d'utilisation
faire le plein de bonheur
faire peau neuve
fait le job
fait le taf
fait le travail
fait ses preuves
fait son effet
fidèle client
fidèle cliente
gain de place
gain de temps
garder le cap
grand moment
grands moments
je me suis régalé
je me suis régalée
livraison express
livraison rapide
livraison soignée
livraison ultra rapide
livré à l'heure
livré en avance
livré en temps
livrée à l'heure
mettre les petits plats dans les grands
mieux qu'avant
mieux que prévu
ne mâche pas ses efforts
net progrès
nets progrès
nette amélioration
on dort bien
on mange bien
on respire
on s'amuse
on s'est bien marré
on s'y sent bien
on se sent bien
parfait état
passe crème
portions généreuses
pour le plus grand plaisir
prix correct
prix corrects
prix doux
prix imbattable
prix imbattables
prix justes
prix raisonnable
prix raisonnables
propreté impeccable
rapport qualité prix imbattable
remis à neuf
remise en état rapide
rend bien service
rend service
rendre service
rentré dans l'ordre
rentrée dans l'ordre
rétabli rapidement
s'est bien passé
s'est bien passée
s'est très bien passé
sans attendre
sans attente
sans chichi
sans chichis
sans encombre
sans hésitation
sans hésiter
sans histoire
sans pépin
sans prise de tête
sans se ruiner
serviabilité
service rapide
temps record
tout est bon
tout est parfait
tout est rentré dans l'ordre
tout s'est bien passé
trop de la chance
trouver chaussure à son pied
un grand pas
une bonne chose
vivement conseillé

1
bien parti
bon signe
c'est déjà ça
c'est mieux que rien
ça vaut mieux
du mieux
il y a du mieux
la bonne voie
mieux vaut tard que jamais
on fait avec
on ne va pas se plaindre
on va pas se plaindre
plus de peur que de mal
rien de grave
sur la bonne voie
va dans le bon sens
y a du mieux

-1
à qui la faute
à ses risques et périls
addition salée
article manquant
article non conforme
au compte-gouttes
au détriment de
aux abonnés absents
avec des pincettes
avis mitigé
avis partagé
beaucoup de bruit pour rien
bouteille à moitié vide
bras cassé
bras cassés
c'est la crise
c'est le serpent qui se mord la queue
c'était mieux avant
cadeau empoisonné
cadence infernale
caisse fermée
calendes grecques
casse-tête
chemin de croix
chèque en bois
colis endommagé
colis perdu
commande incomplète
couler à pic
coup d'épée dans l'eau
coup dur
coups durs
coûte les yeux de la tête
coûte un bras
coûte un rein
coûte une blinde
coûter les yeux de la tête
coûter un bras
dans le flou
dans le mur
dans le noir complet
de bric et de broc
de guerre lasse
débité deux fois
délai dépassé
délais à rallonge
délais interminables
dialogue de sourds
dormir debout
dossier en souffrance
double facturation
double peine
en deçà de mes attentes
en dents de scie
en dessous de tout
en dessous des attentes
enfoncer le clou
entre deux chaises
épée de damoclès
erreur de facturation
était mieux avant
facturé deux fois
facture salée
faire défaut
faire faux bond
faire la sourde oreille
fait défaut
fait la sourde oreille
faux bond
frais abusifs
frais cachés
frais exorbitants
froid dans le dos
goût amer
goût de carton
goût de plastique
goutte d'eau dans l'océan
heures perdues
inflation galopante
jamais à l'heure
jamais disponible
jamais livré
jamais livrée
jamais personne
jamais reçu
jamais reçue
jamais remboursé
jamais remboursée
jamais répondu
je cherche encore
je reste sceptique
l'addition est salée
la coupe est pleine
la faute à
la faute du
langue de bois
larmes de crocodile
le bât blesse
le compte n'y est pas
le torchon brûle
les bras m'en tombent
les carottes sont cuites
lettre morte
loin du compte
mal assis
mal cuit
mal cuite
mal desservi
mal éclairé
mal écrit
mal emballé
mal emballée
mal entretenu
mal entretenue
mal fréquenté
mal informé
mal isolé
mal isolée
mal joué
mal noté
mal payé
mal payés
mal pensé
mal préparé
mal préparée
mal rangé
mal réglé
mal réparé
mal réparée
mal servi
mal servie
mal traduit
marché de dupes
mauvais calcul
mauvais état
mauvais moment
mauvais pressentiment
moins bien qu'avant
monter au créneau
monts et merveilles
musique d'attente
n'arrive jamais
n'avance pas
n'en fait qu'à sa tête
n'est plus ce que c'était
ne décroche jamais
ne décroche pas
ne décrochent pas
ne mène à rien
ne répond jamais
ne répond pas
ne répond plus
ne répondent jamais
ne répondent pas
ne rime à rien
ne sait pas où donner de la tête
ne sert à rien
ne tiennent pas leurs promesses
ne tient pas la route
ne tient pas ses promesses
ne vaut pas tripette
ne vaut pas un clou
nid à poussière
note salée
noyer le poisson
on repassera
on tourne en rond
pas aux normes
pas comestible
pas d'eau chaude
pas de chauffage
pas de réseau
pas de respect
pas encore remboursé
pas fichu de
pas foutu de
pas le moral
pas livré
pas livrée
pas prévenu
pas prévenus
pas remboursé
pas remboursée
pas un mot d'excuse
passé à la trappe
passer à côté
passer à la trappe
peau de chagrin
personne au bout du fil
personne au guichet
personne ne répond
pièce manquante
pièces manquantes
plus ce qu'elle était
plus ce qu'il était
plus ce que c'était
poudre aux yeux
poudre de perlimpinpin
prélevé deux fois
prix gonflé
prix gonflés
produit périmé
promesse en l'air
promesses en l'air
promesses non tenues
publicité intrusive
qualité en baisse
qualité en chute
qui tombe en ruine
raccroche au nez
raccrochent au nez
raccrocher au nez
rame à mort
rendez-vous manqué
renvoyer la balle
rester sur sa faim
retard à l'allumage
rien compris
rien qui va
rien reçu
sans chauffage
sans excuse
sans explication
sans explications
sans me prévenir
sans nous prévenir
sans prévenir
sans raison
sans scrupule aucun
sans suite
saute d'humeur
se casser les dents
se moque du client
se renvoient la balle
sens dessus dessous
service minimum
sonne creux
sonner creux
sortir de ses gonds
sous l'eau
sur ma faim
sur notre faim
taille mal
tape à l'oeil
tiroir-caisse
tombe à l'eau
tombe à plat
tombe en ruine
tomber à l'eau
toujours occupé
tourne au vinaigre
tourner au vinaigre
tous les quatre matins en panne
traîner des pieds
travail bâclé
trop d'attente
trop de bruit
trop de monde
trop de pub
trop de pubs
trou dans la raquette
un grand vide
un peu fort de café
un peu léger pour le prix
vendu du rêve
vente forcée
vœu pieux
voie de garage
y a rien qui va

-2
a bon dos
à n'y rien comprendre
affaire de gros sous
appel au boycott
avaler des couleuvres
avoir du culot
beaucoup de mépris
c'est à désespérer
chien galeux
client lésé
clients lésés
comble du mépris
comme du bétail
consommateurs floués
coup de grâce
coup de gueule
cousu de fil blanc
cracher à la figure
cracher au visage
de qui se moque-t-on
dépasse l'entendement
dépasse les bornes
dépassent les bornes
dernière fois que
descente aux enfers
deux poids deux mesures
dindon de la farce
dindons de la farce
du mépris
du n'importe quoi
en avons marre
en dessous de zéro
en ont marre
en ont ras le bol
fait froid dans le dos
fait honte
fait mal au coeur
faites honte
fausse promesse
fausse promo
fausses promesses
fausses promos
faut oser
faute grave
faux espoirs
faux prétexte
faux prétextes
fichez du monde
flouer/v
foutent de nous
foutez du monde
fuyez ce magasin
gâcher la fête
il fallait oser
il faut oser
ils osent
j'ai résilié
je change d'opérateur
je change de banque
je me désabonne
je porte plainte
je résilie
je vais porter plainte
l'indécence
la lie de
la main dans le sac
la politique de l'autruche
laissé pour compte
laisser pour compte
laissés pour compte
lamentable de bout en bout
le fond du panier
le fond du trou
le revers de la médaille
le ridicule ne tue pas
mal au coeur
mal au ventre
mauvais de bout en bout
me balade de service en service
me mène en bateau
même pas une étoile
mené en bateau
mènent en bateau
mener en bateau
menés en bateau
mentir effrontément
mettre le feu aux poudres
moquez de nous
moquez de vos clients
moquez du monde
mort de honte
morte de honte
n'a aucun sens
ne mérite même pas une étoile
ne mérite pas d'étoile
nous mène en bateau
on marche sur des oeufs
on nous balade
on se fout du monde
panier de crabes
passer pour un con
passer un savon
payer les pots cassés
payer une fortune
pièges à touristes
plus bas que terre
plus jamais chez
plus jamais je
prend pour des idiots
prend pour des imbéciles
prend pour des pigeons
prend pour un con
prend pour un idiot
prendre à la gorge
prendre en otage
prendre pour des idiots
prendre pour des imbéciles
prendre pour des pigeons
prendre pour des vaches à lait
prenez pour des
prennent en otage
prennent pour des idiots
prennent pour des imbéciles
prennent pour des pigeons
presser comme des citrons
pris à la gorge
pris au piège
pris pour des cons
pris pour des idiots
pris pour des imbéciles
pris pour des pigeons
pris pour un con
pris pour un idiot
pris pour un pigeon
prise pour une idiote
que fait la police
quel culot
roulé dans la farine
rouler dans la farine
roulés dans la farine
sac de noeuds
sang d'encre
sans aucune explication
sans coeur
sans honte
sav déplorable
sav inexistant
sav injoignable
se croient tout permis
se croire tout permis
se croit tout permis
se foutre de nous
se lave les mains
se lavent les mains
se mettre le doigt dans l'oeil
se moque de ses clients
se retourne dans sa tombe
se retourner dans sa tombe
se sucrent sur
service après-vente inexistant
signalé pour fraude
sueurs froides
tire une balle dans le pied
tirer à boulets rouges
tirer une balle dans le pied
tissu de mensonges
tombé de haut
tombe en lambeaux
tombée de haut
tomber des nues
tonneau des danaïdes
tour de passe-passe
toute honte bue
traités comme du bétail
tromper le client
tromperie sur la marchandise
un caillou dans la chaussure
une balle dans le pied
vendre son âme
vivre un cauchemar
vivre un enfer
voir rouge
vois rouge
vol manifeste
voler dans la caisse
vous foutez de
vous moquez de
vous vous fichez
vous vous foutez
vous vous moquez

-3
arnaque totale
arnaqueurs professionnels
comme la peste
fuyez comme la peste
je porte plainte contre
la pire des
le comble de la honte
le pire des
moins dix étoiles
pire cauchemar
pire que la peste
plus jamais de ma vie
rebut de l'humanité
voleurs de grand chemin
voleurs et menteurs
zéro sur dix
zéro sur vingt
`;
