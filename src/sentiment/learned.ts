import type { ScoredLanguage } from "./grammar.ts";
import type { Logits, ModelOpinion } from "./model.ts";
import type { Reading } from "./reading.ts";

/** By token: the key under which its word is learned; undefined where there is nothing to learn. */
export function learnableKeys(
  { tokens, ownTokens }: Reading,
  language: ScoredLanguage,
): (string | undefined)[] {
  return tokens
    .slice(0, mostTokens)
    .map((token, i) => ("key" in token && !ownTokens.has(i) ? `${language} ${token.key}` : undefined));
}

/** What the words that a workspace's judgements taught add to the logarithms of the odds of a text. */
export function learnedOpinion(
  learned: ReadonlyMap<string, Logits>,
  reading: Reading,
  language: ScoredLanguage,
): ModelOpinion {
  const found = learnableKeys(reading, language).map((key) =>
    key === undefined ? undefined : learned.get(key),
  );
  const share = shareOf(found.filter((logits) => logits !== undefined).length);
  const sums: [number, number, number] = [0, 0, 0];
  for (const logits of found)
    if (logits) for (const label of [0, 1, 2] as const) sums[label] += logits[label] * share;
  return { logits: sums, byToken: found.map((logits) => (logits ? (logits[2] - logits[0]) * share : 0)) };
}

/** What each of so many learned words counts: a long text is not surer than a short one by its length. */
export function shareOf(count: number): number {
  return 1 / Math.sqrt(Math.max(1, count));
}

const mostTokens = 300;
