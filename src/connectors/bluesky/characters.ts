const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Length of a post: grapheme clusters. Links count in full. The composer counts with this same function. */
export function countCharacters(text: string): number {
  let length = 0;
  for (const _ of graphemes.segment(text)) length += 1;
  return length;
}
