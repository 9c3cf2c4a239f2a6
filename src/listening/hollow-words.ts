/**
 * Words that are no topic although they mean something: greetings, thanks, praise and blame (which sentiment tells), when,
 * how many, and the vague. Folded, of six languages, by class. What is broken, late or dear is a topic and not here.
 */
export const hollowWords: ReadonlySet<string> = new Set(
  [
    // Greetings, thanks, courtesy, cheers
    `bonjour bonsoir salut coucou merci mercis svp stp bravo felicitations chapeau bienvenue adieu bisous cordialement pardon
     desole desolee ouais ok okay wow lol mdr haha hello hi hey thanks thank thx please pls sorry congrats congratulations
     cheers welcome bye yes yeah yay hallo hi danke bitte tschuss gruss grusse guten servus hola gracias favor adios saludos
     enhorabuena felicidades buenos buenas ciao grazie prego salve saluti complimenti scusate scusa buongiorno buonasera ola
     obrigado obrigada parabens tchau bom boa dia tarde noite`,
    // Praise and blame without a subject
    `bon bonne bons bonnes bien mieux meilleur meilleure meilleurs meilleures mauvais mauvaise mauvaises mal pire beau belle
     beaux belles joli jolie jolis jolies super genial geniale excellent excellente excellents excellentes parfait parfaite
     parfaits formidable magnifique magnifiques superbe superbes top nul nulle nuls cool sympa agreable terrible horrible
     affreux affreuse incroyable exceptionnel exceptionnelle impeccable adore adorable aime aimer aimons plaisir content
     contente contents ravi ravie ravis heureux heureuse decu decue decus deception dommage delicieux delicieuse delice
     bonheur merveilleux merveilleuse merveille recommande recommander regal trop assez vraiment franchement
     good great best better nice bad worst worse awesome amazing excellent perfect wonderful fantastic brilliant lovely love
     loved loves like liked likes awful terrible horrible happy sad glad beautiful cool fine poor fun favourite favorite
     disappointed disappointing recommend recommended worth enjoy enjoyed delicious really pretty quite so proud delighted
     gut gute guten guter gutes besser beste besten bester bestes schlecht schlechte schlechter schlechtes schon schone
     schoner schones toll tolle tollen tolles super klasse prima perfekt wunderbar schlimm furchtbar traurig gern gerne
     lecker liebe lieben empfehlen wirklich
     bueno buena bien mejor mejores malo mala malos malas peor genial excelente perfecto perfecta increible horrible
     fantastico bonito bonita rico rica feliz contento encanta encantado recomiendo lindo linda
     buono buona buoni buone bello bella belli belle bene meglio migliore migliori peggio male cattivo cattiva ottimo ottima
     ottimi eccellente perfetto perfetta fantastico stupendo orribile felice contento consiglio adoro piace davvero bravi
     melhor melhores pior mau bonito otimo otima excelente perfeito perfeita incrivel horrivel feliz adoro adorei gosto
     recomendo lindo linda`,
    // When
    `aujourd hui demain hier matin matins midi soir soirs soiree nuit jour jours journee semaine semaines week end weekend
     mois an ans annee annees heure heures minute minutes fois maintenant bientot toujours jamais souvent parfois tard tot
     longtemps moment instant prochain prochaine dernier derniere
     today tomorrow yesterday morning mornings noon lunchtime afternoon evening night tonight day days week weeks weekend
     month months year years hour hours minute minutes time times always never ever often sometimes soon late early later ago
     next last already yet still
     heute morgen gestern morgens mittag nachmittag abend nacht tag tage tagen woche wochen monat monate jahr jahre jahren
     stunde stunden minuten uhr zeit immer nie oft manchmal bald spat fruh nachste nachsten letzte letzten
     hoy manana ayer tarde noche dia dias semana semanas mes meses ano anos hora horas minutos vez veces ahora siempre nunca
     pronto luego despues proximo proxima ultimo ultima
     oggi domani ieri mattina mezzogiorno pomeriggio sera serata notte giorno giorni settimana settimane mese mesi anno anni
     ora ore minuti volta volte adesso sempre mai presto tardi prossimo prossima ultimo ultima
     hoje amanha ontem manha semana semanas mes meses ano anos hora horas minutos vez vezes agora sempre nunca cedo
     proximo proxima ultimo ultima`,
    // How many
    `deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cent mille premier premiere premiers
     seconde moitie plein pleine beaucoup plusieurs
     zero two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand first second third half lot
     lots bit many several
     zwei drei vier funf sechs sieben acht neun zehn zwolf zwanzig hundert tausend erste ersten erster viel viele vielen
     paar
     dos tres cuatro cinco seis siete ocho nueve diez doce veinte cien mil primero primera muchos muchas
     due tre quattro cinque sei sette otto nove dieci dodici venti cento mille primo prima molti molte
     dois duas tres quatro cinco seis sete oito nove dez doze vinte cem mil primeiro primeira muitos muitas`,
    // Vague
    `chose choses truc trucs gens monde quelqu quelque quelques petit petite petits petites grand grande grands grandes
     nouveau nouvelle nouveaux nouvelles vieux peu faut doit dit dire voir vu vois fais passe passer prendre pris prend mis
     mettre aller allez va parle trouve trouver sait savoir veut vouloir mon sais pense crois oublie comme ainsi afin hors
     thing things stuff people someone anyone everyone something anything nothing everything way new old big small little go
     going goes went gone come comes came coming back make makes made making take takes took see saw seen look looking say says
     said tell know think want need put use used find found give gave keep let two one another yet around away without
     ding dinge sache sachen leute jemand etwas neu neue neuen neuer neues alt alte gross grosse kleine kleinen geht gehen
     kommt kommen macht machen gemacht sagen sagt sehen gibt weiss finde
     cosa cosas gente alguien nuevo nueva nuevos nuevas viejo gran grande pequeno pequena hacer hecho ir voy va van ver dice
     decir creo vuelvo volver puede pueden puedo quiero
     cosa cose gente qualcuno nuovo nuova nuovi nuove vecchio grande grandi piccolo piccola fatto vedere dire detto puo
     possono posso voglio vado
     coisa coisas gente alguem novo nova novos novas velho grande grandes pequeno pequena fazer feito ir vou vai ver dizer
     disse pode podem posso quero acho`,
  ].flatMap((list) => list.trim().split(/\s+/)),
);
