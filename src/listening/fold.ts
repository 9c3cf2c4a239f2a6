/**
 * One form for every way of writing a word: lower case, no accents, no ligatures, no invisible characters, no
 * full-width or mathematical look-alikes. `Grève`, `GRÈVE` and `ｇｒｅｖｅ` all become `greve`. Letters that are
 * letters of their own stay apart where a mark makes another word (kana, Hangul, Thai, Devanagari).
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Nothing of ASCII changes further, whatever stands beside it, so only the runs between are looked at.
  return ascii.test(lower) ? lower : lower.replace(beyondAscii, foldRun);
}

/**
 * The text in one Unicode form, without invisible characters, white space as single blanks, apostrophes and hyphens as
 * keyboards have them: for exact comparison. Who types L'Oréal means what networks write L’Oréal.
 */
export function exactForm(text: string): string {
  return text
    .replace(invisible, "")
    .normalize("NFC")
    .replace(/[’ʼ＇]/gu, "'")
    .replace(/[\u2010\u2011]/gu, "-")
    .replace(/\s+/gu, " ")
    .trim();
}

/** A run of letters and digits; writing without blanks and emoji count as one run too. */
const runSource = "(?:[\\p{L}\\p{M}\\p{N}]|\\p{Extended_Pictographic}|\\p{Regional_Indicator})";
// Signs that Unicode counts among the pictographs, and that are stuck to names: Vigie®.
const notPictures = "(?![©®™‼⁉ℹ])";
/**
 * Scripts written without blanks between words, Hangul (whose particles stick to the word), and emoji: every
 * character is a token, so that a term in them is found anywhere.
 */
const singleSource =
  "(?:(?=[\\p{L}\\p{M}\\p{N}])[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Bopo}\\p{scx=Thai}\\p{scx=Laoo}" +
  "\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}\\p{scx=Yiii}]|\\p{Extended_Pictographic}|\\p{Regional_Indicator})";

const single = new RegExp(`^${notPictures}${singleSource}$`, "u");
const singleWithin = new RegExp(`${notPictures}${singleSource}`, "u");
const word = /^[\p{L}\p{M}\p{N}]$/u;
/** One character, or the two that are one flag: 🇸🇪 is not in 🇺🇸🇪🇸. */
const characters = /\p{Regional_Indicator}{2}|./gsu;
const runs = new RegExp(`(?:${notPictures}${runSource})+`, "gu");

/** What a character is in a folded text. */
export const CharacterClass = { separator: 0, letter: 1, single: 2, underscore: 3 } as const;
export type CharacterClass = (typeof CharacterClass)[keyof typeof CharacterClass];

/** Class of one character (one code point) of a folded text. */
export function classOf(character: string): CharacterClass {
  if (single.test(character)) return CharacterClass.single;
  if (word.test(character)) return CharacterClass.letter;
  return character === "_" ? CharacterClass.underscore : CharacterClass.separator;
}

/** One token of a folded text. `glued`: nothing stands between it and the token before. */
export interface FoldedToken {
  text: string;
  glued: boolean;
}

/**
 * The tokens of a folded text: runs of letters and digits; each character by itself in scripts without blanks.
 * Apostrophes, hyphens and underscores separate, so `l'orange` is two tokens.
 */
export function tokensOf(folded: string): FoldedToken[] {
  const tokens: FoldedToken[] = [];
  for (const [run] of folded.matchAll(runs)) {
    if (!singleWithin.test(run)) {
      tokens.push({ text: run, glued: false });
      continue;
    }
    let glued = false;
    let letters = "";
    const flush = () => {
      if (letters === "") return;
      tokens.push({ text: letters, glued });
      glued = true;
      letters = "";
    };
    for (const [character] of run.matchAll(characters)) {
      if (classOf(character) !== CharacterClass.single && !isFlag(character)) {
        letters += character;
        continue;
      }
      flush();
      tokens.push({ text: character, glued });
      glued = true;
    }
    flush();
  }
  return tokens;
}

function isFlag(character: string): boolean {
  return character.length === flagLength && startsFlag(character, 0);
}

/** Two regional indicators, each a pair of UTF-16 units. */
export const flagLength = 4;

/** Whether the two characters from here on are one flag. */
export function startsFlag(text: string, at: number): boolean {
  const isIndicator = (from: number) => {
    const second = text.charCodeAt(from + 1);
    return text.charCodeAt(from) === 0xd83c && second >= 0xdde6 && second <= 0xddff;
  };
  return isIndicator(at) && isIndicator(at + 2);
}

/** Folded runs seen before: texts repeat the same few accented letters, apostrophes and emoji. */
const foldedRuns = new Map<string, string>();
const keptRuns = { count: 5000, length: 4 } as const;

function foldRun(run: string): string {
  const known = foldedRuns.get(run);
  if (known !== undefined) return known;
  const folded = foldAnew(run);
  if (run.length <= keptRuns.length) {
    if (foldedRuns.size >= keptRuns.count) foldedRuns.clear();
    foldedRuns.set(run, folded);
  }
  return folded;
}

function foldAnew(run: string): string {
  const plain = run
    .replace(lookAlikes, (letters) => letters.normalize("NFKC"))
    .normalize("NFD")
    .toLowerCase()
    .replace(dropped, "")
    .replace(foldedLetters, (letter) => letterFolds[letter] ?? letter);
  // Only what was taken apart and belongs together (kana, Hangul) is changed by this.
  return plain.normalize("NFC");
}

const ascii = /^[\0-\x7f]*$/;
const beyondAscii = /[^\0-\x7f]+/g;
/** Full-width forms, ligatures, mathematical and circled letters, Arabic as old programs write it: the same letters in disguise. */
const lookAlikes =
  /[\uff00-\uffef\ufb00-\ufb06\ufb50-\ufbff\ufe70-\ufefc\u{1d400}-\u{1d7ff}\u24b6-\u24e9]+/gu;
const invisibleSource =
  "\\u00ad\\u034f\\u061c\\u180e\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufe00-\\ufe0f\\ufeff\\u{1f3fb}-\\u{1f3ff}";
const invisible = new RegExp(`[${invisibleSource}]`, "gu");
/** Accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic, and what cannot be seen. */
const dropped = new RegExp(
  `[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0640\\u064b-\\u065f\\u0670${invisibleSource}]`,
  "gu",
);
const letterFolds: Readonly<Record<string, string>> = {
  ß: "ss",
  œ: "oe",
  æ: "ae",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ς: "σ",
  // An apostrophe that Unicode counts as a letter.
  ʼ: "'",
  // Arabic and Persian write these one for the other: https://lucene.apache.org/core/9_0_0/analysis/common/org/apache/lucene/analysis/ar/ArabicNormalizer.html
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ة: "ه",
  ٱ: "ا",
  ...Object.fromEntries([...digitsOf(0x660), ...digitsOf(0x6f0)]),
};
const foldedLetters = new RegExp(`[${Object.keys(letterFolds).join("")}]`, "g");

/** Ten digits from here on, and those of ASCII. */
function digitsOf(first: number): [string, string][] {
  return Array.from({ length: 10 }, (_, digit) => [String.fromCodePoint(first + digit), String(digit)]);
}
