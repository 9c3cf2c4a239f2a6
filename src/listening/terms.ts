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
  texts: readonly { text: string; label: Label | null }[],
  known: ReadonlySet<string>,
  limit: number,
): TermCount[] {
  const counts = new Map<string, Count>();
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
  const most = [...readable]
    .flatMap((term) => counts.get(term) ?? [])
    .sort((a, b) => b.mentions - a.mentions || (a.term < b.term ? -1 : 1))
    .slice(0, limit);
  const forms = writtenForms(texts, new Set(most.map(({ term }) => term)));
  return most.map((count) => ({ ...count, written: forms.get(count.term) ?? count.term }));
}

type Count = Omit<TermCount, "written">;

/** How each of these terms is written most often; small letters where that is undecided. */
function writtenForms(
  texts: readonly { text: string }[],
  terms: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  const note = (term: string, form: string): void => {
    if (!terms.has(term)) return;
    const forms = counts.get(term) ?? new Map<string, number>();
    counts.set(term, forms.set(form, (forms.get(form) ?? 0) + 1));
  };
  for (const { text } of texts) {
    const plain = exactForm(text.replace(addresses, " "));
    for (const { text: word } of tokensOf(plain)) note(fold(word), word);
    for (const [tag] of plain.matchAll(hashtags)) note(fold(tag), tag);
  }
  return new Map([...counts].map(([term, forms]) => [term, mostFrequent(forms)]));
}

function mostFrequent(forms: ReadonlyMap<string, number>): string {
  const [[form] = [""]] = [...forms].sort(
    ([one, ones], [other, others]) => others - ones || (one > other ? -1 : 1),
  );
  return form;
}

function add(counts: Map<string, Count>, term: string, label: Label | null): void {
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
