import { countCharacters as countBluesky } from "../../../../src/connectors/bluesky/characters.ts";
import { countCharacters as countMastodon } from "../../../../src/connectors/mastodon/characters.ts";

/** Length of a text by one network's own rule. */
export type Count = (text: string) => number;

/** The server's own functions. That of X brings a table of all top-level domains: it is fetched when X is chosen. */
const rules: Readonly<Record<string, Count>> = { bluesky: countBluesky, mastodon: countMastodon };
export const lateRules: Readonly<Record<string, () => Promise<Count>>> = {
  x: () =>
    import("../../../../src/connectors/x/weighted-length.ts").then(({ weightedLength }) => weightedLength),
};

const countCodePoints: Count = (text) => [...text].length;

/** @param late rules that came meanwhile */
export function ruleOf(network: string, late: Readonly<Record<string, Count>>): Count {
  return rules[network] ?? late[network] ?? countCodePoints;
}

/** Where a text stops fitting, as an index into it; its length when all of it fits. */
export function fittingLength(text: string, limit: number | null, count: Count): number {
  if (limit === null || count(text) <= limit) return text.length;
  let fits = 0;
  let fitsNot = text.length;
  while (fitsNot - fits > 1) {
    const middle = Math.floor((fits + fitsNot) / 2);
    if (count(text.slice(0, middle)) <= limit) fits = middle;
    else fitsNot = middle;
  }
  // Not through the middle of a character written as two.
  return /[\udc00-\udfff]/.test(text[fits] ?? "") ? fits - 1 : fits;
}
