import type { Logits } from "./model.ts";

/** A word or expression that a workspace weighs itself. */
export interface SentimentRule {
  words: string;
  /** ISO 639-1, or `any`. */
  language: string;
  /** From -5 to 5; 0: says nothing here. */
  weight: number;
}

/** What a workspace's judgements taught, as it is stored: a key of `learned.ts`, then what it adds for each label. */
export type LearnedWords = readonly (readonly [key: string, ...logits: Logits])[];

/** What is a workspace's own in reading sentiment. Plain data: it travels to other threads. */
export interface OwnSentiment {
  rules: readonly SentimentRule[];
  learned: LearnedWords;
}

/** The same, ready for `scoreText`. */
export interface ScoreOptions {
  /** From -5 to 5 by word; the same map as long as nothing changes. */
  overrides?: ReadonlyMap<string, number> | undefined;
  learned?: ReadonlyMap<string, Logits> | undefined;
}

/** What counts for a text, by its language: a rule for its language wins over one for any. */
export function ownOptions({ rules, learned }: OwnSentiment): (language: string) => ScoreOptions {
  const byLanguage = new Map<string, ScoreOptions>();
  const words = learned.length === 0 ? undefined : new Map(learned.map(([key, ...logits]) => [key, logits]));
  return (language) => {
    const code = language.toLowerCase().split(/[-_]/)[0] ?? "";
    const known = byLanguage.get(code);
    if (known) return known;
    const forAny = rules.filter((rule) => rule.language === "any");
    const forThis = rules.filter((rule) => rule.language === code);
    const overrides = new Map([...forAny, ...forThis].map((rule) => [rule.words, rule.weight]));
    const options = { overrides: overrides.size === 0 ? undefined : overrides, learned: words };
    byLanguage.set(code, options);
    return options;
  };
}
