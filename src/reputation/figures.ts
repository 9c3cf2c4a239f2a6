/** Counts over the mentions of one monitor in one period. They add up: mentions = negative + neutral + positive + unscored. */
export interface Figures extends Tally {
  /** Distinct authors, told apart by network and handle. */
  authors: number;
}

/** Figures without the number of authors, which cannot be added up. */
export interface Tally {
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
}

/** One row of counts: what a part of a bucket adds to it. */
export interface Count {
  negative: number;
  neutral: number;
  positive: number;
  unscored: number;
  reach: number;
  engagement: number;
}

/** The counts of one bucket together. */
export function tallyOf(counts: readonly Count[]): Tally {
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
  const [negative, neutral, positive, unscored] = [
    sum("negative"),
    sum("neutral"),
    sum("positive"),
    sum("unscored"),
  ];
  return {
    mentions: negative + neutral + positive + unscored,
    negative,
    neutral,
    positive,
    unscored,
    netSentiment: positive + negative === 0 ? null : (positive - negative) / (positive + negative),
    reach: sum("reach"),
    engagement: sum("engagement"),
  };
}

/** By how much each figure is more than before; null where one of the two is not known. */
export function changeOf<F extends Tally>(now: F, before: F): { [K in keyof F]: number | null } {
  const differences = Object.entries(now).map(([key, value]) => {
    const earlier: unknown = before[key as keyof F];
    return [key, typeof value === "number" && typeof earlier === "number" ? value - earlier : null] as const;
  });
  return Object.fromEntries(differences) as { [K in keyof F]: number | null };
}

/** From how many judgements on an error rate is told: after one it would be 0 or 100 %, at twenty its interval spans some 35 points. */
export const leastJudged = 20;

/** What the judgements of people allow to be said of how often a scorer is wrong. */
export function sayableOf(judged: number): "nothing" | "count" | "rate" {
  if (judged === 0) return "nothing";
  return judged < leastJudged ? "count" : "rate";
}

/**
 * Where a share that was seen k times in n lies, with 95 % confidence. Wilson 1927, as in
 * https://www.itl.nist.gov/div898/handbook/prc/section2/prc241.htm
 * @returns null for n = 0: nothing is known
 */
export function wilsonInterval(k: number, n: number): { low: number; high: number } | null {
  if (n === 0) return null;
  const z = 1.959964;
  const share = k / n;
  const middle = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) };
}
