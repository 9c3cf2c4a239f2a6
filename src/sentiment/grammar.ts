/** How a language turns, strengthens and weakens its words. All words are folded (no accents, lower case). */
export interface Grammar {
  /** Words that turn the sense of what follows them. */
  negators: ReadonlySet<string>;
  /** Half of a negation (ne, n'): turns what follows, unless a restrictor shows that it only limits (ne … que). */
  halfNegators: ReadonlySet<string>;
  restrictors: ReadonlySet<string>;
  /** Negators only together with a half negation before them (plus: more, or no more). */
  pairedNegators: ReadonlySet<string>;
  /** Negators that may stand after their verb (aime pas, gefällt nicht). */
  trailingNegators: ReadonlySet<string>;
  /** Words that tell that the next one is a verb, so that a negator after that verb is meant for it. */
  verbMarkers: ReadonlySet<string>;
  /** Factor on the words next to it. */
  intensity: ReadonlyMap<string, number>;
  /** Adverbs may follow what they strengthen (aime beaucoup). */
  intensityFollows: boolean;
  /** After these words comes what the writer really thinks. */
  adversatives: ReadonlySet<string>;
  /** Thanks and praise, which turn into irony beside a complaint. */
  politeWords: ReadonlySet<string>;
}

/** What a strong and a weak adverb make of the word beside it. */
const strengthen = 1.3;
const weaken = 0.6;

/** The grammar of a language that has a word list; several words stand joined by `+`. */
export const grammars = {
  en: grammar({
    negators:
      "not no never none nobody nothing neither nor nowhere without cannot cant dont doesnt didnt isnt wasnt arent werent wont wouldnt couldnt shouldnt hasnt havent hadnt aint mustnt neednt shant mightnt hardly barely scarcely lacks lacking lack stop stopped zero less far+from avoid avoids prevent prevents reduce reduces",
    strong:
      "very really so too extremely absolutely totally completely utterly incredibly insanely super highly deeply truly seriously freaking fucking fuckin effing bloody damn hella mega ultra most more such always definitely particularly especially quite beyond literally way+too so+much a+lot",
    weak: "slightly somewhat kinda sorta little barely fairly almost nearly partly mildly maybe perhaps possibly rather kind+of sort+of a+bit a+little would could might may if",
    adversatives: "but however yet although though nevertheless nonetheless except unfortunately sadly",
    politeWords: "thanks thank thx bravo congrats congratulations great nice love lovely brilliant awesome",
  }),
  fr: grammar({
    negators:
      "pas jamais aucun aucune aucunement rien guere sans ni nullement zero non moins eviter evite evitez reduire reduit reduisons stopper nul+part point+du+tout loin+d+etre",
    halfNegators: "ne n",
    restrictors: "que qu",
    pairedNegators: "plus personne",
    trailingNegators: "pas jamais plus guere point aucunement",
    verbMarkers:
      "j je tu il elle on nous vous ils elles ca cela me m te t le la l les se s y en ai a as ont est suis es sont etait avait va peut sait",
    strong:
      "tres trop vraiment tellement si super hyper ultra mega extremement absolument totalement completement carrement franchement particulierement incroyablement vachement grave tout toute plus le+plus la+plus les+plus beaucoup enormement fort bien+trop toujours sacrement foutrement putain+de bien un+vrai une+vraie de+loin fortement profondement parfaitement",
    weak: "peu un+peu plutot presque assez legerement vaguement moyennement a+peine parfois peut+etre quasi relativement si+peu soi+disant soit+disant",
    adversatives: "mais pourtant cependant toutefois neanmoins sauf helas malheureusement dommage",
    politeWords: "merci mercii bravo felicitations chapeau super genial top",
    intensityFollows: true,
  }),
  de: grammar({
    negators:
      "nicht nich nix kein keine keinen keinem keiner keines nie niemals nichts niemand ohne weder kaum ned net",
    trailingNegators: "nicht nich nie niemals nix ned",
    verbMarkers: "ich du er sie es wir ihr mich mir dich dir sich man das hat ist",
    strong:
      "sehr so total echt wirklich richtig absolut voll ganz extrem super mega unglaublich besonders viel zu komplett einfach immer verdammt wahnsinnig ausserordentlich hoechst",
    weak: "etwas bisschen ein+bisschen wenig kaum ziemlich eher fast vielleicht relativ leicht halbwegs",
    adversatives: "aber jedoch doch trotzdem allerdings leider dennoch sondern",
    politeWords: "danke bravo glueckwunsch toll super klasse",
  }),
  es: grammar({
    negators: "no nunca jamas nadie nada ningun ninguna ninguno sin tampoco ni",
    strong:
      "muy mucho mucha muchos muchas tan tanto tanta super re mas bastante demasiado totalmente absolutamente realmente completamente increiblemente siempre extremadamente todo bien",
    weak: "poco un+poco algo casi apenas menos quizas quiza ligeramente medio",
    adversatives: "pero sin+embargo aunque sino lamentablemente desgraciadamente",
    politeWords: "gracias bravo felicidades enhorabuena genial",
    intensityFollows: true,
  }),
  it: grammar({
    negators: "non mai nessuno nessun nessuna niente nulla senza ne neanche nemmeno mica",
    strong:
      "molto molta molti molte troppo tanto tanta cosi davvero veramente super assolutamente totalmente completamente proprio piu sempre estremamente incredibilmente tutto bene",
    weak: "poco un+po un+poco abbastanza quasi meno appena forse leggermente",
    adversatives: "ma pero tuttavia eppure purtroppo invece",
    politeWords: "grazie bravo bravi complimenti",
    intensityFollows: true,
  }),
  pt: grammar({
    negators: "nao n nunca jamais ninguem nada nenhum nenhuma sem nem tampouco",
    strong:
      "muito muita muitos muitas mt mto tao tanto super demais mais bem totalmente absolutamente realmente completamente sempre extremamente bastante pra+caralho todo",
    weak: "pouco um+pouco quase menos talvez meio ligeiramente apenas",
    adversatives: "mas porem contudo entretanto embora infelizmente",
    politeWords: "obrigado obrigada parabens valeu bravo",
    intensityFollows: true,
  }),
} as const satisfies Record<string, Grammar>;

/** The languages that Vigie scores. */
export type ScoredLanguage = keyof typeof grammars;

interface GrammarWords {
  negators: string;
  halfNegators?: string;
  restrictors?: string;
  pairedNegators?: string;
  trailingNegators?: string;
  verbMarkers?: string;
  strong: string;
  weak: string;
  adversatives: string;
  politeWords: string;
  intensityFollows?: boolean;
}

function grammar(words: GrammarWords): Grammar {
  const intensity = new Map<string, number>();
  for (const word of words.strong.split(" ")) intensity.set(word, strengthen);
  for (const word of words.weak.split(" ")) intensity.set(word, weaken);
  return {
    negators: setOf(words.negators),
    halfNegators: setOf(words.halfNegators),
    restrictors: setOf(words.restrictors),
    pairedNegators: setOf(words.pairedNegators),
    trailingNegators: setOf(words.trailingNegators),
    verbMarkers: setOf(words.verbMarkers),
    intensity,
    intensityFollows: words.intensityFollows ?? false,
    adversatives: setOf(words.adversatives),
    politeWords: setOf(words.politeWords),
  };
}

function setOf(words: string | undefined): ReadonlySet<string> {
  return new Set(words?.split(" "));
}
