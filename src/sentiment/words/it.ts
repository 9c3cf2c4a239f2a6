/**
 * Italian words and expressions, written for Vigie.
 * A line with a number opens a group of that weight; tags after a slash are read by `inflect.ts`.
 */
export const italian = `
5
capolavoro/n
da urlo
la fine del mondo
ti amo
vi amo

4
adorare/v
amare/v
amore/n
bellissimo/a
bravissimo/a
buonissimo/a
campione/a
carinissimo/a
cinque stelle
consigliatissimo/a
divino/a
dolcissimo/a
eccellente/a
eccezionale/a
fantastico/a
favoloso/a
felicità
fenomenale/a
fenomeno/n
geniale/a
genio/n
grande mito
i migliori
idolo/n
il migliore
imperdibile/a
incredibile/a
indimenticabile/a
la migliore
magnifico/a
meraviglia/n
meraviglioso/a
migliore/a
mitico/a
ottimo/a
perfetto/a
perfezione
spettacolare/a
spettacolo
splendido/a
straordinario/a
strepitoso/a
stupendo/a
sublime/a
superbo/a

3
abbraccio/n
affascinante/a
affidabile/a
ahah
ahahah
ahahaha
ahahahah
allegria
allegro/a
appassionante/a
auguri
baci
bacio
bacione
bei
bel
bel lavoro
bell
bellezza/n
bello/a
ben fatto
bravo/a
buon
buon anno
buon compleanno
buon natale
buon weekend
buona fortuna
buona giornata
buona notizia
buona notte
buona serata
buonanotte
buongiorno
buono/a
carino/a
caro amico
che bella
che bellezza
che bello
compleanno
complimenti
congratulazioni
consigliare/v
consigliato/a
consiglio a tutti
contento/a
cool
coraggio
coraggioso/a
dai dai
daje
delizioso/a
divertente/a
divertimento
divertire
divertirsi
divertito/a
dolce/a
dolcezza
efficiente/a
emozionante/a
emozionato/a
emozione
emozioni
entusiasmo
entusiasta/n
epico/a
eroe
eroi
evviva
fan di
felice/a
festa
festeggiare/v
fichissimo/a
fico/a
fiero/a
figata
figo/a
finalmente
forza
geniale idea
gentile/a
gentilezza
gioia/n
godere
godersi
grazie
grazie mille
gustoso/a
haha
hahaha
happy
impeccabile/a
in bocca al lupo
interessante/a
love
magia
magico/a
mi piace
mille grazie
non vedo l'ora
orgoglio
orgoglioso/a
ottimo lavoro
passione/n
piacciono
piace
piacere
piaciuto/a
preferito/a
prezioso/a
professionale/a
raccomandare/v
ridere
rido
ringraziare/v
risata/n
serenità
sereno/a
simpatico/a
sorridere
sorriso/n
squisito/a
successo
talento/n
tanti auguri
tenerezza
tenero/a
tesoro
ti voglio bene
top
trionfare/v
tvb
vale la pena
vince
vincente/a
vincere
vincitore/a
vinto
vittoria/n
viva
voglio bene
wow

2
aiutare/v
amica
amici
amicizia
amico
ammirare/v
ammirazione
applaudire
applauso/n
bene
benissimo
benvenuto/a
calma
comodo/a
concerto
creativo/a
crescita
economico/a
elegante/a
estate
facile/a
fedele/a
fiducia
fortuna
fortunato/a
fresco/a
giustizia
giusto/a
grande
grandi
grandissimo/a
gratis
gratuito/a
hihi
intelligente/a
libero/a
libertà
lol
mare
medaglia/n
meritato/a
miglioramento/n
migliorare/v
moderno/a
molto bene
nessun problema
niente male
non male
offerta/n
onesto/a
ottimista/n
pace
positivo/a
pratico/a
premio/n
progresso
proteggere
pulito/a
qualità
rapido/a
record
regalo/n
risolto/a
risolvere
rispetto
romantico/a
saggio/a
salute
sano/a
senza problemi
sicuro/a
sincero/a
sole
solidarietà
soluzione/n
sostegno
sostenere
speranza
speriamo
spero
tranquillo/a
tutto bene
utile/a
va bene
vacanza
vacanze
veloce/a
venerdì
xd

1
chiaro
desiderio
insieme
interesse
nuovo/a
ok
okay
pronto/a
sì
vorrei

0
ben oltre
bene comune
beni culturali
buona parte
giusto per
gran parte
grande fratello
grazie a
male minore
meno male
ministro della giustizia
non so
non solo
per favore
più o meno
prego
senza dubbio
sicurezza
va be
vabbè

-1
allarme
annoiare/v
annoiato/a
ansia
attesa infinita
bah
boh
caro/a
compiti
complicato/a
contro
costoso/a
crisi
critica/n
criticare/v
debito/n
debole/a
denuncia/n
denunciare/v
difficile/a
disoccupato/a
disoccupazione
dispiace
dolore/n
dubbi
dubbio
duro/a
errore/n
febbre
ferito/a
freddo
guasto/n
in ritardo
incidente/n
lacrima
lacrime
lamentarsi
lamentela/n
lentezza
lento/a
lunedì
magari
mah
malato/a
malattia/n
male
manca
mancano
mancanza
mi dispiace
mi manchi
minaccia/n
nessuna risposta
noia
noioso/a
non ce la faccio
non ho voglia
nostalgia
paura
peccato
perdere
perdita/n
pericolo/n
perso/a
piangere
piango
pianto
pioggia
piove
precari
precariato
precario/a
preoccupante/a
preoccupare/v
preoccupato/a
preoccupazione/n
problema
problemi
protesta/n
protestare/v
purtroppo
reclamo
rifiutare/v
rischio/n
ritardi
ritardo
scioperare/v
sciopero/n
sconfitta/n
scusa
scusate
solitudine
solo soletto
stanchezza
stanco/a
strano/a
stress
stressato/a
tagli
tasse
timore
traffico
uffa
vietato/a

-2
a casa
abuso/n
aggressione/n
arrabbiare/v
arrabbiato/a
arrogante/a
assassino/a
assurdo/a
attentato/n
balle
basta
bastardo/a
bomba
brutto/a
buffone/a
bugia
bugiardo/a
bugie
caos
casta
catastrofe/n
cattivo/a
cazzata/n
cazzo
che palle
che rabbia
che schifo
coglione/a
corrotto/a
corruzione
cretino/a
crudele/a
danni
danno
deficiente/a
deludente/a
deludere
delusione/n
deluso/a
depressione
depresso/a
deprimente/a
dimettersi
dimissioni
disastro/n
disgusto
disgustoso/a
disperato/a
disperazione
distruggere
distrutto/a
distruzione
due palle
egoista/n
fa schifo
fallimento/n
fallire
fallito/a
falso/a
fanculo
fascista/n
fastidio
fastidioso/a
figlio di puttana
frode
fuori luogo
furioso/a
furto/n
guerra/n
idiota
idioti
ignorante/a
ignoranza
imbecille/a
inaccettabile/a
incapace/a
incazzare/v
incazzato/a
incompetente/a
infelice/a
ingannare/v
ingiustizia/n
ingiusto/a
insopportabile/a
inutile/a
ipocrisia
ipocrita/n
irritante/a
ladri
ladro
ma vattene
mafia
mafioso/a
mai più
maledetto/a
maleducato/a
mentire
menzogna/n
merda
mi fa schifo
mi sono rotto
minchia
miseria
morire
morto/a
muoio
non consiglio
non funziona
non lo consiglio
non mi piace
non piace
non va
odiare/v
omicidio
orrendo/a
pagliacci
pagliaccio/n
patetico/a
peggio
peggiore/a
penoso/a
perdita di tempo
pessimo servizio
porco
povero/a
povertà
presa in giro
presa per il culo
puttana
puttanata
rabbia
razzismo
razzista/n
ridicolo/a
rotto/a
rovinare/v
rovinato/a
rubare/v
scandalo/n
scandaloso/a
scemo/a
schifo
schifoso/a
sconsigliare/v
sconsigliato/a
sfiga
sfigato/a
sofferenza
soffrire
spazzatura
sporco/a
stronzata/n
stronzo/a
stufo/a
stupidità
stupido/a
terrorismo
terrorista/n
tossico/a
tradimento
traditore/a
tragedia/n
tragico/a
triste/a
tristezza
truffa/n
truffare/v
truffatore/a
uccidere
ucciso/a
vaffanculo
vattene
vergogna
vergognarsi
vergognatevi
vergognoso/a
vigliacco/a
violento/a
violenza
vittima/n

-3
atroce/a
criminali
delinquente/a
detestare/v
di merda
disgustare/v
disumano/a
feccia
genocidio
il peggio
il peggiore
la peggiore
massacro
merde
orribile/a
pessimo/a
pezzo di merda
schifezza/n
spaventoso/a
terribile/a
ti odio
tortura
vergogna nazionale
vi odio
`;
