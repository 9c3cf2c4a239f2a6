import { eld } from "eld/extrasmall";

/**
 * The language a text is written in: an ISO 639-1 code, or "und" (ISO 639-2: undetermined) where the text does not
 * say. Links, handles and entities are not read, hashtags only where there is
 * little else. One word alone is "und" unless it is a word
 * of one language only. Only the first 1,000 characters count.
 *
 * Rests on the n-gram tables of the package `eld`, in their smallest size: 60 languages.
 */
export function detectLanguage(text: string): string {
  const words = wordsOf(text.slice(0, charactersRead));
  const letters = words.join(" ");
  if (letters === "") return undetermined;
  const { byTables, reliable } = tableScores(letters);
  const { served, foreign } = best(byTables, hintsIn(words, letters));
  if (foreign && reliable && foreign.score - (served?.score ?? 0) > foreignMargin) return foreign.code;
  return served && isPlain(served, words.length, letters.length) ? served.code : undetermined;
}

const undetermined = "und";
const charactersRead = 1_000;

/**
 * The languages that most mentions are in: those with a word list, and Arabic. Short texts look a little like many
 * languages; another one must lead these by `foreignMargin` (of 1) to be believed.
 */
const servedLanguages: ReadonlySet<string> = new Set(["en", "fr", "de", "es", "it", "pt", "ar"]);
const foreignMargin = 0.15;
/** Below this the n-grams of a text are those of no language in the tables (about 0.78 is usual). */
const leastScore = 0.4;
/** What the frequent words of a language add when all words of the text are of that kind. */
const hintWeight = 0.35;

/** Words so frequent, and so much of one language, that they settle a short text. Folded to lower case, accents kept. */
const frequentWords: Readonly<Record<string, string>> = {
  en: "the and is are was were you your this that with for have has had they what when who how why not just my it's i'm don't thanks thank hello please love today tomorrow good great new of to at by it i we he she will would can from about their there been because people could should which these some than then only after over want know think see go going got so out up down off right still never always really",
  fr: "le les des une et est sont avec pour dans sur que qui pas ce cette je tu il nous vous mon ma mes c'est j'ai merci bonjour salut bonsoir très mais où au aux du ça oui être fait plus tout bien trop suis avoir dit encore toujours jamais aussi alors après avant quand comme chez leur leurs notre votre sans sous entre même rien mdr ptdr ouais",
  de: "der die das und ist sind nicht ein eine mit für auf ich du wir ihr sie mein dein auch noch schon aber oder wie was danke hallo bitte sehr gut heute morgen von zu zum zur dem den im bei nur mal hab habe kein nach ja nein doch mich dich mir dir uns wenn jetzt wieder immer einen einem einer euch keine warum wieso gerade bisschen leute gehen machen gibt kommt haben wird werden kann können muss alles als bei bis dann denn diese dieser ohne über unter vom wegen weil wer zwei schön geht mehr",
  es: "el los las y es son con por para en que no una un mi tu su muy pero más yo hola gracias está estoy hoy mañana qué cómo del al lo le se ya esto eso todo cuando ella ellos eres soy tengo quiero voy hay nada siempre buenos días ahora mejor porque quién dónde nadie mucho mucha bueno buena noches muchas jajaja jaja eres tengo voy también",
  it: "il gli che di e è sono con per non una un mi ti si ho hai ha molto ma più della nel ciao grazie oggi domani come questo questa anche della dei alla perché buongiorno sto sono quando tutto tutti cosa fatto questo solo adesso ancora bene buona buono bella bello sei siamo abbiamo vuoi dire fare così dopo senza qui quindi mio mia tuo dello negli sulla",
  pt: "os as um uma e é são com por para em que não muito mas mais eu você obrigado obrigada olá oi hoje amanhã do da dos das no na ao isso este esta tá pra meu minha também tô vou vai eu ela ele vc pq gente tava né foi hj mto vcs tbm agora assim mesmo aqui então dele quem tudo tem ter saudade coisa ainda depois fazer bom boa noite rsrs melhor",
};
/** Letters that only one of the languages served writes. */
const tellingLetters: readonly (readonly [RegExp, string])[] = [
  [/[äöüß]/, "de"],
  [/[ãõ]|lh[aeo]|nh[aeo]|ç[ãõ]/, "pt"],
  [/ñ|ción/, "es"],
  [/[œëûî]|eaux?$/, "fr"],
];
const hints = hintTable();

