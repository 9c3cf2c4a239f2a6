// Loading the package adds its emoji to its English word list.
import "sentiment";
import english from "sentiment/languages/en/index.js";
import { grammars, type ScoredLanguage } from "./grammar.ts";
import { inflect } from "./inflect.ts";
import { tokensOf } from "./tokens.ts";
import { german } from "./words/de.ts";
import { emoji } from "./words/emoji.ts";
import { english as ownEnglish } from "./words/en.ts";
import { spanish } from "./words/es.ts";
import { french } from "./words/fr.ts";
import { frenchFeelings } from "./words/fr-feelings.ts";
import { frenchIdioms } from "./words/fr-idioms.ts";
import { frenchSpoken } from "./words/fr-spoken.ts";
import { italian } from "./words/it.ts";
import { portuguese } from "./words/pt.ts";

/** Weighted words and expressions of one language. Keys are folded; the words of an expression are joined by `+`. */
export interface Lexicon {
  /** From -5 (worst) to 5 (best); 0 keeps an expression from being read word by word. */
  weights: ReadonlyMap<string, number>;
  /** First word of each expression, then its second, to the expressions that start with both, longest first. */
  expressions: ReadonlyMap<string, ReadonlyMap<string, readonly (readonly string[])[]>>;
  /** Expressions as they look in a hashtag without capitals: `nulachier` to `nul+a+chier`. */
  runTogether: ReadonlyMap<string, string>;
}

/** The word list of a language, read at the first use. */
export function lexiconOf(language: ScoredLanguage): Lexicon {
  const known = lexicons.get(language);
  if (known) return known;
  const weights = new Map<string, number>();
  for (const [word, weight] of Object.entries(english.labels)) {
    if (language === "en" || /\p{Extended_Pictographic}/u.test(word))
      weights.set(keyOf(word, language), weight);
  }
  for (const [word, weight] of parseWordList(wordLists[language], language)) weights.set(word, weight);
  for (const [sign, weight] of parseWordList(emoji, language)) weights.set(sign, weight);
  for (const word of grammars[language].negators) if (!weights.has(word)) weights.set(word, bareNegation);
  const lexicon = lexiconFrom(weights, grammarExpressions(language));
  lexicons.set(language, lexicon);
  return lexicon;
}

/** A lexicon from weights a person gave; words may be written in any case and with accents. */
export function lexiconFromWords(words: ReadonlyMap<string, number>, language: ScoredLanguage): Lexicon {
  const weights = new Map<string, number>();
  for (const [word, weight] of words) weights.set(keyOf(word, language), Math.max(-5, Math.min(5, weight)));
  return lexiconFrom(weights, []);
}

/** Who says "not" finds fault a little more often than not; one alone leaves a text neutral. */
const bareNegation = -0.25;

const lexicons = new Map<ScoredLanguage, Lexicon>();
/** As they were written, for `parseWordList`. */
export const wordLists: Readonly<Record<ScoredLanguage, string>> = {
  en: ownEnglish,
  fr: [french, frenchFeelings, frenchSpoken, frenchIdioms].join("\n"),
  de: german,
  es: spanish,
  it: italian,
  pt: portuguese,
};

/**
 * Reads a word list: a line with a number opens a group of that weight, every other line is one entry, with a tag
 * for its inflection after a slash (see `inflect.ts`). A form that is listed as such wins over an inflected one.
 */
export function parseWordList(list: string, language: ScoredLanguage): Map<string, number> {
  const inflected = new Map<string, number>();
  const listed = new Map<string, number>();
  let weight = 0;
  for (const line of list.split("\n")) {
    const entry = line.trim();
    if (entry === "") continue;
    if (/^-?\d(\.\d+)?$/.test(entry)) {
      weight = Number(entry);
      continue;
    }
    const [lemma = "", tag] = entry.split("/");
    listed.set(keyOf(lemma, language), weight);
    if (tag === undefined) continue;
    for (const form of inflect(lemma, tag, language)) inflected.set(keyOf(form, language), weight);
  }
  return new Map([...inflected, ...listed]);
}

/** Cut by the same rules as the texts, so that what is listed is found. */
function keyOf(words: string, language: ScoredLanguage): string {
  return tokensOf(words, language)
    .flatMap((token) => ("key" in token ? [token.key] : []))
    .join("+");
}

function grammarExpressions(language: ScoredLanguage): string[] {
  const { negators, intensity, adversatives } = grammars[language];
  return [...negators, ...intensity.keys(), ...adversatives].filter((word) => word.includes("+"));
}

function lexiconFrom(weights: ReadonlyMap<string, number>, more: readonly string[]): Lexicon {
  const expressions = new Map<string, Map<string, (readonly string[])[]>>();
  const runTogether = new Map<string, string>();
  for (const key of [...weights.keys(), ...more]) {
    if (!key.includes("+")) continue;
    const words = key.split("+");
    const [first = "", second = ""] = words;
    const starts = expressions.get(first) ?? new Map<string, (readonly string[])[]>();
    expressions.set(first, starts.set(second, [...(starts.get(second) ?? []), words]));
    runTogether.set(words.join(""), key);
  }
  for (const starts of expressions.values())
    for (const same of starts.values()) same.sort((a, b) => b.length - a.length);
  return { weights, expressions, runTogether };
}
