import type { Label } from "../sentiment/label.ts";
import { exactForm, fold, tokensOf } from "./fold.ts";
import { hollowWords } from "./hollow-words.ts";
import { signsOf } from "./matcher-signs.ts";
import { stopWords } from "./stop-words.ts";

/** A word or hashtag, and in how many of the texts it stands. */
export interface TermCount {
  /** As `/mentions?q=` takes it: a folded word, or `#tag`. */
  term: string;
  /** As most people write it, with its accents and capitals. */
  written: string;
  mentions: number;
  negative: number;
  neutral: number;
  positive: number;
  unscored: number;
}

/**
 * What people speak of: the words and hashtags that stand in most texts, those of every text left out (stop words,
 * hollow words, numbers, letters, addresses, and what was listened for). A word is counted wherever a query would find it.
 * @param known words not to tell: those of the monitor itself
 */
export function countTerms(
  texts: Iterable<{ text: string; label: Label | null }>,
  known: ReadonlySet<string>,
  limit: number,
): TermCount[] {
  const counts = new Map<string, Count>();
  const readable = new Set<string>();
  for (const { text, label } of texts) {
    const folded = fold(text);
    const words = wordsOf(folded);
    for (const word of words) add(counts, word, text, label);
    const bare = folded.replace(addresses, " ");
    for (const word of bare === folded ? words : wordsOf(bare))
      if (!readable.has(word) && saysSomething(word) && !known.has(word)) readable.add(word);
    for (const tag of signsOf(folded).tags) {
      add(counts, `#${tag}`, text, label);
      if (!known.has(tag)) readable.add(`#${tag}`);
    }
  }
  const most = [...readable]
    .flatMap((term) => counts.get(term) ?? [])
    .sort((a, b) => b.mentions - a.mentions || (a.term < b.term ? -1 : 1))
    .slice(0, limit);
  return most.map(({ seenIn, ...count }) => ({ ...count, written: writtenForm(count.term, seenIn) }));
}

function wordsOf(folded: string): Set<string> {
  return new Set(tokensOf(folded).map((token) => token.text));
}

interface Count extends Omit<TermCount, "written"> {
  /** Some of the texts it stands in: enough to say how it is written. */
  seenIn: string[];
}

const mostSeenIn = 40;

/** How a term is written most often in these texts; in small letters where that is undecided. */
function writtenForm(term: string, texts: readonly string[]): string {
  const forms = new Map<string, number>();
  for (const text of texts)
    for (const form of formsIn(text, term)) forms.set(form, (forms.get(form) ?? 0) + 1);
  const [[form] = [term]] = [...forms].sort(
    ([one, ones], [other, others]) => others - ones || (one > other ? -1 : 1),
  );
  return form;
}

function formsIn(text: string, term: string): string[] {
  const plain = exactForm(text.replace(addresses, " "));
  const words = term.startsWith("#")
    ? [...plain.matchAll(hashtags)].map(([tag]) => tag)
    : tokensOf(plain).map((token) => token.text);
  return words.filter((word) => fold(word) === term);
}

function add(counts: Map<string, Count>, term: string, text: string, label: Label | null): void {
  const count = counts.get(term) ?? {
    term,
    mentions: 0,
    negative: 0,
    neutral: 0,
    positive: 0,
    unscored: 0,
    seenIn: [],
  };
  if (count.seenIn.length < mostSeenIn) count.seenIn.push(text);
  count.mentions += 1;
  count[label ?? "unscored"] += 1;
  counts.set(term, count);
}

const hashtags = /#[\p{L}\p{M}\p{N}_]+/gu;
const addresses = /(?:https?:\/\/|www\.)\S+/gu;

function saysSomething(word: string): boolean {
  return (
    word.length > 1 &&
    word.length <= 40 &&
    /\p{L}/u.test(word) &&
    !stopWords.has(word) &&
    !hollowWords.has(word)
  );
}
