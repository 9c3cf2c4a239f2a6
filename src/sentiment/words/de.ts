/**
 * German words and expressions, written for Vigie.
 * A line with a number opens a group of that weight; tags after a slash are read by `inflect.ts`.
 */
export const german = `
5
ich liebe dich
liebe es
traumhaft/a
überragend/a
weltklasse

4
absolut empfehlenswert
am besten
atemberaubend/a
ausgezeichnet/a
begeistern/v
begeistert/a
begeisterung
beste/a
besten
bester
bestes
bombe
brillant/a
der hammer
ein traum
einmalig/a
exzellent/a
fantastisch/a
geil/a
genial/a
grandios/a
großartig/a
hammer
hammermäßig
herrlich/a
hervorragend/a
köstlich/a
lieben/v
mega
meisterwerk/n
oberhammer
perfekt/a
phantastisch/a
sehr zu empfehlen
sensationell/a
spitze
spitzenmäßig/a
traum/n
unglaublich gut
unschlagbar/a
verliebt/a
vorbildlich/a
weltmeister/n
wunderbar/a
wundervoll/a

3
alles gute
alles liebe
amazing
angenehm/a
awesome
beeindruckend/a
beeindruckt/a
best
bravo
cool/a
dankbar/a
danke
danke schön
dankeschön
empfehlen/v
empfehlenswert/a
empfehlung/n
endlich
entspannt/a
erfolg/n
erfolgreich/a
erleichtert/a
faszinierend/a
feier/n
feiern/v
freu
freude/n
freue mich
freuen/v
freundlich/a
froh/a
frohe weihnachten
frohes neues
fröhlich/a
geburtstag
gefallen
gefällt
gefällt mir
geilo
gemütlich/a
genießen/v
genossen
genuss/n
gerne wieder
gewinn/n
gewinner/n
gewinnt
gewonnen
glück
glücklich/a
glückwunsch
gratulation/n
gratulieren/v
great
gut/a
gute besserung
gute nacht
guten morgen
hab dich lieb
happy
hdl
held/n
herzlich/a
herzlichen glückwunsch
hilfsbereit/a
hoch lebe
hübsch/a
hurra
ich freu mich
inspirierend/a
interessant/a
jederzeit wieder
juhu
kann es kaum erwarten
kanns kaum erwarten
klasse
knuddel
kompetent/a
köstlichkeit/n
kuscheln/v
kuss
küsschen
lächeln/v
lachen/v
läuft
lecker/a
lieb/a
liebevoll/a
liebling/n
lieblingsband
lob
loben/v
love
lustig/a
macht spaß
meister/n
mutig/a
nett/a
nice
niedlich/a
party
prima
professionell/a
respekt
schön/a
schönen tag
schönes wochenende
sieg/n
siegen/v
sonnig/a
spannend/a
spaß
stolz/a
super
süß/a
thanks
toll/a
top
umarmung/n
viel erfolg
viel glück
viel spaß
vielen dank
vorfreude
weiterempfehlen
wertvoll/a
witzig/a
wow
wunderschön/a
würdig/a
yay
yeah
zufrieden/a
zufriedenheit
zuverlässig/a

2
applaus
bequem/a
bereichernd/a
besser/a
chance/n
charmant/a
clever/a
effektiv/a
effizient/a
ehrlich/a
einfach zu
elegant/a
fair/a
ferien
fleißig/a
fortschritt/n
freiheit
freund/n
freundschaft/n
frieden
friedlich/a
frisch/a
geholfen
gelingen
gelöst
gelungen/a
gerecht/a
geschafft
geschenk/n
geschenkt
gesund/a
gratis
günstig/a
haha
hahaha
helfen
hihi
hilfe
hilfreich/a
hilft
hochwertig/a
hoffen/v
hoffnung/n
innovativ/a
intelligent/a
jaaa
jap
jubel
jubeln/v
juchu
kein problem
kein thema
keine sorge
klug/a
kompliment/n
kostenlos/a
kreativ/a
lesenswert/a
lohnt sich
lol
lösung/n
medaille/n
modern/a
musik
nicht schlecht
nicht übel
nützlich/a
ohne probleme
optimistisch/a
positiv/a
praktisch/a
preiswert/a
problemlos
qualität
reibungslos
rekord/n
romantisch/a
sauber/a
schlau/a
schnell/a
schützen/v
sehenswert/a
sicher/a
solidarität
sommer
sonne
stark/a
stärke/n
sympathisch/a
treu/a
unterstützen/v
unterstützung
urlaub
verbessern/v
verbesserung/n
verdient
vertrauen
vorteil/n
warmherzig/a
willkommen
wochenende

1
bitte
ganz gut
gemeinsam
gern
gerne
hübscher
in ordnung
interesse
ja
klar
lustiger
möglich
nachhaltig/a
neu
ok
okay
ruhig/a

0
besser als
gut und gerne
gute frage
gute zeiten schlechte zeiten
guten
guter dinge
kein wunder
keine ahnung
klar dass
liebe freunde
liebe grüße
liebe kolleginnen
liebe leute
lieber
nicht mehr lange
nicht nur
ohne zweifel
schnell mal
sicher nicht
so gut wie
toll collect

-1
abgelehnt
abgestürzt
ablehnen
absturz
allein
alleine
angst
ängstlich/a
arbeitslos/a
aua
ausfall/n
ausgefallen
besorgt/a
boah
defekt/a
durchschnittlich/a
einsam/a
entschuldigung
erschöpft/a
fehlen
fehler/n
fehlerhaft/a
fehlt
gefahr/n
gegen
gestresst
heulen/v
hmpf
immer noch nicht
kalt/a
kaum
keine antwort
keine lust
komisch/a
kompliziert/a
kopfschmerzen
krank/a
krise/n
kritik
kritisieren/v
lang warten
langsam/a
langweilig/a
leider
lust auf nichts
mäßig/a
mau
merkwürdig/a
montag
müde/a
na ja
naja
nicht gut
nicht so gut
nicht toll
nicht zufrieden
niederlage/n
pff
problem/n
puh
regen
risiko/n
schade
schmerz/n
schulden
schwach/a
schwäche/n
schwer/a
schwierig/a
seltsam/a
sorge/n
sorry
stau
störung/n
streik/n
stress
stressig/a
teuer
teure
teuren
teurer
träne/n
tut mir leid
ugh
umständlich/a
unfall/n
unklar/a
unsicher/a
verbot/n
verletzt/a
verletzung/n
verlieren/v
verloren
verlust/n
vermissen/v
verspätet/a
verspätung/n
warnen/v
warnung/n
warten/v
weh
weinen/v
zäh
zu spät
zweifel/n
zweifeln/v

-2
abgezockt
abzocke
abzocker/n
albtraum/n
alptraum
angriff/n
anschlag/n
ärger
ärgerlich/a
ärgern/v
arrogant/a
arsch
arschloch/n
beschissen/a
betrogen
betrug
betrügen
betrüger/n
blöd/a
boykott
boykottieren/v
brutal/a
chaos
chaotisch/a
dämlich/a
depp/n
deprimierend/a
deprimiert/a
doof/a
drama
dreck
dreckig/a
dumm/a
ekel
ekelhaft/a
eklig/a
enttäuschen/v
enttäuschend/a
enttäuscht/a
enttäuschung/n
falsch/a
faschist/n
finger weg
flop
frech/a
frechheit
fresse
frust
frustrierend/a
frustriert/a
fuck
funktioniert nicht
gefährlich/a
gefällt mir nicht
geht nicht
geldverschwendung
gelogen
gestorben
getötet
gewalt
gewalttätig/a
giftig/a
grausam/a
gruselig/a
hab keine lust
halt die fresse
hass
hassen/v
hässlich/a
hetze
hölle
hurensohn/n
idiot/n
idiotisch/a
inakzeptabel/a
inkompetent/a
insolvenz
kack
kacke
kaputt/a
katastrophe/n
kein bock
keinen bock
klappt nicht
korrupt/a
korruption
kotzen/v
kotzt mich an
krieg/n
lächerlich/a
lüge/n
lügenpresse
lügner/n
mies/a
mist
mord/n
mörder/n
müll
nazi/n
nerven/v
nervig/a
nicht empfehlenswert
nicht zu empfehlen
nie wieder
null bock
nutzlos/a
opfer
peinlich/a
pleite/n
rassismus
rassist/n
rassistisch/a
reinfall
saftladen
satt haben
sauer
schaden
schäden
schädlich/a
schämen/v
schande
scheiß
scheiße
scheitern/v
schlampe/n
schlecht/a
schlimm/a
schmutzig/a
schrott
servicewüste
shit
sinnlos/a
skandal/n
skandalös/a
spinner/n
sterben
stinken/v
stinksauer
stirbt
terror
terrorist/n
tod
tot
tote
toten
töten/v
tragisch/a
tragödie/n
trauer
traurig/a
trottel/n
übel/a
überflüssig/a
überteuert/a
unfähig/a
unfair/a
unfreundlich/a
ungerecht/a
ungerechtigkeit/n
unglücklich/a
unmöglich/a
unnötig/a
unprofessionell/a
unverschämt/a
unverschämtheit
unzuverlässig/a
verärgert/a
verarschen/v
verdammt
verflucht
vernichten/v
verpiss dich
versagen/v
versager/n
verschwendung
verzweifelt/a
warteschleife
wertlos/a
wichser/n
wtf
wut
wütend/a
zeitverschwendung
zerstören/v
zerstört/a
zerstörung
zornig/a
zum heulen
zum kotzen
zumutung

-3
abscheulich/a
asozial/a
das letzte
dreckschwein
drecksladen
dummköpfe
entsetzlich/a
furchtbar/a
grauenhaft/a
grauenvoll/a
ich hasse
katastrophal/a
menschenverachtend/a
miserabel/a
scheißladen
schlechteste/a
schlimmste/a
schrecklich/a
schwein/n
unerträglich/a
unter aller sau
unterirdisch/a
verabscheuen/v
verbrecher/n
widerlich/a
`;
