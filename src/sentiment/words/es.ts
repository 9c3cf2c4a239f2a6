/**
 * Spanish words and expressions, written for Vigie.
 * A line with a number opens a group of that weight; tags after a slash are read by `inflect.ts`.
 */
export const spanish = `
5
el mejor del mundo
la mejor del mundo
las amo
lo mejor del mundo
los amo
obra maestra
te adoro
te amo

4
adorar/v
amar/v
amor/n
bellísimo/a
brillante/n
buenísimo/a
campeón/a
chulísimo/a
cinco estrellas
crack/n
de diez
de lujo
de puta madre
delicioso/a
el mejor
encantado/a
encantar/v
espectacular/n
espléndido/a
estupendo/a
excelente/n
éxito total
exquisito/a
extraordinario/a
fabuloso/a
fantástico/a
felicidad
genial/n
guapísimo/a
hermoso/a
hermosura
ídola
ídolo/n
impresionante/n
increíble/n
inolvidable/n
la leche
la mejor
lo mejor
los mejores
magnífico/a
maravilla/n
maravilloso/a
me encanta
me muero de amor
mejor/n
memorable/n
muy recomendable
perfección
perfecto/a
precioso/a
puta madre
recomendadísimo/a
riquísimo/a
sensacional/n
sublime/n
una pasada

3
abrazo/n
adorable/n
agradecer/v
agradecido/a
agradecimiento/n
agradezco
al fin
alegrar/v
alegre/n
alegría/n
amabilidad
amable/n
ánimo
apasionante/n
bacán
belleza
bello/a
bendición/n
besito/n
beso/n
bien hecho
bonito/a
bravo
buen
buen día
buen fin de semana
buen finde
buen trabajo
buena gente
buena noticia
buena suerte
buenas noches
buenas noticias
buenas tardes
bueno/a
buenos días
cariño
cariñoso/a
celebrar/v
chévere/n
chido/a
chulo/a
contento/a
cool
cumpleaños
dios te bendiga
disfrutar/v
diversión
divertido/a
divertir/v
divino/a
dulce/n
dulzura
eficaz
eficiente/n
emoción
emocionado/a
emocionante/n
emocionar/v
enhorabuena
épico/a
éxito/n
exitoso/a
fan de
fascinante/n
fascinar/v
favorito/a
felices
felicidades
felicitaciones
felicitar/v
feliz
feliz año
feliz cumple
feliz cumpleaños
feliz navidad
fiable/n
fiesta/n
fiestón
fuerza
ganador/a
ganar/v
ganas de
gracias
gracioso/a
gran trabajo
guapo/a
guay
gustar/v
happy
héroe/n
ilusión
ilusionado/a
inteligente/n
interesante/n
jaja
jajaja
jajajaja
jajajajaja
jeje
las quiero
lindísimo/a
lindo/a
lograr/v
logro/n
los quiero
love
magia
mágico/a
me alegra
me alegro
me parto
merece la pena
mil gracias
molar/v
mono y
muchas ganas
muchas gracias
mucho ánimo
no puedo esperar
olé
orgullo
orgullosa de
orgulloso/a
padrísimo/a
pasión
placer/n
por fin
preferido/a
profesional/n
qué ganas
querer mucho
querido/a
rápido y
recomendable/n
recomendado/a
recomendar/v
recomiendo
reír
rico/a
risa/n
sabroso/a
simpático/a
sonreír
sonrisa/n
suerte
talento/n
talentoso/a
te quiero
tengo ganas
ternura
tierno/a
top
tranquilidad
triunfar/v
triunfo/n
vale la pena
valentía
valiente/n
vamos
victoria/n
viva
wow
yupi

2
admiración
admirar/v
ahorrar/v
amiga/n
amigo/n
amistad
aplaudir/v
aplauso/n
apoyar/v
ayudar/v
barato/a
bien
bienvenido/a
calidad
calma
cómodo/a
concierto
confianza
confiar/v
creativo/a
elegante/n
esperanza/n
fácil/n
fiel/n
fresco/a
gran
grande
grandes
gratis
honesto/a
jiji
justicia
justo/a
leal/n
libertad
libre/n
limpio/a
lol
medalla/n
mejorar/v
merecido/a
moderno/a
música
muy bien
nada mal
ningún problema
no está mal
no hay problema
oferta/n
olé tú
optimista/n
original/n
paz
playa
positivo/a
práctico/a
premio/n
progreso
proteger
rápido/a
récord
regalo/n
resolver
respetar/v
resuelto
romántico/a
sabio/a
salud
saludable/n
sano/a
seguro que sí
sin problema
sin problemas
sincero/a
sol
solidaridad
solución/n
solucionar/v
todo bien
tranquilo/a
uff qué
útil
útiles
vacaciones
verano
viernes
xd

1
claro
deseo/n
espero
estreno
gustaría
interés
juntos
listo/a
nuevo/a
ojalá
ok
sí
vale

0
a lo mejor
bien sea
buena parte
bueno pues
buenos aires
claro que no
de nada
gracias a
gran canaria
gran hermano
gran parte
grande slam
justo ahora
justo cuando
mal de amores
más bien
mejor dicho
no sé
no solamente
no sólo
o bien
por favor
real madrid
si bien
sin duda
sin embargo

-1
aburrido/a
aburrimiento
aburrir/v
accidente/n
alerta
amenaza/n
atasco
avería
ay
cansado/a
cansancio
cansar/v
carísimo/a
caro/a
complicado/a
contra
crisis
criticar/v
débil/n
demora/n
denunciar/v
derrota/n
desempleo
desgraciadamente
deuda/n
difícil/n
doler
dolor/n
duda/n
duele
duelen
duro/a
enfermedad/n
enfermo/a
error/n
esperando
estrés
estresado/a
examen
exámenes
extrañar/v
fallar/v
fallo/n
falta de
faltan
fiebre
frío
gripe
herido/a
huelga/n
lágrima/n
lamentablemente
lamentar/v
lástima
lentitud
lento/a
lesión/n
lesionado/a
llorar/v
lluvia
lo siento
lunes
meh
miedo
nadie contesta
necesito dormir
no contestan
no puedo más
no quiero
no responden
no tengo ganas
nostalgia
paro
peligro/n
pena
perder
perdí
perdido/a
perdimos
perdón
pereza
pff
preocupación/n
preocupado/a
preocupante/n
preocupar/v
problema/n
prohibido/a
prohibir
puff
qué pereza
quejar/v
raro/a
rechazar/v
reclamar/v
reclamo/n
retraso/n
riesgo/n
sin respuesta
soledad
solo y
sueño y
tarde otra vez
te extraño
temor
todavía no
tráfico
uf
uff
ya no

-2
absurdo/a
abuso/n
acoso
agresión/n
arrogante/n
arruinar/v
asco
asesinar/v
asesinato/n
asesino/n
asqueroso/a
atentado/n
avergonzado/a
basura/n
bomba/n
cabreado/a
cabreo
cabrón/a
caos
catástrofe/n
cobarde/n
coño
corrupción
corrupto/a
cruel/n
culero/a
cutre/n
dañar/v
daño/n
decepción/n
decepcionado/a
decepcionante/n
decepcionar/v
depresión
deprimente/n
deprimido/a
desastre/n
desesperación
desesperado/a
destrozar/v
destrucción
destruir
dimisión
egoísta/n
enfadado/a
enfadar/v
engañar/v
engaño/n
engañoso/a
enojado/a
enojar/v
escándalo/n
estafador/a
estafar/v
estupidez
estúpido/a
facha/n
fallecido/a
falso/a
fascista/n
fatal/n
feo/a
fracasar/v
fracaso/n
fraude/n
fuera de servicio
furioso/a
gilipollas
grosero/a
guerra/n
hartar/v
harto/a
hijo de puta
hijos de puta
hipocresía
hipócrita/n
idiota/n
ignorante/n
imbécil/n
inaceptable/n
incapaz
incompetente/n
infeliz
injusticia/n
injusto/a
insoportable/n
inútil
inútiles
ira
irritante/n
joder
jodido/a
ladrón
ladrones
lamentable/n
machismo
machista/n
mal
mal servicio
mala atención
mala calidad
maldito/a
maleducado/a
malo/a
maltrato
matar/v
me cago en
mentir
mentira/n
mentiroso/a
miente
mienten
mierda/n
miseria
molestar/v
molestia/n
molesto/a
morir
muero
muerte/n
muerto/a
murió
ni de coña
no aguanto
no funciona
no gusta
no lo recomiendo
no lo soporto
no me gusta
no recomiendo
no sirve
no soporto
no va
no vuelvo
nunca más
odiar/v
patético/a
pendejo/a
penoso/a
peor/n
pérdida de tiempo
pésimo/a
pinche/n
pobre/n
pobreza
puto/a
qué asco
qué rabia
qué vergüenza
rabia
racismo
racista/n
repugnante/n
ridículo/a
robar/v
robo/n
roto/a
sucio/a
sufrimiento
sufrir
sufro
terrorismo
terrorista/n
tomadura de pelo
tontería/n
tonto/a
tóxico/a
tragedia/n
trágico/a
traición
traidor/a
triste/n
tristeza
una vergüenza
vergonzoso/a
vergüenza
vete a la mierda
víctima/n
violación/n
violar/v
violencia
violento/a

-3
abominable/n
asquerosidad
atroz
canalla/n
detestable/n
detestar/v
el peor
escoria
espantoso/a
genocida/n
genocidio
hdp
horrible/n
horroroso/a
la peor
lo peor
los peores
malditos
malísimo/a
malnacido/a
masacre/n
nefasto/a
sinvergüenza/n
terrible/n
tortura/n
vomitar/v
vomitivo/a
`;