function hintTable(): ReadonlyMap<string, string> {
  const owners = new Map<string, string | null>();
  for (const [code, words] of Object.entries(frequentWords)) {
    // A word of two languages settles nothing.
    for (const word of new Set(words.split(" "))) owners.set(word, owners.has(word) ? null : code);
  }
  return new Map([...owners].flatMap(([word, code]) => (code ? [[word, code]] : [])));
}

/** The words of the prose; those of the hashtags only where there is hardly any: names of shows and campaigns mislead. */
function wordsOf(text: string): string[] {
  const clean = text
    .replace(/https?:\S*|www\.\S+|[@＠][\p{L}\p{N}_@.-]+|&\w{2,6};/gu, " ")
    // "caladoooo": drawn out letters are in no table.
    .replace(/(\p{L})\1{2,}/gu, "$1");
  const prose = clean.replace(hashtag, " ").match(word) ?? [];
  if (prose.join("").length >= enoughLetters) return prose;
  return (
    clean.replace(hashtag, (_, tag: string) => tag.replace(/_|(?<=\p{Ll})(?=\p{Lu})/gu, " ")).match(word) ??
    []
  );
}

const hashtag = /[#＃]([\p{L}\p{M}\p{N}_]+)/gu;
const word = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*/gu;
const enoughLetters = 8;

function tableScores(letters: string): { byTables: Record<string, number>; reliable: boolean } {
  const result = eld.detect(letters);
  return { byTables: result.getScores(), reliable: result.isReliable() };
}

/** Language code to the share of the words that only that language has. */
function hintsIn(words: readonly string[], letters: string): Map<string, number> {
  const shares = new Map<string, number>();
  const written = letters.toLowerCase();
  const telling = tellingLetters.filter(([pattern]) => pattern.test(written));
  for (const word of words) {
    const key = word.toLowerCase().replace("’", "'");
    const code = hints.get(key) ?? telling.find(([pattern]) => pattern.test(key))?.[1];
    if (code) shares.set(code, (shares.get(code) ?? 0) + 1 / words.length);
  }
  return shares;
}

interface Ranked {
  code: string;
  score: number;
  hinted: boolean;
}

/** The most likely of the languages served, and of the others. */
function best(
  byTables: Readonly<Record<string, number>>,
  hinted: ReadonlyMap<string, number>,
): { served: Ranked | null; foreign: Ranked | null } {
  let served: Ranked | null = null;
  let foreign: Ranked | null = null;
  for (const code of servedLanguages) {
    const fromTables = byTables[code];
    const share = hinted.get(code);
    if (fromTables === undefined && share === undefined) continue;
    const score = (fromTables ?? 0) + hintWeight * (share ?? 0);
    if (!served || score > served.score) served = { code, score, hinted: share !== undefined };
  }
  // Hints are of languages served only.
  for (const code in byTables) {
    const score = byTables[code] ?? 0;
    if (!servedLanguages.has(code) && (!foreign || score > foreign.score))
      foreign = { code, score, hinted: false };
  }
  return { served, foreign };
}

function isPlain(best: Ranked, wordCount: number, letterCount: number): boolean {
  if (best.hinted) return true;
  // A name alone ("Vigie") has the n-grams of some language, and belongs to none. Arabic script belongs to few.
  if (wordCount < 2 && best.code !== "ar") return best.score >= (letterCount < 7 ? 0.75 : 0.6);
  return best.score >= leastScore;
}
