import type { ScoredLanguage } from "./grammar.ts";
import { type Lexicon, lexiconFromWords, lexiconOf } from "./lexicon.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** One word, expression, emoji or mark of a text, as the scorer sees it. */
export interface Sign {
  /** What the word list knows it by, or one of `marks`. */
  key: string;
  surface: string;
  /** The first token of the text that it is made of, and how many. */
  token: number;
  length: number;
}

/** Signs that are not words. They hold no character that the tokenizer of `sentiment` would take away. */
export const marks = { pause: "|", stop: "||", loud: "⇧", name: "⌂" } as const;

/** A text read with the word list of its language. */
export interface Reading {
  tokens: readonly Token[];
  /** Places of the tokens that a person weighed: no one else has a say on them. */
  ownTokens: ReadonlySet<number>;
  signs: readonly Sign[];
  wordCount: number;
  exclamations: number;
  questions: number;
}

/**
 * Finds in a text the words, expressions and hashtags that the word list knows; a word that a person weighed comes
 * out under a key that carries that weight (`weightKey`).
 */
export function read(
  text: string,
  language: ScoredLanguage,
  overrides: ReadonlyMap<string, number> | undefined,
): Reading {
  const lexicon = lexiconOf(language);
  const own = overrides && overrides.size > 0 ? ownLexicon(overrides, language) : undefined;
  const tokens = tokensOf(text, language);
  const signs: Sign[] = [];
  const ownTokens = new Set<number>();
  const counts = { wordCount: 0, exclamations: 0, questions: 0 };
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (!token) break;
    if (token.kind === "stop") {
      counts.exclamations += Number(token.exclaims);
      counts.questions += Number(token.asks);
    } else if (token.kind !== "pause") counts.wordCount += 1;
    const ownWord = own && find(tokens, at, own);
    const found = ownWord ?? find(tokens, at, lexicon);
    if (found) {
      const { surface, length } = found;
      if (!ownWord && length === 1 && token.kind === "word" && token.name)
        signs.push({ key: marks.name, surface: "", token: at, length: 0 });
      if (found.loud) signs.push({ key: marks.loud, surface: "", token: at, length: 0 });
      const weight = own?.weights.get(found.key);
      signs.push({ key: weight === undefined ? found.key : weightKey(weight), surface, token: at, length });
      if (ownWord) for (let i = 0; i < length; i++) ownTokens.add(at + i);
      at += length;
      continue;
    }
    for (const { key, surface } of unknownSigns(token)) signs.push({ key, surface, token: at, length: 1 });
    at += 1;
  }
  return { tokens, ownTokens, signs, ...counts };
}

/** The key of a word that a person weighed, to a tenth: the tables of `sentiment` are shared, so the weight travels in the key. */
export function weightKey(weight: number): string {
  return `weight+${Math.round(weight * 10)}`;
}

interface Found {
  key: string;
  surface: string;
  loud: boolean;
  /** Tokens it takes. */
  length: number;
}

function find(tokens: readonly Token[], at: number, lexicon: Lexicon): Found | undefined {
  const token = tokens[at];
  if (token?.kind === "emoji") return findEmoji(token, lexicon);
  if (token?.kind === "hashtag") return findHashtag(token, lexicon);
  if (token?.kind !== "word") return undefined;
  const expression = findExpression(tokens, at, lexicon);
  if (expression) return expression;
  const key = token.drawnOut ? undrawn(token.key, lexicon) : token.key;
  return lexicon.weights.has(key) ? { key, surface: token.surface, loud: token.loud, length: 1 } : undefined;
}

function findExpression(tokens: readonly Token[], at: number, lexicon: Lexicon): Found | undefined {
  const first = tokens[at];
  if (first?.kind !== "word") return undefined;
  const starts = lexicon.expressions.get(first.key);
  const second = starts && keyOf(tokens[at + 1]);
  const candidates = second === undefined ? undefined : starts?.get(second);
  if (!candidates) return undefined;
  for (const words of candidates) {
    if (!words.every((word, i) => keyOf(tokens[at + i]) === word)) continue;
    const parts = tokens.slice(at, at + words.length);
    const surface = parts.map((part) => ("surface" in part ? part.surface : "")).join(" ");
    return { key: words.join("+"), surface, loud: first.loud, length: words.length };
  }
  return undefined;
}

function keyOf(token: Token | undefined): string | undefined {
  return token?.kind === "word" ? token.key : undefined;
}

function findEmoji(token: Token & { kind: "emoji" }, lexicon: Lexicon): Found | undefined {
  // A composed emoji that is not listed (a waving man) is read by its first picture.
  const key = lexicon.weights.has(token.key)
    ? token.key
    : String.fromCodePoint(token.key.codePointAt(0) ?? 0);
  return lexicon.weights.has(key) ? { key, surface: token.surface, loud: false, length: 1 } : undefined;
}

function findHashtag(token: Token & { kind: "hashtag" }, lexicon: Lexicon): Found | undefined {
  const key = lexicon.runTogether.get(token.key.replaceAll("_", "")) ?? token.key;
  if (lexicon.weights.has(key)) return { key, surface: token.surface, loud: false, length: 1 };
  const joined = token.parts.join("+");
  if (lexicon.weights.has(joined)) return { key: joined, surface: token.surface, loud: false, length: 1 };
  return undefined;
}

/** "suuuper" as super, "bonnne" as bonne: the first spelling that is listed, with double letters or single ones. */
function undrawn(key: string, lexicon: Lexicon): string {
  const double = key.replace(/(\p{L})\1{2,}/gu, "$1$1");
  if (lexicon.weights.has(double)) return double;
  return key.replace(/(\p{L})\1+/gu, "$1");
}

function unknownSigns(token: Token): { key: string; surface: string }[] {
  switch (token.kind) {
    case "word":
      return [
        {
          key: token.drawnOut ? token.key.replace(/(\p{L})\1+/gu, "$1") : token.key,
          surface: token.surface,
        },
      ];
    case "hashtag":
      // The words of a split hashtag belong together and not to the sentence around them.
      return token.parts.length < 2
        ? [{ key: token.key, surface: token.surface }]
        : [
            { key: marks.pause, surface: "" },
            ...token.parts.map((part) => ({ key: part, surface: token.surface })),
            { key: marks.pause, surface: "" },
          ];
    case "emoji":
      return [];
    case "pause":
      return [{ key: marks.pause, surface: "" }];
    case "stop":
      return [{ key: marks.stop, surface: "" }];
  }
}

const ownLexicons = new WeakMap<ReadonlyMap<string, number>, Map<ScoredLanguage, Lexicon>>();

function ownLexicon(overrides: ReadonlyMap<string, number>, language: ScoredLanguage): Lexicon {
  const byLanguage = ownLexicons.get(overrides) ?? new Map<ScoredLanguage, Lexicon>();
  ownLexicons.set(overrides, byLanguage);
  const lexicon = byLanguage.get(language) ?? lexiconFromWords(overrides, language);
  byLanguage.set(language, lexicon);
  return lexicon;
}
