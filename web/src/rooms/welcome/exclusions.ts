import { fold, tokensOf } from "../../../../src/listening/fold.ts";
import { countTerms } from "../../../../src/listening/terms.ts";

/** What mostly speaks of something else than a brand: offers of work, second hand, codes and prize draws. Folded. */
const noise = new Set(
  "emploi recrute recrutement recrutons cdi cdd stage stagiaire alternance interim job jobs hiring vacancy internship occasion vends vinted leboncoin promo concours jeu giveaway coupon discount".split(
    " ",
  ),
);
const mostSuggested = 6;
const fewestTexts = 3;

export interface Exclusion {
  /** As a query takes it: a folded word, or `#tag`. */
  term: string;
  /** As people write it. */
  written: string;
  /** In how many of the texts it stands. */
  mentions: number;
}

/**
 * Words that may be left out of a monitor: what sounds of work offers and sales first, then what is said most. What
 * stands in more than half of the texts is what is spoken of, and is not offered.
 * @param texts what the query finds as it stands
 */
export function suggestExclusions(texts: readonly string[], brand: string): Exclusion[] {
  if (texts.length < fewestTexts) return [];
  const known = new Set(tokensOf(fold(brand)).map(({ text }) => text));
  const counted = countTerms(
    texts.map((text) => ({ text, label: null })),
    known,
    200,
  ).filter(({ mentions, term }) => mentions * 2 <= texts.length && !isOf(known, term));
  const isNoise = ({ term }: { term: string }) => noise.has(term.replace("#", ""));
  return [...counted.filter(isNoise), ...counted.filter((term) => !isNoise(term))]
    .slice(0, mostSuggested)
    .map(({ term, written, mentions }) => ({ term, written, mentions }));
}

/** A tag that holds the brand's name speaks of the brand. */
function isOf(known: ReadonlySet<string>, term: string): boolean {
  return [...known].some((word) => word.length > 3 && term.includes(word));
}

/** The query of a brand by its name, without what was left out. */
export function queryOfBrand(brand: string, excluded: readonly string[]): string {
  const name = `"${brand.replaceAll('"', " ").trim()}"`;
  return [name, ...excluded.map((term) => `-${term}`)].join(" ");
}
