/**
 * Spoken French: slang, verlan, messages, Quebec, Belgium, written for Vigie.
 * A line with a number opens a group of that weight; tags after a slash are read by `inflect.ts`.
 */
export const frenchSpoken = `
4
à donf
à tomber par terre
au-dessus du lot
c'est de la balle
c'est de la bombe
c'est un délice
ça défonce tout
ça dépote
ça envoie du lourd
ça envoie du pâté
ça le fait grave
ça met des frissons
ça pète tout
de la frappe
de la grosse frappe
du lourd
en mode paradis
énormissime
génialos
giga kiff
gros kiff
je fonds
je kiffe trop
je surkiffe
le feu absolu
le kiff
masterclass
pur kiff
que du kiff
trop de la balle
une frappe

3
à croquer
à fond dedans
adorbs
aimable comme tout
ambiancer/v
ambianceur/a
amusant comme tout
au taquet
aux anges
j'ai la pêche
aux petits oignons
balèze/n
banger absolu
banger/n
beau comme tout
ben l'fun
bénef
bien envoyé
bien roulé
big up
bogosse/n
bombasse/n
bon comme tout
c'est bat
c'est bô
c'est carré
c'est du gâteau
c'est écoeurant bon
c'est fou comme c'est bon
c'est joli quoi
c'est l'fun
c'est la base
c'est la fête
c'est le feu
c'est le pied
ça cartonne
ça claque
ça déchire sa race
ça dépasse mes attentes
ça envoie
ça le fait
ça met du baume
ça pète
ça pulse
ça roxe
ça tape
ça tue sa race
capoté/a
capoter ben raide
carrément kiffer
charmant comme tout
chill
chiller/v
coeur sur toi
coeur sur vous
craquant/a
cute
d'enfer
débile bon
démentiel/a
des barres
donf
écroulé de rire
en amour avec
enjaillant/a
enjaillement
enjailler/v
enjoy
énorme progrès
envoyer du bois
épique/n
éteint le game
faut y aller
fendard/a
force et honneur
formid
fou rire
fous rires
gavé bien
gros up
hype
j'adhère
j'ai adoré
j'ai kiffé
j'ai surkiffé
j'en capote
j'en redemande
j'en rêve
jackpot
je capote
je dis oui
je like
je m'en lasse pas
je ne m'en lasse pas
je plussoie
je valide à fond
jolie trouvaille
kawaii
le goat
les frissons
magnifaïk
malade en criss
marrade
mortel ce
oklm
on en redemande
on kiffe
ouf de ouf
oufissime
parfait comme toujours
pas piqué des hannetons
pas piqué des vers
péter la forme
péter le feu
poilant/a
propre comme un sou neuf
qualité premium
rayon de soleil
respect éternel
respect total
rigolard/a
s'éclater
s'enjailler
se régaler
solide comme le roc
superbissime
swag
sympathoche
tendre comme tout
tiguidou
top moumoute
top qualité
tope là
tout bon
tripant/a
triper/v
trippant/a
tripper/v
trop chou
trop choux
trop d'amour
un bijou
un coup de génie
un crack
un must have
une belle âme
valeur sûre
validax
vaut de l'or

2
à l'aise
à la bonne heure
à la cool
à tout casser
au boutte
beau char
ben bon
ben content
ben contente
ben correct
bg
bien calé
bien foutu
bisou à tous
bon délire
bon en titi
bon esprit
bon feeling
bonne barre
bonne bouffe
bonne came
bonne shot
bonne vibe
bonnes vibes
ça bute
ça caresse
ça change
ça fait du bien
ça farte
ça gaze
ça met la pêche
ça passe crème
ça roule
ça se mange sans faim
chanmé
comaco
crème de la crème
crever de rire
d'la balle
de bon poil
de ouf
de qualitay
débrouillard/a
délire sympa
écoeuramment bon
fastoche/n
fin prêt
finger in the nose
fou de joie
gégé
gentille attention
gentillet
impec
incassable/n
increvable/n
j'achète les yeux fermés
je suis preneur
je suis preneuse
la niaque
les doigts dans le nez
miam miam
ouais trop bien
peinard/a
pépère
pepsy
pile poil
pipou
plein de vie
prêt à tout donner
que demande le peuple
rien que du bon
se déguste
se dévore
se laisse boire
se laisse manger
se laisse regarder
se lit d'une traite
se marrer
se poiler
sérieux et efficace
sur un nuage
sweet
topissime
tout doux
trop de talent
une tuerie absolue
vas-y fonce
vaut chaque euro
vaut la peine
vaut le prix
vaut le voyage
vaut son pesant d'or
vaut vraiment le coup
wesh trop bien
yallah bien
yeepee
yess
yipee
yop la boum
youhou

1
bonne ambiance générale
ça passe
ça peut aller
ça se défend
ça se tente
ça va le faire
correct pour le prix
correct sans plus
ma belle
mon chou
mon pote
nickel pour
no souci
on a vu pire
pas pire pantoute
pas si mal
pas si pire
potable/n
santé les amis
tchin
tkt
y a pire

-1
achalant/a
achaler/v
aïe
aïe aïe aïe
baraki
bas de gamme
ben plate
ben poche
bobo au porte-monnaie
boloss
bolosse/n
bon débarras
boucan
bouche-trou
bourrin/a
branler dans le manche
bricolé à la va-vite
brol
c'est de valeur
c'est du brol
c'est plate
c'est poche
ça a pas d'allure
ça casse pas des briques
ça casse pas trois pattes à un canard
ça cloche
ça coince
ça drache
ça fait beaucoup
ça fait peine
ça fait tache
ça fatigue
ça galère
ça laisse perplexe
ça lasse
ça manque de
ça me dépasse
ça me désole
ça me fatigue
ça n'a pas d'allure
ça n'a pas de sens
ça n'avance pas
ça ne ressemble à rien
ça pique
ça rame
ça regarde mal
ça ressemble à rien
ça sent le brûlé
ça sent le roussi
ça sent mauvais
ça sert à rien
ça tourne en rond
ça traîne
ça va mal à shop
ça va pas
câlisse
casse pas trois pattes à un canard
charabia
cher payé
chialage
chialer/v
chiqué
cracra
cradingue/n
crado/n
cramé/a
cringe
crisse de
dépassé par les événements
dikkenek
drache
drache nationale
drama
du réchauffé
écoeuré noir
en beau fusil
en beau joualvert
en calvaire
en crisse
en rote
en tabarnak
en toc
esti
faire la gueule
faire la tête
fait la gueule
fait peine à voir
fait tache
fauché/a
filouter/v
flemme
frette
frisquet
gaffe/n
gnangnan
godverdomme
gueulard/a
il drache
j'ai la flemme
je désespère
je m'en fous
je passe mon tour
je reste sur ma faim
je vois pas l'intérêt
l'embrouille
la douche froide
la loose
la poisse
lose
louper/v
lourdingue/n
maganer/v
mal barré
mal en point
mal foutue
mal luné
mal poli
mauvais plan
mauvais signe
mi-figue mi-raisin
moisi/a
mollasson/n
mollassonne/n
mou du genou
n'importe nawak
nareux
nawak
niaisage
niaiser/v
niaiseuse/n
niaiseux
nian-nian
nono
nounoune/n
on se fait vieux
ostie
ostie de
ouille
ouin
oups
pas convaincant
pas convaincu
pas convaincue
pas d'allure
pas dans mon assiette
pas donné
pas donnée
pas emballé
pas emballée
pas évident
pas fait pour moi
pas foufou
pas fute-fute
pas glop
pas jojo
pas la grande forme
pas la joie
pas ma came
pas ma tasse de thé
pas net
pas nette
pas plus que ça
pas terrible du tout
pas très clair
pas très frais
pas très malin
pas très pro
pas trop ça
pas trop fan
pataud/a
patraque/n
paumé/a
pété/a
peut mieux faire
plate à mort
plate en titi
plombant/a
plomber/v
plouc/n
poche en titi
poisseux/a
potverdoum
quétaine/n
qui rame
radoter/v
raplapla
rater le coche
riquiqui
schlinguer/v
se faire chier
se faire suer
se la péter
se la raconter
se planter
se prend la tête
se prendre la tête
se traîner
simplet
tabarnac
tabarnak
tabarnouche
tannant/a
tanné/a
tataouiner
tiré par les cheveux
tire-au-flanc
tout ça pour ça
tout ça pour rien
trop cuit
trop cuite
trop gras
trop petit pour
trop salée
trop sucré
trop tard
un peu cher
un peu court
un peu déçu
un peu déçue
un peu léger
un peu mou
un peu triste
usine à clics
vieux jeu
voyons donc

-2
à côté de la plaque
à dégager
à deux balles
à deux de tension
à la masse
à s'arracher les cheveux
à se flinguer
à se pendre
à se taper la tête contre les murs
aller se faire foutre
aller se faire voir
allez vous faire foutre
allez vous faire voir
arrêtez de niaiser
au bout du rouleau
avoir la haine
avoir les boules
bader/v
bande d'amateurs
basta
batard
bidon
blague de mauvais goût
bon à rien
bons à rien
bordel de merde
bousiller/v
branleur/n
branque/n
broche à foin
broyer du noir
c'est à chialer
c'est à pleurer
c'est du foutage
c'est du gros n'importe quoi
c'est du racket
c'est fort de café
c'est la fin des haricots
c'est la galère
c'est la merde
c'est la tristesse
c'est le bouquet
c'est lunaire
c'est quoi ce bordel
c'est quoi ce délire
c'est quoi cette blague
c'est quoi cette merde
c'est un scandale
c'est une blague
ça commence à bien faire
ça dégoûte
ça devient lourd
ça fout la rage
ça fout les boules
ça fout les nerfs
ça gonfle
ça m'écoeure
ça me blase
ça me débecte
ça me dégoûte
ça me fout la haine
ça me fout la rage
ça me fout les boules
ça me gonfle
ça me hérisse
ça me lourde
ça me met hors de moi
ça me purge
ça me rend dingue
ça me rend folle
ça me rend fou
ça me rend triste
ça me révolte
ça me saoule
ça me sort par les yeux
ça me soûle
ça me tape sur le système
ça me tue
ça me vénère
ça part en cacahuète
ça part en couille
ça part en sucette
ça part en vrille
ça pue
ça pue au nez
ça saoule
ça va trop loin
camelote
cas soc
casse-bonbons
casse-tête pour annuler
cassos
cauchemar total
chelou ce truc
chiantissime
chiasse
clownesque/n
cochonnerie/n
comme des chiens
comme des malpropres
comme des merdes
comme un chien
comme un malpropre
corniaud/n
couillon/n
couillonner/v
coup bas
coup de massue
coup de poignard
coups bas
crever la dalle
daube/n
de la camelote
de la daube
de la foutaise
de la marde
débandade
débectant/a
débecter/v
décérébré/a
décrédibiliser/v
dégueulbif
démerdez-vous
dézinguer/v
du foutage de gueule
du pipeau
du vol organisé
du vol qualifié
ducon
emmerdant/a
emmerdement/n
emmerder/v
emmerdeur/n
en a plein le dos
en ai assez
en ai ma claque
en ai plein le dos
en ai plein les bottes
en ai ras la casquette
en ai ras le cul
en avoir assez
en avoir marre
en avoir plein le dos
en avoir ras la casquette
en beau maudit
en maudit
en mode galère
en pls
enfumage
enfumer/v
entourlouper/v
entuber/v
envie de chialer
envie de hurler
envie de pleurer
envie de tout casser
envie de vomir
et puis quoi encore
être en pls
faire suer
faisandé/a
fait pitié
fait suer
faites pitié
fake news
faut arrêter de déconner
faut pas pousser
fauxcul
fiasco total
filou/n
filouterie
flinguer/v
flippant/a
foirer/v
foireux/a
folle de rage
fou de rage
fout la merde
fout le bordel
foutaise/n
foutez-vous de
foutrement nul
fumiste/n
fumisterie/n
glander/v
glandeur/n
gros bide
gros fail
gros lourd
grosse blague
gruger/v
gueuler/v
hagla
has been
hasbeen
hors de question
il faut que ça cesse
insortable
j'ai honte
j'ai la haine
j'ai la rage
j'ai le seum
j'ai les boules
j'ai les nerfs
j'ai mal au coeur
j'ai mon voyage
j'ai perdu patience
j'en ai assez
j'en ai gros
j'en ai mon casque
j'en peux plus
j'hallucine
je bous
je craque
je deviens folle
je deviens fou
je fulmine
je jette l'éponge
je m'arrache les cheveux
je m'en bats les couilles
je n'en peux plus
je ne décolère pas
je pète un câble
je pète un plomb
je pète une durite
je rage
je rends les armes
je suis à bout
à deux doigts de craquer
je suis au bord
je suis deg
je suis en colère
je suis hors de moi
je suis remonté
je suis vert
je suis verte
je vais craquer
je vais exploser
je vais péter
je vais péter un câble
la goutte d'eau
la honte totale
le pompon
magouiller/v
magouilleur/n
mal pris
mange de la marde
mangez de la marde
manque de bol
manque de pot
manque de professionnalisme
manque de sérieux
manque de transparence
marde
me débecte
me fait suer
me fout la rage
me gonfle
me niaise
me prend la tête
me prends la tête
me rend malade
me sort par les trous de nez
me tape sur le système
me tape sur les nerfs
me tue
merdasse
merder/v
merdeux/a
merdouille/n
miskine
mytho/n
mythomane/n
mythonner/v
nazebroque
ne vaut pas le coup
ne vaut pas le détour
ne vaut pas son prix
ne vaut rien
nique tout
nous niaisent
nullard/a
nullos
nulosse
on croit rêver
on marche sur la tête
on nous prend pour
on se fiche de nous
on se fout de nous
on se moque de nous
on touche le fond
parcours du combattant
pauvre type
pauvres clients
pèter un câble
péter un plomb
péter une durite
piège à cons
piège à touristes
pigeonner/v
pisse-froid
plein le dos
pleurnicher/v
plumer les clients
pompe à fric
pour des cons
pour des idiots
pour des imbéciles
pour des jambons
pour des pigeons
pour des vaches à lait
pourave/n
pourri gâté
pourri jusqu'à l'os
prise d'otage
prise de tête
prises de tête
pue la merde
putain de
putain de bordel
putain de merde
quel cirque
quel naufrage
quelle bande de
quelle blague
quelle joke
quelle plaie
quelle purge
rage-quit
ragequit
ramassis de
ras la casquette
ras le cul
ras le pompon
rien à battre
rien à foutre
rien ne fonctionne
rien ne marche
rien ne va
rien ne va plus
rient de nous
rincer les clients
rire de nous
rire du monde
rit de nous
ronger son frein
s'en battent les couilles
s'en câlissent
s'en crissent
s'en fout
s'en foutent
s'en tamponnent
sacs à merde
salement
sans foi ni loi
sans queue ni tête
sans vergogne
se barrer en couille
se crisse de
se crisser de
se faire arnaquer
se faire avoir
se faire enfler
se faire entuber
se faire pigeonner
se faire plumer
se faire rouler
se fiche de nous
se fiche du monde
se fichent de nous
se fichent du monde
se ficher du monde
se fout du monde
se foutent du monde
se foutre du monde
se gavent sur
se gaver sur
se moque des clients
se moquent des clients
seum
seumé
sous-fifre
système pourri
tape sur les nerfs
taper sur le système
taper sur les nerfs
tas de ferraille
tête à claques
têtes à claques
tire vers le bas
tombe sur les nerfs
tomber sur les nerfs
touche le fond
toucher le fond
tout croche
tout crotté
tout de travers
tout foirer
tout fout le camp
tout merde
tout part en vrille
tout pourri
tout va mal
trop deg
tu parles d'un service
tu parles d'une qualité
un bide
un échec cuisant
un gouffre
un naufrage
une joke plate
une plaie
une purge
va te faire foutre
va te faire voir
vache à lait
vaches à lait
vaste blague
vaste fumisterie
vendeur de rêve
voler les gens
vraie plaie
wallah j'en peux plus
wtf
zéro considération
zéro empathie
zéro pitié

-3
à bannir
à boycotter
à en crever
à en pleurer
bande de bouseux
bande de chiens
bande de fdp
boycott total
brûlez en enfer
ça fait gerber
ça me donne envie de gerber
ça me donne envie de vomir
ça me fait gerber
ça me fait vomir
chien de la casse
crevard/n
dugland
empaffé/a
enculer/v
espèce de merde
étron/n
fils de chien
gros porc
je vous déteste
je vous maudis
la pire banque
le pire accueil
mangeux de marde
maudite marde
mes couilles
mon cul
nique sa mère
nique sa race
niquez vos mères
osti de marde
pire achat
pire application
pire boîte
pire compagnie
pire entreprise
pire opérateur
pire site
pouffiasse/n
pue la mort
sac à merde
sale con
sale conne
sale race
sales cons
trou duc
trouduc
va crever
vomitifs
vous êtes des voleurs
vous êtes la honte
vous faites honte
vous me dégoûtez
vous me donnez la nausée
`;
