/**
 * Words that every text has, by language, folded: they say nothing about what people speak of. Apostrophes separate,
 * so `l'` is `l`.
 */
export const stopWords: ReadonlySet<string> = new Set(
  [
    // Parts of addresses.
    "http https www com html amp rt via",
    // English
    `a about after again all also am an and any are as at be because been before being but by can cannot could did do
     does doing don down each even every few for from get gets got had has have having he her here hers him his how i if
     in into is isn it its itself just let like ll m many me more most much my myself no nor not now of off on once one
     only or other our ours out over own re s same she should so some such t than that the their theirs them then there
     these they this those through to too under until up us ve very was we were what when where which while who whom why
     will with won would you your yours`,
    // French
    `ai aie ait alors apres as au aucun aussi autre autres aux avaient avais avait avant avec avez avoir avons c ca car
     ce cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de deja depuis derriere des devant donc dont du
     elle elles en encore entre es est et etaient etais etait etant ete etes etre eu eux fait faire fais font il ils j
     je jusqu l la le les leur leurs lors lui m ma mais me meme memes mes moi moins mon n ne ni nos notre nous on ont ou
     oui par parce pas peu peut peux plus pour pourquoi pres qu quand que quel quelle quelles quels qui quoi rien s sa sans
     se sera serait ses si son sont sous suis sur t ta te tes toi ton tous tout toute toutes tres tu un une va vais vers
     voila vos votre vous y`,
    // German
    `aber alle allem allen aller alles als also am an ander andere auch auf aus bei beim bin bis bist da damit dann das
     dass dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine
     einem einen einer eines er es etwas euch euer fur gegen habe haben hat hatte hier hin ich ihm ihn ihnen ihr ihre
     ihrem ihren im in ins ist ja jede jedem jeden jeder jetzt kann kein keine konnen man mehr mein meine mich mir mit
     muss nach nicht nichts noch nur ob oder ohne schon sehr sein seine sich sie sind so uber um und uns unser unter vom
     von vor war waren was weil wenn wer werden wie wieder will wir wird wo zu zum zur`,
    // Spanish
    `a al algo algunos ante antes aqui asi aun aunque cada como con contra cual cuando de del desde donde dos el ella
     ellas ellos en entre era eran es esa esas ese eso esos esta estaba estado estan estar estas este esto estos estoy
     fue ha habia hace han hasta hay he la las le les lo los mas me mi mis mucho muy nada ni no nos nosotros o os otra
     otro para pero poco por porque que quien se sea ser si sido sin sobre solo son soy su sus tambien tan tanto te
     tengo ti tiene todo todos tu tus un una uno unos ya yo`,
    // Italian
    `ad agli ai al alla alle allo anche ancora avere aveva c che chi ci cio come con cosa cosi cui da dagli dai dal
     dalla dalle dei del della delle dello di dove e ed era erano essere fa fare fino gia gli ha hai hanno ho i il in io
     l la le lei li lo loro lui ma mi mia mio molto ne negli nei nel nella nelle no noi non nostro o ogni per perche piu
     poi quale quando quanto quella quelle quelli quello questa queste questi questo qui sara se sei senza si sia siamo
     sono sta stata stato su sua sui sul sulla suo te ti tra tu tutti tutto un una uno va vi voi`,
    // Portuguese
    `a ainda ao aos aquele aquilo as ate com como da das de dela dele deles depois do dos e ela elas ele eles em entre
     era essa esse esta estao estar estava este eu faz foi for foram ha isso isto ja la lhe mais mas me mesmo meu meus
     minha muito na nao nas nem no nos nossa nosso num o onde os ou para pela pelo pelos por porque pra qual quando que
     quem se sem ser seu seus so sou sua suas tambem te tem tenho ter teu tudo um uma uns voce voces`,
  ].flatMap((list) => list.split(/\s+/)),
);
