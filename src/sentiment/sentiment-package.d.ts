/** What we use of the npm package `sentiment` 5, which ships no types. */
declare module "sentiment" {
  /** Changes the weight of one known token by its place; called from the last token to the first. */
  interface ScoringStrategy {
    apply(tokens: readonly string[], cursor: number, weight: number): number;
  }
  interface Language {
    /** Token to weight, a plain object (the package calls its `hasOwnProperty`). Emoji are added to it on registration. */
    labels: Record<string, number>;
    scoringStrategy?: ScoringStrategy;
  }
  interface Analysis {
    score: number;
    /** One entry per known token, the last of the text first. */
    calculation: readonly Readonly<Record<string, number>>[];
  }
  export default class Sentiment {
    registerLanguage(code: string, language: Language): void;
    analyze(phrase: string, options: { language: string }): Analysis;
  }
}

declare module "sentiment/languages/en/index.js" {
  /** AFINN-165 for English. */
  const english: { labels: Readonly<Record<string, number>> };
  export default english;
}
