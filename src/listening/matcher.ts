import { type Anchor, anchorsOf, wordsOf } from "./matcher-anchors.ts";
import { compileQuery } from "./matcher-compile.ts";
import { PrefixIndex } from "./matcher-prefixes.ts";
import { handleForms, languageForms } from "./matcher-signs.ts";
import { ScannedText } from "./matcher-text.ts";
import type { MatchInput } from "./query-evaluate.ts";
import type { Query } from "./query-tree.ts";

export type { MatchInput } from "./query-evaluate.ts";

/** All monitors as one: what a text costs hardly depends on how many they are. */
export interface Matcher {
  /** Ids of the monitors whose query matches, in the order they were given. */
  match(input: MatchInput): string[];
}

/**
 * Compiles monitors into one matcher. Each query is filed under a few anchors (words of which every match has one);
 * a text is cut into words once, each word is looked up once, and only the queries filed under it are evaluated.
 */
export function compileMatcher(monitors: readonly { id: string; query: Query }[]): Matcher {
  const shared = countSharing(monitors.map(({ query }) => query));
  const vocabulary = new Map([...shared.keys()].map((word, number) => [word, number]));
  const compiled = monitors.map(({ id, query }) => ({ id, matches: compileQuery(query, vocabulary) }));
  const index = fileUnderAnchors(monitors, vocabulary, (anchor) => anchorCost(anchor, shared));
  const text = new ScannedText(vocabulary);
  // A monitor is looked at once per text: the round in which it last was.
  const lastRound = new Float64Array(monitors.length);
  let round = 0;

  return {
    match(input) {
      text.read(input);
      round += 1;
      const found: number[] = [];
      const consider = (candidates: readonly number[] | undefined) => {
        for (const candidate of candidates ?? none) {
          if (lastRound[candidate] === round) continue;
          lastRound[candidate] = round;
          if (compiled[candidate]?.matches(text)) found.push(candidate);
        }
      };
      callCandidates(index, text, consider);
      found.sort((a, b) => a - b);
      return found.flatMap((candidate) => compiled[candidate]?.id ?? none);
    },
  };
}

const none: readonly never[] = [];

/** Where the numbers of the monitors to look at are filed. */
interface Index {
  byWord: (number[] | undefined)[];
  prefixes: PrefixIndex;
  /** By `tag:x`, `handle:x`, `lang:x`, `network:x`, `from:x`, `url:x`. */
  byOther: Map<string, number[]>;
  kinds: Set<string>;
  always: number[];
}

function fileUnderAnchors(
  monitors: readonly { query: Query }[],
  vocabulary: ReadonlyMap<string, number>,
  cost: (anchor: Anchor) => number,
): Index {
  const index: Index = {
    byWord: [],
    prefixes: new PrefixIndex(),
    byOther: new Map(),
    kinds: new Set(),
    always: [],
  };
  monitors.forEach(({ query }, number) => {
    const anchors = anchorsOf(query, cost);
    if (anchors === null) index.always.push(number);
    for (const anchor of new Set(anchors)) fileUnder(index, vocabulary, anchor, number);
  });
  return index;
}

function fileUnder(
  index: Index,
  vocabulary: ReadonlyMap<string, number>,
  anchor: Anchor,
  number: number,
): void {
  const kind = anchor.slice(0, anchor.indexOf(":"));
  const value = anchor.slice(kind.length + 1);
  if (kind === "prefix") {
    index.prefixes.add(value, number);
  } else if (kind === "word") {
    const word = vocabulary.get(value) ?? -1;
    const filed = index.byWord[word] ?? [];
    filed.push(number);
    index.byWord[word] = filed;
  } else {
    index.kinds.add(kind);
    const filed = index.byOther.get(anchor) ?? [];
    filed.push(number);
    index.byOther.set(anchor, filed);
  }
}

/** Hands over every list of monitors that this text calls for. */
function callCandidates(
  index: Index,
  text: ScannedText,
  consider: (candidates: readonly number[] | undefined) => void,
): void {
  for (let token = 0; token < text.count; token += 1) {
    const word = text.ids[token] ?? -1;
    if (word >= 0) consider(index.byWord[word]);
    index.prefixes.forEachOf(text, token, consider);
  }
  const { input } = text;
  const considerAll = (kind: string, values: Iterable<string>) => {
    for (const value of values) consider(index.byOther.get(`${kind}:${value}`));
  };
  if (index.kinds.has("tag")) considerAll("tag", text.tags);
  if (index.kinds.has("handle")) considerAll("handle", text.handles);
  if (index.kinds.has("lang")) considerAll("lang", languageForms(input.language));
  if (index.kinds.has("network")) considerAll("network", [input.network]);
  if (index.kinds.has("from") && input.authorHandle !== null)
    considerAll("from", handleForms(input.authorHandle));
  if (index.kinds.has("url")) considerAll("url", text.addressForms);
  consider(index.always);
}

/** By word: how many queries know it. */
function countSharing(queries: readonly Query[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const query of queries)
    for (const word of new Set(wordsOf(query))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * How much work filing one more query under an anchor makes: a word that many queries share calls all of them, a
 * short word stands in many texts, a language or network in nearly all.
 */
function anchorCost(anchor: Anchor, shared: ReadonlyMap<string, number>): number {
  const kind = anchor.slice(0, anchor.indexOf(":"));
  const value = anchor.slice(kind.length + 1);
  if (kind === "lang" || kind === "network") return 1e9;
  if (kind !== "word" && kind !== "prefix") return 0.1;
  const shortness = value.length <= 3 ? 8 : value.length <= 5 ? 2 : 1;
  return (shared.get(value) ?? 1) * shortness * (kind === "prefix" ? 4 : 1);
}
