/** Counts over the mentions of one monitor in one period. They add up: mentions = negative + neutral + positive + unscored. */
export interface Figures {
  mentions: number;
  negative: number;
  neutral: number;
  positive: number;
  /** In languages that Vigie does not score. */
  unscored: number;
  /** (positive - negative) / (positive + negative), from -1 to 1; null when there is neither. */
  netSentiment: number | null;
  /** Sum of the authors' followers: an estimate from above of how many may have seen it. */
  reach: number;
  /** Likes, shares and replies. */
  engagement: number;
  /** Distinct authors, told apart by network and handle. */
  authors: number;
}

/** One row of counts: what a label adds to a bucket. */
export interface Count {
  label: string;
  mentions: number;
  reach: number;
  engagement: number;
}

/** Figures from the counts of one bucket. */
export function figuresFrom(counts: readonly Count[], authors: number): Figures {
  const sum = (of: (count: Count) => number, label?: string) =>
    counts
      .filter((count) => label === undefined || count.label === label)
      .reduce((total, count) => total + of(count), 0);
  const mentionsOf = (label: string) => sum((count) => count.mentions, label);
  const negative = mentionsOf("negative");
  const positive = mentionsOf("positive");
  return {
    mentions: sum((count) => count.mentions),
    negative,
    neutral: mentionsOf("neutral"),
    positive,
    unscored: mentionsOf("none"),
    netSentiment: positive + negative === 0 ? null : (positive - negative) / (positive + negative),
    reach: sum((count) => count.reach),
    engagement: sum((count) => count.engagement),
    authors,
  };
}
