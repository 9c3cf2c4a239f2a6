/**
 * Portuguese words and expressions, written for Vigie.
 * A line with a number opens a group of that weight; tags after a slash are read by `inflect.ts`.
 */
export const portuguese = `
5
amo demais
amo muito
amo vocês
melhor do mundo
obra-prima
rainha demais
te amo

4
a melhor
adorar/v
amar/v
amor/n
apaixonado/a
apaixonante/n
arrasar/v
belíssimo/a
brilhante/n
campeã
campeão
campeões
cinco estrelas
delícia/n
delicioso/a
diva/n
do caralho
espetacular/n
espetáculo
esplêndido/a
excelente/n
extraordinário/a
fabuloso/a
fantástico/a
felicidade
foda
foda demais
fodástico/a
genial/n
ídolo/n
incríveis
incrível
inesquecível
lindeza
lindíssimo/a
lindo/a
magnífico/a
maravilha/n
maravilhoso/a
maravilindo/a
melhor/n
mito
mitou
muito boa
muito bom
nota 10
nota dez
o melhor
os melhores
ótimo/a
perfeição
perfeito/a
que linda
que lindo
rainha
sensacional/n
show de bola
sou apaixonado
sublime/n
super recomendo
top demais

3
abençoado/a
abraço/n
adorável
agradecer
agradeço
alegre/n
alegria/n
aniversário
ansioso pra
arrepiado/a
arrepiei
até que enfim
bacana/n
beijinho/n
beijo/n
beleza
belo trabalho
belo/a
bênção
bjo
bjs
boa noite
boa notícia
boa sorte
boa tarde
boa/n
bom
bom dia
bom fim de semana
bom trabalho
bonito/a
bons
bravo
caprichado/a
carinho
carinhoso/a
comemorar/v
confiável
conquistar/v
contente/n
cool
coragem
corajoso/a
deus abençoe
diversão
divertido/a
divino/a
doce/n
eba
educado/a
eficiente/n
emoção
emocionado/a
emocionante/n
emocionar/v
engraçado/a
épico/a
fã de
fascinante/n
favorito/a
feliz
feliz aniversário
feliz ano
feliz natal
felizes
festa/n
finalmente
fofinho/a
fofo/a
fofura
força
ganhar/v
gato demais
gentil
gentileza
gostar/v
gostoso/a
gracinha
gratidão
grato/a
haha
hahaha
happy
herói/n
impecável
inteligente/n
interessante/n
kkk
kkkk
kkkkk
kkkkkk
legais
legal
love
magia
mágico/a
mal posso esperar
manda bem
mandou bem
maneiro/a
massa demais
merece
mereceu
merecido/a
muito obrigada
muito obrigado
não vejo a hora
oba
obrigado/a
orgulho
orgulhoso/a
paixão
parabéns
prazer
preferido/a
profissional/n
querido/a
recomendar/v
ri muito
rindo
rir
rsrs
rsrsrs
saboroso/a
sensação
show
simpático/a
sorrir
sorriso/n
sorte
sou fã
sucesso/n
talento/n
talentoso/a
top
torcendo
torcida
uau
uhul
uhuu
vale a pena
valeu
vencedor/a
vencer
venceu
vitória/n
viva
wow

2
admiração
admirar/v
ajudar/v
amiga/n
amigo/n
amizade
aplaudir
aplauso/n
apoiar/v
barato/a
bem
bem-vindo
calma
chique/n
confiança
confiar/v
confortável
criativo/a
de graça
economizar/v
elegante/n
elogiar/v
elogio/n
esperança
fáceis
fácil
férias
fiel
fresco/a
gênio/n
grande artista
grátis
honesto/a
justiça
justo/a
leal
liberdade
limpo/a
livre/n
lol
medalha/n
melhorar/v
melhoria/n
moderno/a
muito bem
música boa
nada mal
oferta/n
otimista/n
paz
poderoso/a
positivo/a
praia
prático/a
prêmio/n
presente/n
progresso
proteger
qualidade
rápido/a
recorde
resolver
resolvido/a
respeitar/v
romântico/a
sábio/a
saudável
saúde
sem problema
sem problemas
sensato/a
sexta
sincero/a
sol
solidariedade
solução
soluções
tranquilo/a
tudo bem
útil
verão
verdadeiro/a
xd

1
claro
desejo/n
espero
estreia
gostaria
interesse
juntos
novo/a
ok
pronto/a
quero
sim
tomara

0
ainda bem que não
bem mais
bem menos
boa parte
bom gente
bom senso
de nada
fim de semana
graças a
grande parte
legal ou
mal sabe
ministério da justiça
não sei
não só
ou bem
por favor
se bem que
sem dúvida

-1
acidente/n
afe
aff
affs
ai ai
alerta
ameaça/n
atrasado/a
atraso/n
cansaço
cansado/a
cansar/v
caro/a
chatice
chato/a
chorar/v
chuva
complicado/a
contra
crise/n
criticar/v
demorado/a
demorar/v
denunciar/v
derrota/n
desculpa/n
desculpe
desempregado/a
desemprego
desnecessário/a
difíceis
difícil
dívida/n
doença/n
doente/n
dor
dores
duro/a
dúvida/n
eita
eliminação
eliminado/a
enrolação
enrolar/v
entediado/a
erro/n
esperando até agora
estranho/a
estressado/a
estresse
exagerado/a
exagero
falha/n
falta de
faltou
febre
ferido/a
fraco/a
frio
greve/n
gripe
infelizmente
lágrima/n
lamentar/v
lentidão
lento/a
medo
não aguento
não quero
nervoso/a
ninguém atende
ninguém responde
pena
perda/n
perder
perdeu
perdi
perdido/a
perigo/n
preocupação
preocupado/a
preocupante/n
preocupar/v
problema/n
proibido/a
putz
que pena
reclamação
reclamações
reclamar/v
recusar/v
risco/n
saudade
saudades
segunda-feira
sem graça
sem resposta
solidão
sono
sozinho/a
tédio
trânsito
ué

-2
absurdo/a
abuso/n
agressão
antipático/a
arrogância
arrogante/n
arruinar/v
assassinato/n
assassino/n
assédio
babaca/n
bomba
bosta
burrice
burro/a
cacete
cala a boca
calaboca
caos
caralho
catástrofe/n
chega
corrupção
corrupto/a
covarde/n
cru
cruel
cuzão
dano/n
decepção
decepcionado/a
decepcionante/n
decepcionar/v
depressão
deprimente/n
deprimido/a
desastre/n
desesperado/a
desespero
desgraça
desgraçado/a
destruição
destruir
egoísta/n
enganação
enganar/v
escândalo/n
estragar/v
estúpido/a
estupro
falsidade
falso/a
farto/a
fascista/n
fdp
feio/a
filho da puta
foda-se
forçação
forçado/a
fracassar/v
fracasso/n
fraude/n
furioso/a
golpe/n
grosseiro/a
grosso/a
guerra/n
hipocrisia
hipócrita/n
homofobia
idiota/n
ignorância
ignorante/n
imbecil
imbecis
inaceitável
incapaz
incomodar/v
incompetente/n
infeliz
injustiça/n
injusto/a
insosso/a
insuportável
inúteis
inútil
irritado/a
irritante/n
irritar/v
ladrão
ladrões
lamentável
lixo/n
má
machismo
machista/n
mal
mal educado
mala/n
maldito/a
matar/v
mau
mau atendimento
maus
me fodi
mente
mentir
mentira/n
mentiroso/a
merda/n
metido/a
miséria
morrer
morreu
morri
morte/n
morto/a
não funciona
não gostei
não gosto
não presta
não recomendo
nojeira
nojento/a
nojo
nunca mais
odeio
odiar/v
otário/a
palhaçada
palhaço/n
patético/a
perda de tempo
péssimo atendimento
pior
piores
pobre/n
pobreza
porra
pqp
preconceito
preconceituoso/a
puto/a
que nojo
que raiva
que vergonha
quebrado/a
queimado/a
racismo
racista/n
raiva
ranço
repugnante/n
revolta
revoltado/a
revoltante/n
ridículo/a
roubado/a
roubar/v
roubo/n
ruim
ruins
sem noção
sofrendo
sofrer
sofrimento
sujo/a
terrorismo
terrorista/n
tóxico/a
tragédia/n
traição
traidor/a
triste/n
tristeza
trouxa/n
vagabundo/a
vai se foder
vai tomar no cu
vergonha
vergonha alheia
vergonhoso/a
violência
violento/a
vítima/n
vsf
vtnc

-3
a pior
asqueroso/a
atroz
bandido/n
bando de ladrão
canalha/n
criminoso/a
detestar/v
detestável
escroto/a
genocídio
horríveis
horrível
horroroso/a
lixo humano
massacre/n
nefasto/a
o pior
péssimo/a
terríveis
terrível
tortura/n
um lixo
uma bosta
uma merda
vomitar/v
`;
