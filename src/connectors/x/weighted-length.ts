import twitterText from "twitter-text";

/**
 * Length as X counts it: Latin and punctuation 1, everything else and any emoji 2, every link 23. The composer counts
 * with this same function. https://docs.x.com/fundamentals/counting-characters
 */
export function weightedLength(text: string): number {
  return twitterText.parseTweet(text).weightedLength;
}
