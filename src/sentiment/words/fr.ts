/**
 * French words and expressions, written for Vigie.
 * A line with a number opens a group of that weight; tags after a slash are read by `inflect.ts`.
 */
export const french = `
5
à couper le souffle
au top du top
chef d'oeuvre
coup de coeur
coup de foudre
je t'aime
je vous aime
meilleur du monde
meilleure du monde
mille mercis
parfait en tout point
que du bonheur
rien à redire
un grand merci
un immense merci

4
5 étoiles
à recommander
admirable/a
adorer/v
amour/n
au top
au top niveau
bluffant/a
bonheur/n
ça déchire
captivant/a
cinq étoiles
coup de maître
de toute beauté
délicieux/a
dinguerie
divin/a
dix sur dix
émerveillement/n
émerveiller/v
enchanteresse
enchanteur
envoûtant/a
époustouflant/a
euphorie
euphorique/a
excellence/n
excellent/a
exceptionnel/a
exquis/a
extase/n
extraordinaire/a
fabuleux/a
fantastique/a
fascinant/a
féerique/a
félicitations
formidable/a
géantissime
génial/a
grandiose/a
hilarant/a
imbattable/a
impeccable/a
incroyable/a
inoubliable/a
irréprochable/a
je recommande vivement
jubilatoire/a
jubiler/v
kif
kiffer/v
la meilleure
le meilleur
le top
magique/a
magistral/a
magnifique/a
meilleur/a
meilleurissime
mémorable/a
merveille/n
merveilleux/a
nickel chrome
ouf de beauté
paradis
paradisiaque/a
parfait/a
pépite/n
perfection/n
phénoménal/a
prodigieux/a
ravissant/a
régal/n
régaler/v
remarquable/a
rêve de gosse
sensationnel/a
somptueux/a
splendide/a
superbe/a
surkiffer/v
triompher/v
trop bien
tuerie
une merveille
une pépite
une tuerie
vaut le détour

3
à l'écoute
à la hauteur
acclamer/v
accueillant/a
admiratif/a
admiration/n
admirer/v
adorable/a
adoré/a
agréable/a
agréablement
aimer/v
ambitieux/a
amusant/a
amuser/v
applaudir/v
applaudissement/n
attentionné/a
au poil
au rendez-vous
aux petits soins
beau
beau boulot
beau succès
beau travail
beauté/n
beaux
bel
belle
belle initiative
belle réussite
belle surprise
belle victoire
belles
bénéfique/a
bien joué
bien-aimé
bienfait/n
bienveillance/n
bienveillant/a
bisou/n
bon anniversaire
bon boulot
bon courage
bon plan
bon rapport
bon travail
bonne année
bonne chance
bonne idée
bonne initiative
bonne nouvelle
bonne qualité
bonne surprise
bonnes fêtes
bonnes nouvelles
bons plans
brave/a
bravo
brillamment
brillant/a
c'est top
ça change la vie
ça fait plaisir
ça tue
câlin/n
canon
carton plein
cartonner/v
célébrer/v
chaleureux/a
champion/n
championne/n
changer la vie
chapeau
chapeau bas
charmant/a
charmer/v
chouette/a
choupi
classe
coeur/n
combler/v
comme sur des roulettes
content/a
cool
courage
courageux/a
culte
de qualité
délice/n
douceur/n
drôle/a
efficace/a
efficacement
efficacité/n
élégance
élégant/a
émouvant/a
enchanter/v
enthousiasmant/a
enthousiasmer/v
enthousiaste/a
épanouir/v
épanouissement/n
épatant/a
épater/v
exemplaire/a
fait du bien
fait plaisir
fan de
félicitation/n
féliciter/v
festif/a
fêter/v
fiabilité
fiable/a
fier
fière/n
fiers
fierté/n
franc succès
fun
gagnant/a
gagner/v
généreux/a
générosité
génialissime
génie/n
gentil/a
gentillesse/n
gloire
glorieux/a
gourmand/a
goûteux/a
grand fan
gratitude
hâte
hâte de
haut de gamme
haut la main
héroïne/n
héroïque/a
héros
heureusement
heureux/a
honneur/n
hourra
humour
idéal/a
impatient de
impressionnant/a
impressionner/v
ingénieux/a
innovant/a
inspirant/a
inspiré/a
j'ai hâte
jamais déçu
jamais déçue
je conseille
je recommande
je suis fan
je valide
joie/n
joyeux anniversaire
joyeux noël
joyeux/a
kiffant/a
légendaire/a
lol j'adore
love
magnifiquement
marrant/a
mdr trop bien
meilleurs voeux
merci
mercii
merciii
mérite d'être connu
merveilleusement
mignon/a
mimi
mythique/a
ne déçoit pas
ne pas regretter
nickel
novateur/a
ovation/n
parfaitement
pas déçu
pas déçue
passion/n
passionnant/a
passionné/a
performance/n
performant/a
plaisant/a
plaisir/n
plébisciter/v
précieux/a
pressé de voir
pro
professionnalisme
prometteur
prometteurs
prometteuse/n
que du bon
raffiné/a
rapide et efficace
rapport qualité-prix
ravi/a
ravir
réactif/a
réactivité
recommander/v
reconnaissant/a
réjouir/v
réjouissance/n
remerciement/n
remercier/v
respect
réussir/v
réussite/n
révolutionnaire/a
rigoler/v
rigolo
rigolote/n
salutaire/a
sans accroc
sans fausse note
sans faute
sans regret
satisfaction/n
satisfaire
satisfaisant/a
satisfait/a
savourer/v
savoureux/a
se réjouir
séduire/v
séduisant/a
serviable/a
souriant/a
spectaculaire/a
stylé/a
succès
succulent/a
super
superbement
sympa/n
sympathique/a
talent/n
talentueux/a
tendre/n
tendresse
tient ses promesses
tip top
top
touchant/a
trognon/n
trop beau
trop belle
trop cool
trop fort
trop forte
trop hâte
trop mignon
un régal
un vrai plaisir
vaut le coup
vertueux/a
victoire/n
victorieux/a
vive
vivement
vivement demain
yeah
yes
yesss
youpi

2
à découvrir
à l'heure
à ne pas manquer
à ne pas rater
à voir absolument
abordable/a
accueil
adhérer/v
aide précieuse
aimable/a
amabilité
amazing
ambiance de folie
ambition/n
amélioration/n
améliorer/v
ami/n
amical/a
amie/n
amitié/n
apaisant/a
apaiser/v
apéro/n
appréciable/a
appréciation/n
apprécier/v
approbation/n
approuver/v
aucun problème
aucun souci
authentique/a
avancée/n
avantage/n
avantageux/a
avec joie
avec plaisir
awesome
bénéfice/n
best
bien
bien dit
bien fait
bien ouej
bien propre
bien reçu
bien vu
bienvenu/a
bienvenue à
bon
bon appétit
bon match
bon voyage
bon week-end
bonne ambiance
bonne continuation
bonne écoute
bonne humeur
bonne journée
bonne lecture
bonne nuit
bonne route
bonne semaine
bonne soirée
bonne/n
bonnes vacances
bons
bv
ça fonctionne
ça marche
ça va mieux
cadeau/n
calme et
captiver/v
célèbre/n
chance
chanceux/a
clair et
clarté
coloré/a
compétence/n
compétent/a
complet et
complicité
compréhensif/a
confiance
confiant/a
confort
confortable/a
confortablement
convivial/a
convivialité
courtois/a
courtoisie
créatif/a
créativité
croissance
croustillant/a
dans les temps
de bonne humeur
de folie
décrocher/v
digne/n
dignement
dignité
disponibilité
disponible/n
distrayant/a
divertir/v
douce/n
doux
dynamique/a
dynamisme
économique/a
en forme
en pleine forme
encourageant/a
encouragement/n
encourager/v
énergique/a
enrichir/v
ensoleillé/a
entraide
équilibré/a
équitable/a
ergonomique/a
espérance
espérer/v
espoir/n
essor
estimer/v
éthique/n
évoluer dans le bon sens
excité/a
exploit/n
facile/a
facilement
faciliter/v
fameux/a
favori
favoris
favorite/n
fête/n
fidèle/a
fidélité
florissant/a
fluide/n
fluidité
fonctionne bien
fondant/a
frais et
frais et bon
gagné
gg
good
grâce à
gratuit/a
great
guérir/v
guérison/n
happy
harmonie/n
harmonieux/a
honnête/a
honnêteté
hospitalité
incontournable/a
indispensable/a
injustice réparée
innovation/n
innover/v
instructif/a
intelligemment
intelligence
intelligent/a
intéressant/a
intéressé/a
intuitif/a
judicieux/a
juste/n
la forme
lauréat/a
libérateur/a
libérer/v
liberté/n
libre et
lovely
loyal/a
ludique/a
lumineux/a
lutte contre
lutter contre
luxe
luxueux/a
marche bien
médaillé/a
merci à tous
merci beaucoup
merci pour
mériter/v
miam
mieux
mieux que
moderne/a
modernité
moelleux/a
motivant/a
motivation/n
motiver/v
naturel et
nice
offert/a
ok super
olé
opportunité/n
optimisme
optimiste/a
or olympique
original/a
originalité
ouah
paisible/a
paix
parfumé/a
partage
pas cher
pas chère
pas chers
pas de problème
pas de souci
pas de soucis
pas mal
pas mal du tout
passionner/v
patient/a
perfect
pertinence
pertinent/a
plaire
plaisamment
plaisent
plaît
plu
plutôt bien
poli/a
ponctuel/a
populaire/a
positif/a
positivement
pratique/a
préférer/v
préservation/n
préserver/v
prestige
prestigieux/a
primé/a
privilège/n
privilégié/a
prix nobel
professionnel/a
profitable/a
profiter/v
progrès
progresser/v
propreté
prospère/n
prospérité
protection/n
protéger/v
prouesse/n
ptdr génial
qualification/n
qualifié
qualifiés
qualitatif/a
qualité/n
rapide/n
rapidement
rapidité
rassurant/a
rassurer/v
récompenser/v
réconcilier/v
réconfort
réconfortant/a
réconforter/v
record/n
remboursé rapidement
remède/n
remis sur pied
remporter/v
renaissance
renaître
renommé/a
rentable/a
réparé
réputé/a
résolu/a
résoudre
respecter/v
respectueux/a
responsable/n
rêver/v
riche en
rien à dire
rigolade
rigoureux/a
rire/n
robuste/a
sage/n
sagesse
sain/a
sans problème
sans souci
sans soucis
santé de fer
sauver/v
sauvetage/n
sauveur/n
sécuriser/v
sécurité
sensass
serein/a
sereinement
sérénité
sérieuse/n
sérieux
simplifier/v
sincère/a
sincérité
soigné/a
soigneux/a
soleil
solidaire/a
solidarité
solide/a
solution/n
soulagement/n
soulager/v
sourire/n
soutenir
soutenons
soutien/n
soutient
sympathiquement
thanks
tout va bien
tqt
tranquille/a
transparence
transparent/a
très propre
trophée/n
un must
utile/a
utilité
vacances
valider/v
valoriser/v
varié/a
veinard/a
vitalité
volontiers
wahou
waouh
waw
week-end
winner/n
woaw
wow
y a pas mieux
yummy

1
acceptable/a
accessible/a
accord/n
adapté/a
ahah
ahaha
aider/v
alléchant/a
allez
allez les
anniversaire
artistique/n
assistance
astuce/n
astucieux/a
attirant/a
attractif/a
attrayant/a
bébé
bien-être
bienfaiteur/n
bio
but
buuut
calme
cocktail/n
cohérent/a
collaboration/n
compatible/n
concert
conforme/n
conseil/n
conseiller/v
contribuer/v
contribution/n
convenable/a
coopération
copain/n
copine/n
correct/a
courage à
crédibilité
crédible/a
cuisine maison
curieux de
d'accord
découverte/n
découvrir
dégustation/n
déguster/v
démocratie
démocratique/n
détendre
détendu/a
détente
développer/v
diversité
doué/a
durable/a
écologique/n
écoresponsable/n
égalité
enfin
engagé/a
engagement/n
ensemble
envie
envie de
espère
espiègle/n
expérimenté/a
expert/a
expertise
expolmdr
fait maison
famille
favorable/a
favoriser/v
festival
force à
forme
fort de
fraîche
fraîcheur
frais
fraternité
gain/n
gastronomie
go
goal
habile/n
haha
hahaha
héhé
hihi
hommage/n
honorable/a
honorer/v
humain/a
humanité
inauguration/n
inaugurer/v
initiative/n
intérêt/n
jaja
jeune et
joli/a
lancement/n
léger et
légitime/n
lol
maligne/n
malin
mariage
mdr
mdrr
mdrrr
mer turquoise
mignonnet
modéré/a
naissance
noble/n
noël
normalement bien
notable/n
nouveau
nouveauté/n
nouvelle collection
offre/n
ok
okay
oui
ouvert d'esprit
ouverture d'esprit
pacifique/n
parité
partenariat/n
participation
participer/v
passable et
plage
podium/n
poétique/a
pote/n
précis/a
précision
projet ambitieux
promesse/n
promo/n
promotion/n
promouvoir
propre/a
ptdr
puissance
puissant/a
raisonnable/n
réalisable/n
recette/n
reconnaissance
reconnaître
reconnu/a
recyclage
recycler/v
réduction/n
rejoindre
relax
renforcement
renforcer/v
renouvelable/a
repos
reposant/a
s'engager
saluer/v
santé
sensibilisation
sensibiliser/v
sexy
sociable/a
soldes
souhaiter/v
soutien à
spectacle
stabilité
stable/n
stimulant/a
stimuler/v
tentant/a
terrasse
tolérance
tolérant/a
union
unis
vainqueur/n
vert et
voeu/n
voilà enfin
xd
xptdr
zen

0
enjeu/n
report
opposition
enquête
procès
tribunal
a beau
à coup sûr
à mourir de rire
à quoi bon
accord de
ah bon
au lieu
au moins
aussi bien
avoir beau
beau-frère
beau-père
beaux-parents
belle-mère
belle-soeur
ben
bien après
bien au-delà
bien avant
bien entendu
bien évidemment
bien loin
bien moins
bien plus
bien que
bien sûr
bien trop
bon alors
bon an
bon ben
bon d'achat
bon de commande
bon sang
but de
chance de
conseil constitutionnel
conseil d'administration
conseil d'état
conseil de
conseil départemental
conseil général
conseil municipal
conseil régional
coup d'oeil
culture
dans la mesure du possible
dans le but de
dès que possible
du coup
eh ben
eh bien
en forme de
évite
éviter
évitez
faux pas
fier de son
fin de
force ouvrière
forces de l'ordre
forme de
garde des sceaux
grand public
grève de la faim
hé bien
intelligence artificielle
j'ai beau
justice
la culture
la justice
le moins
le plus vite possible
leur propre
leurs propres
ma propre
mais bon
malade mental
mer
mes propres
ministre de la justice
mise en forme
moins
mon propre
mort de rire
mort de trop
morte de rire
n'ai pas peur
n'aie pas peur
n'importe
n'importe où
n'importe quel
ne serait-ce
non
non seulement
notre propre
ont beau
ou bien
par pur
parti pris
pas à pas
pas de quoi
pas encore
pas forcément
pas peur
pas que
pas seulement
peur de rien
pleure de rire
pleurer de rire
plus que jamais
possible
pour de bon
premier pas
prix de
quoi que ce soit
rater le train
réduire
réduisons
réduit
rien que
sa propre
sans doute
santé publique
sauf
sécurité routière
sécurité sociale
service
ses propres
si bien que
si possible
solution de
son propre
sous forme de
stopper
super bowl
super héros
super u
tomber sur
tout à fait
tuer le temps
un coup
votre propre

-0.4
contre
interdiction/n
interdit/a
supprimer/v
reculer/v
maladie/n
recul
suppression/n
tension/n
impôt/n
manif
manifestation/n
amende/n
accusation/n
virus
incendie/n
séisme/n

-1
abandon
abandonner/v
absence/n
absent/a
abusé/a
accident/n
accuser/v
alerte/n
allergie/n
annulation/n
annuler/v
anti
arrêter/v
attendre toujours
attente interminable
attention
aucune nouvelle
aucune réponse
augmentation des prix
austérité
aveugle/n
bah
baisse/n
banal/a
baratin
bémol/n
beuguer/v
bizarre/n
bla bla
blabla
blasé/a
blesser/v
blessure/n
blocage/n
bloquant/a
bloquer/v
bof
bouchon/n
bruit/n
bruyant/a
bug/n
bugger
buguer/v
caché/a
chelou/n
cher
chère/n
chers
chômage
chômeur/n
chuter/v
comme d'habitude
complexe/n
complexité
compliqué/a
condamnation/n
condamner/v
conflit/n
confus/a
confusion/n
contestation/n
contester/v
contraignant/a
contrainte/n
controversé/a
coupure/n
coûter/v
coûteux/a
crevé/a
crise/n
critiquer/v
débat houleux
déclin
décliner/v
défaut/n
déficit/n
dénoncer/v
dépassé/a
depuis des mois
depuis des semaines
dérangeant/a
dérangement/n
déranger/v
désolant/a
désolé/a
dette/n
difficile/a
difficilement
difficulté/n
dommage
douleur/n
douter/v
douteux/a
dur/a
dysfonctionnement/n
embarrassant/a
embêtant/a
embêter/v
embouteillage/n
en attente depuis
en panne
en retard
encore une fois
ennui/n
ennuyant/a
ennuyer/v
ennuyeux/a
erreur/n
étrange/n
excès
excessif/a
excuses
fade/n
faible/a
faiblement
faiblesse/n
faire semblant
fatigant/a
fatiguer/v
fermer/v
fermeture/n
fièvre
flou/a
foutage
froid/a
garde à vue
gênant/a
gêner/v
gratuitement supprimé
grève/n
gréviste/n
grippe/n
gris et
hausse des prix
hélas
hésitant/a
hésiter/v
hum
ignorance
ignorer/v
imposer
incertain/a
incertitude/n
incident/n
inflation
inquiet
inquiétant/a
inquiéter/v
inquiets
inquiétude/n
insipide/n
insuffisamment
insuffisance
insuffisant/a
interdire
lag
laguer/v
larme/n
lassant/a
lassé/a
lassitude
lent/a
lenteur/n
licenciement/n
licencier/v
limité/a
long
longue/n
louche/n
mal
mal au
mal de tête
malade/n
malheureusement
manquant/a
manquer/v
mascarade/n
méfiance
méfier
méfiez-vous
mis en examen
mise en examen
mitigé/a
monotone/n
mouais
moyen
moyenne
moyens du bord
naïf/a
naïveté
négligence/n
négligent/a
négliger/v
nostalgie
obligé/a
obsolète/n
on attend toujours
onéreux/a
opacité
opaque/n
opposant/n
opposer/v
ordinaire/n
oubli/n
oublier/v
panne/n
pardon
pas de réponse
payer cher
pénalité/n
perd
perdre
perds
perdu/a
perplexe/n
perte/n
petit bémol
pff
pfff
pffff
plaignent
plains
plaint
plainte/n
planter/v
plat et
pleurer/v
pleut
pluie
polémique/n
porter plainte
pourquoi toujours
préoccupant/a
préoccupation/n
préoccuper/v
pression
prétendre
prétendu/a
prétendument
quelconque/n
question sans réponse
ralentissement/n
réclamation/n
réclamer/v
refus
refuser/v
regret/n
regrettable/a
regretter/v
rejet
rejeter/v
relou/n
répétitif/a
reporté/a
retard/n
retarder/v
risquer/v
sanction/n
sanctionner/v
sans nouvelles
sans réponse
scepticisme
sceptique/n
se méfier
se plaindre
seul au monde
seulement en
soi-disant
solitude
souci/n
soucieux/a
soupçon/n
soupçonner/v
stress
stressant/a
stresser/v
surcoût/n
surfacturé
suspect/a
tant pis
taxer/v
tendu/a
tiède/n
tjrs pas
tjs pas
toujours en attente
toujours pas
toujours rien
tricher/v
tricheur/n
trop cher
trop chère
trop chers
trop long
trop longue
urgence/n
vide et
vieille/n
vieillot
vieillotte
vieux

-2
à éviter
à fuir
à la ramasse
à la rue
à la traîne
à revoir
aberrant/a
aberration/n
abîmer/v
absurde/n
absurdité/n
abus
abuser/v
abusif/a
abusivement
affligeant/a
affreux/a
agaçant/a
agacer/v
agresser/v
agressif/a
agression/n
agressivité
angoissant/a
antipathique/n
antisémite/n
antisémitisme
anxiété
anxieux/a
arnaquer/v
arrogance
arrogant/a
assassin/n
assassinat/n
assassiner/v
assez de
attentat/n
aucun intérêt
aucun respect
aucun sens
aucune considération
autoritaire/n
avarié/a
avide/n
bâcler/v
barbare/n
barbarie
bazar
bête/n
bêtise/n
blaireau/n
bombardement/n
bombe/n
bordel/n
bouffon/n
boulet/n
boycott
boycotter/v
brûlé/a
brutal/a
brutalement
brutalité
c'est abusé
c'est du vol
c'est honteux
c'est la cata
ça craint
ça m'énerve
ça me fait chier
ça me gave
ça soule
ça suffit
cafard
calvaire/n
casse-couilles
casse-pieds
casse-toi
casser/v
cata
catastrophé/a
cauchemar/n
cauchemardesque/n
censurer/v
chagrin
chaos
chaotique/n
charlot/n
chiant/a
chier
choquant/a
choquer/v
clown/n
colère/n
combine/n
comme toujours en retard
con
conne/n
connerie/n
cons
consternant/a
consternation
contamination/n
contaminer/v
contrefaçon/n
corrompu/a
corruption
craint
crasseux/a
crétin/a
crime/n
criminel/a
cruauté
cruel/a
cruellement
cupide/n
cynique/n
cynisme
danger/n
dangereusement
dangereux/a
de mal en pis
débâcle/n
débile/n
décéder/v
déception/n
décès
décevant/a
décevoir
déçoit
déçoivent
déconner/v
déçu/a
défaillance/n
défaillant/a
défaite/n
défectueux/a
dégage/n
dégagez
dégât/n
dégoût
dégoûtant/a
dégoûter/v
dégradation/n
dégrader/v
dégueu
dégueulasse/n
délinquance
délinquant/a
démago
démagogie
démission/n
démissionner/v
déplaire
déplaisant/a
déplaît
déplorable/a
déplorer/v
dépression
déprimant/a
déprimer/v
déroute/n
des heures d'attente
désagréable/a
désastre/n
désespérant/a
désespérer/v
désespoir
désinformation
destructeur/a
destruction/n
détester/v
détruire
détruit/a
deuil
dévastateur/a
dévaster/v
dictateur/n
dictature/n
dingue de
discrimination/n
disparition
dramatique/a
drame/n
du grand n'importe quoi
échec/n
échouer/v
écoeurant/a
écoeurer/v
effrayant/a
effrayer/v
égoïsme
égoïste/n
élimination
éliminé/a
émeute/n
empoisonner/v
en a marre
en ai marre
encore en panne
encore en retard
encore raté
encore un échec
endommager/v
énervant/a
énerver/v
enragé/a
enterrement/n
escroquer/v
exagéré/a
exaspérant/a
exaspérer/v
exorbitant/a
exploitation des
exploiter/v
extinction
fâcher/v
facho/n
faillite/n
fait chier
fake/n
famine/n
fasciste/n
fausse/n
faux
faux avis
ferme-la
fiasco/n
fichu/a
fléau/n
flop/n
flûte
fonctionne pas
fonctionne plus
foutage de gueule
foutoir
foutre
foutu/a
frauder/v
fraudeur/n
frauduleux/a
froid et sans goût
fuir
furax
fureur
furieux/a
fuyez
gâcher/v
gâchis
galérer/v
gaspillage/n
gaspiller/v
gavant/a
gaver/v
glauque/n
gonflant/a
gonfler/v
guerre/n
guignol/n
haine/n
haineux/a
haïr
hait
harcèlement
harceler/v
hautain/a
hideux/a
homophobe/n
homophobie
honte
honteux/a
hors d'usage
hors de prix
hors service
humide et froid
humiliant/a
humiliation/n
humilier/v
hypocrisie
hypocrite/n
idiot/a
idiotie/n
illogique/n
imbécile/n
imbuvable/n
immangeable/n
immobilisme
impitoyable/n
impoli/a
imprudent/a
inacceptable/a
inaction
inadmissible/a
incapable/n
incohérent/a
incompétence/n
incompétent/a
incompréhensible/a
inconscient/a
indécent/a
indigeste/n
indignation
indigner/v
inefficace/a
inefficacité
inégalité/n
inexistant/a
ingrat/a
inhumain/a
injoignable/n
injure/n
injuste/n
injustice/n
inondation/n
insultant/a
insulter/v
insupportable/a
intolérable/a
intox
inutile/a
inutilisable/a
irréparable/n
irrespect
irrespectueux/a
irresponsable/n
irréversible/n
irritant/a
irriter/v
jeter l'argent par les fenêtres
lâche/n
lâcheté
laid/a
laideur
laisse à désirer
laissent à désirer
lamentable/a
laxiste/n
lobbies
lobby
looser/n
loser/n
mal accueilli
mal conçu
mal élevé
mal fait
mal fichu
mal foutu
mal géré
mal organisé
mal reçu
malheur/n
malheureux/a
malhonnête/a
malhonnêteté
malpoli/a
malsain/a
manipulateur/a
manipulation/n
manipuler/v
marche pas
marche plus
marée noire
marre
mauvais goût
mauvais service
mauvais/a
mauvaise expérience
mauvaise foi
mauvaise nouvelle
mauvaise qualité
mauvaise surprise
me gave
me saoule
me soule
médiocre/a
médiocrité
menaçant/a
menacer/v
mensonge/n
mensonger
mensongère/n
mensongers
ment
mentent
menteur/n
menteuse/n
menti
mentir
mépris
mépris total
méprisant/a
mépriser/v
meurent
meurt
meurtre/n
meurtrier
minable/n
mince alors
minus
misérable/n
misère
miteux/a
moche/n
moquer/v
moquerie/n
mort/n
morte/n
mortel/a
mourir
n'importe quoi
nase/n
nauséabond/a
navrant/a
naze/n
ne fonctionne pas
ne fonctionne plus
ne marche pas
ne marche plus
négatif/a
ni fait ni à faire
nocif/a
nuire
nuisance/n
nuisible/n
nuit gravement
nul
nulle/n
nuls
odeur nauséabonde
offensant/a
offenser/v
on se moque du monde
oppression
opprimer/v
otage/n
outrer/v
pagaille
paniquer/v
pas à la hauteur
pas acceptable
pas au niveau
pas bien
pas clair
pas content
pas contente
pas contents
pas cool
pas fiable
pas folichon
pas fou
pas génial
pas normal
pas ouf
pas possible
pas professionnel
pas satisfait
pas sérieux
pas terrible
pas top
pathétique/a
pauvre/n
pauvreté
pb
pénible/a
perdre mon temps
perdu mon temps
périmé/a
perte de temps
pervers/a
peur/n
peureux
pire/n
piteux/a
pitoyable/a
plus jamais
poison/n
polluant/a
polluer/v
pollueur/n
pollution/n
populiste/n
pourrir/v
pourriture/n
précaire/n
précarité
prendre pour des cons
pris en otage
prix exorbitant
problématique/n
problème/n
profiteur/n
propagande
ptin
ptn
puant/a
puer/v
putain
racisme
raciste/n
racket
racketter/v
radin/a
radioactif/a
radioactivité
rage
rageant/a
rageux
rapace/n
ras le bol
rassis
rater/v
ravager/v
réchauffement
répression
réprimer/v
révoltant/a
révolter/v
ridicule/a
ridiculiser/v
rip
ruiner/v
sale/n
saleté/n
sans goût
sans intérêt
sans saveur
saoulant/a
saouler/v
scandale/n
scandaleux/a
se fout de
se foutent de
se moque de
se moquent de
se moquer du monde
sécheresse/n
service client inexistant
sexisme
sexiste/n
sinistre/n
sordide/n
souffert
souffrance/n
souffre/n
souffrent
souffrir
soûlant/a
soûler/v
stupide/a
stupidité
surpopulation
ta gueule
tempête/n
terrifié/a
terrorisme
terroriste/n
tg
tocard/a
tombé en panne
toxique/n
tragédie/n
tragique/a
trahir/v
trahison/n
traître/n
très mal
triste/n
tristement
tristesse
tromper/v
tromperie/n
trompeur
trompeurs
trompeuse/n
trop c'est trop
tuer/v
tueur/n
tyrannie
usine à gaz
va te faire
vénère/n
victime/n
viol/n
violemment
violence/n
violent/a
violer/v
vol/n
voler/v
voleur/n
voleuse/n
y en a marre
zut

-3
à chier
à gerber
à jeter
à la poubelle
à proscrire
à vomir
abject/a
abominable/a
apocalypse
apocalyptique/n
arnaque/n
arnaqueur/n
assassins
atroce/a
atrocement
atrocité/n
au bord du gouffre
au pire niveau
aucun professionnalisme
bande d'escrocs
bande d'incapables
bande de cons
bande de voleurs
c'est de la merde
c'est mort
c'est scandaleux
calamité/n
calamiteux/a
carnage/n
casse les couilles
casser les couilles
catastrophique/a
chiotte/n
connard/a
connasse/n
crapule/n
crevure/n
de la merde
de merde
débilité/n
déconseiller/v
dégueulasses
désastreux/a
déshonneur
déshonorant/a
détestable/a
du jamais vu
enflure/n
enfoiré/a
épouvantable/a
escroc/n
escroquerie/n
exécrable/a
faux cul
faux culs
fdp
fils de pute
foutage de gueule total
génocide/n
gerber/v
grosse merde
haïssable/a
hécatombe/n
honte à vous
honteusement
horreur/n
horrible/a
horriblement
ignoble/a
immonde/a
impardonnable/a
indignité
inexcusable/a
infâme/a
infect/a
inqualifiable/a
insulte à
intox total
jamais de la vie
jamais vu ça
je déconseille
je déteste
je hais
je ne recommande pas
je vous hais
la honte
la pire
le pire
les pires
manque de respect
massacrer/v
me casse les couilles
merdier
merdique/a
monstre/n
monstrueux/a
monstruosité/n
n'achetez jamais
n'achetez pas
n'y allez pas
ne commandez jamais
ne commandez pas
ne recommande pas
niquer/v
nous prend pour des cons
ntm
nul à chialer
nul à chier
nullissime/a
nullité/n
odieux/a
ordure/n
parasite/n
passez votre chemin
pédophile/n
pestilentiel/a
péter les plombs
pire que tout
pire service
plein le cul
plein les couilles
plus jamais ça
poubelle
pourris
prend pour des cons
prennent pour des cons
publicité mensongère
pute/n
quelle honte
raclure/n
répugnant/a
ripou
ripoux
salaud/n
salopard/n
salope/n
saloperie/n
scandaleusement
se fout de la gueule
se foutent de la gueule
se foutre de la gueule
sous-merde
terrifiant/a
tête de con
torturer/v
tous pourris
trou du cul
une honte
une merde
vendus aux
vermine/n
violeur/n
vivement déconseillé
voleurs
vomir/v
vomitif
vous devriez avoir honte
zéro pointé

-4
0 étoile
abomination/n
allez crever
bande d'enculés
catastrophe absolue
crevez
enfer/n
fils de putes
honte absolue
infernal/a
nique ta mère
ordures
pire expérience
pire expérience de ma vie
pire que jamais
zéro étoile
`;
