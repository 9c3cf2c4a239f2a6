import type { Label } from "../sentiment/label.ts";
import { fold, tokensOf } from "./fold.ts";
import { signsOf } from "./matcher-signs.ts";
import { stopWords } from "./stop-words.ts";

/** A word or hashtag, and in how many of the texts it stands. */
export interface TermCount {
  /** As `/mentions?q=` takes it: a folded word, or `#tag`. */
  term: string;
  mentions: number;
  negative: number;
  neutral: number;
  positive: number;
  unscored: number;
}

/**
 * What people speak of: the words and hashtags that stand in most texts, those of every text left out (stop words,
 * numbers, letters, addresses, and what was listened for). A word is counted wherever a query would find it.
 * @param known words not to tell: those of the monitor itself
 */
export function countTerms(
  texts: Iterable<{ text: string; label: Label | null }>,
  known: ReadonlySet<string>,
  limit: number,
): TermCount[] {
  const counts = new Map<string, TermCount>();
  const readable = new Set<string>();
  for (const { text, label } of texts) {
    const folded = fold(text);
    for (const { text: word } of tokensOf(folded.replace(addresses, " ")))
      if (saysSomething(word) && !known.has(word)) readable.add(word);
    const words = new Set(tokensOf(folded).map((token) => token.text));
    for (const word of words) add(counts, word, label);
    for (const tag of signsOf(folded).tags) {
      add(counts, `#${tag}`, label);
      if (!known.has(tag)) readable.add(`#${tag}`);
    }
  }
  return [...readable]
    .flatMap((term) => counts.get(term) ?? [])
    .sort((a, b) => b.mentions - a.mentions || (a.term < b.term ? -1 : 1))
    .slice(0, limit);
}

function add(counts: Map<string, TermCount>, term: string, label: Label | null): void {
  const count = counts.get(term) ?? {
    term,
    mentions: 0,
    negative: 0,
    neutral: 0,
    positive: 0,
    unscored: 0,
  };
  count.mentions += 1;
  count[label ?? "unscored"] += 1;
  counts.set(term, count);
}

const addresses = /(?:https?:\/\/|www\.)\S+/gu;

function saysSomething(word: string): boolean {
  return word.length > 1 && word.length <= 40 && /\p{L}/u.test(word) && !stopWords.has(word);
}
