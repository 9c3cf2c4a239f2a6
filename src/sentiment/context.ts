import type { Grammar } from "./grammar.ts";
import { marks } from "./reading.ts";

/** How far back a negation reaches, in words; it never crosses a pause or a stop. */
const negationReach = 4;
/** A negated praise is a fault; a negated fault is only faint praise ("not bad"). */
const negatedPraise = -0.75;
const negatedBlame = -0.4;
const loud = 1.25;
/** "Super Eagles", "the Joy hotel": what a word in a name says of a feeling is hardly ever meant. */
const inName = 0.25;
const beforeBut = 0.5;
const afterBut = 1.2;
/** How far a "but" is looked for, in words: a bound, so that time grows with the length of the text only. */
const sentenceReach = 30;

/**
 * The weight of one known word in its place: turned by a negation, made stronger or weaker by its neighbours and by
 * how it is written, and weighed by the side of a "but" it stands on. Tokens are keys and marks as in `reading.ts`.
 */
export function weightInPlace(
  grammar: Grammar,
  tokens: readonly string[],
  cursor: number,
  weight: number,
): number {
  if (weight === 0 || isEmoji(tokens[cursor])) return weight;
  const strong = weight * intensityAt(grammar, tokens, cursor) * (isInName(tokens, cursor) ? inName : 1);
  const turned = isNegated(grammar, tokens, cursor)
    ? strong * (weight > 0 ? negatedPraise : negatedBlame)
    : strong;
  return turned * sideOfBut(grammar, tokens, cursor);
}

function isEmoji(token = ""): boolean {
  return (token.codePointAt(0) ?? 0) > 0x2000;
}

function isInName(tokens: readonly string[], cursor: number): boolean {
  const before = tokens[cursor - 1];
  return before === marks.name || (before === marks.loud && tokens[cursor - 2] === marks.name);
}

function intensityAt(
  { intensity, intensityFollows }: Grammar,
  tokens: readonly string[],
  cursor: number,
): number {
  let factor = 1;
  let seen = 0;
  for (let at = cursor - 1; at >= 0 && seen < 2; at--) {
    const token = tokens[at] ?? "";
    if (token === marks.loud) {
      if (at === cursor - 1) factor *= loud;
      continue;
    }
    if (token === marks.name) continue;
    if (isBoundary(token)) break;
    seen += 1;
    const near = intensity.get(token);
    if (near !== undefined) factor *= seen === 1 ? near : 1 + (near - 1) * 0.7;
  }
  const next = intensityFollows ? intensity.get(tokens[cursor + 1] ?? "") : undefined;
  // "aime beaucoup", but not "nul, très lent": an adverb before another word belongs to that one, mostly.
  return next !== undefined && next > 1 ? factor * 1.15 : factor;
}

function isNegated(grammar: Grammar, tokens: readonly string[], cursor: number): boolean {
  const own = (tokens[cursor] ?? "").split("+")[0] ?? "";
  // "pas terrible" is listed with its negation in it.
  if (grammar.negators.has(own)) return false;
  return isNegatedBefore(grammar, tokens, cursor) || isNegatedAfter(grammar, tokens, cursor);
}

function isNegatedBefore(grammar: Grammar, tokens: readonly string[], cursor: number): boolean {
  let seen = 0;
  for (let at = cursor - 1; at >= 0 && seen < negationReach; at--) {
    const token = tokens[at] ?? "";
    if (token === marks.loud || token === marks.name) continue;
    if (isBoundary(token) || grammar.adversatives.has(token)) return false;
    seen += 1;
    if (grammar.negators.has(token)) return true;
    if (grammar.pairedNegators.has(token) && hasHalfBefore(grammar, tokens, at)) return true;
    if (grammar.halfNegators.has(token)) return !isRestriction(grammar, tokens, at);
  }
  return false;
}

function hasHalfBefore(grammar: Grammar, tokens: readonly string[], cursor: number): boolean {
  for (let at = cursor - 1; at >= Math.max(0, cursor - 4); at--) {
    if (grammar.halfNegators.has(tokens[at] ?? "")) return true;
  }
  return false;
}

/** "ne … que" says "only" and turns nothing. */
function isRestriction(grammar: Grammar, tokens: readonly string[], cursor: number): boolean {
  for (let at = cursor + 1; at < cursor + 6; at++) {
    const token = tokens[at] ?? "";
    if (grammar.negators.has(token)) return false;
    if (grammar.restrictors.has(token)) return true;
  }
  return false;
}

function isNegatedAfter(grammar: Grammar, tokens: readonly string[], cursor: number): boolean {
  const next = tokens[cursor + 1] ?? "";
  if (!grammar.trailingNegators.has(next)) return false;
  if (grammar.pairedNegators.has(next) && !hasHalfBefore(grammar, tokens, cursor)) return false;
  const before = tokens[cursor - 1] === marks.loud ? tokens[cursor - 2] : tokens[cursor - 1];
  return grammar.verbMarkers.has(before ?? "");
}

function sideOfBut(grammar: Grammar, tokens: readonly string[], cursor: number): number {
  for (let at = cursor - 1; at >= Math.max(0, cursor - sentenceReach); at--) {
    const token = tokens[at] ?? "";
    if (token === marks.stop) break;
    if (grammar.adversatives.has(token)) return afterBut;
  }
  for (let at = cursor + 1; at < Math.min(tokens.length, cursor + sentenceReach); at++) {
    const token = tokens[at] ?? "";
    if (token === marks.stop) break;
    if (grammar.adversatives.has(token)) return beforeBut;
  }
  return 1;
}

function isBoundary(token: string): boolean {
  return token === marks.pause || token === marks.stop;
}
