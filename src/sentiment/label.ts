/** The three ways a text can be read; the database's enum and every figure use these words. */
export const labels = ["negative", "neutral", "positive"] as const;
export type Label = (typeof labels)[number];

export function isLabel(word: string): word is Label {
  return (labels as readonly string[]).includes(word);
}
