/** Longest query of recent search: https://docs.x.com/x-api/posts/search/introduction */
export const maxQueryCharacters = 512;

const filter = " -is:retweet";

/**
 * Queries that together find every post with one of the terms: as many terms joined by OR as fit into one query.
 * A term that fits into no query is left out.
 */
export function queriesFor(terms: readonly string[]): string[] {
  const groups: string[][] = [];
  for (const term of new Set(terms.map(asOperand))) {
    if (term === "" || queryOf([term]).length > maxQueryCharacters) continue;
    const last = groups.at(-1);
    if (last && queryOf([...last, term]).length <= maxQueryCharacters) last.push(term);
    else groups.push([term]);
  }
  return groups.map(queryOf);
}

function queryOf(terms: string[]): string {
  return `(${terms.join(" OR ")})${filter}`;
}

/** Words, #tags, @handles and $cashtags stand as they are; everything else is a phrase in quotes. */
function asOperand(term: string): string {
  const text = term.normalize("NFC").replaceAll('"', " ").replace(/\s+/g, " ").trim();
  if (text === "") return "";
  const isPlain = /^[#@$]?[\p{L}\p{N}_]+$/u.test(text) && !/^(?:or|and)$/i.test(text);
  return isPlain ? text : `"${text}"`;
}
