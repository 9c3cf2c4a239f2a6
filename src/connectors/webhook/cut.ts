/**
 * A text that fits once it is escaped: as much of its beginning as goes in, and an ellipsis where something is missing.
 * No character is halved and no escape is cut in two.
 * @param room most that `measure` may give for the escaped text
 * @param encode what the party needs done to the text; undefined: nothing
 * @param measure length as the party counts it; undefined: UTF-16 units
 */
export function cutToFit(
  text: string,
  room: number,
  encode: (text: string) => string = (same) => same,
  measure: (text: string) => number = (escaped) => escaped.length,
): string {
  const whole = encode(text);
  if (measure(whole) <= room) return whole;
  const characters = Array.from(text.slice(0, room + 1));
  let fits = 0;
  let tooMany = characters.length;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (measure(shortened(characters, middle, encode)) <= room) fits = middle;
    else tooMany = middle;
  }
  return shortened(characters, fits, encode);
}

function shortened(characters: readonly string[], count: number, encode: (text: string) => string): string {
  return `${encode(characters.slice(0, count).join("").trimEnd())}…`;
}

/** Length in Unicode code points. */
export function codePoints(text: string): number {
  return Array.from(text).length;
}
