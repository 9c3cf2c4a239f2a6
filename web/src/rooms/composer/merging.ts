import { diffArrays } from "diff";

/** A stretch of words of the earlier text, from and up to a place in it, and what stands there now. */
interface Edit {
  from: number;
  to: number;
  words: readonly string[];
}

/**
 * Brings what changed in a common text into one that was adapted from it, word by word.
 * @param before the common text as it was when it was adapted
 * @param after the common text as it is
 * @param adapted what was made of `before`
 * @returns null where both changed the same words: a person decides
 */
export function mergedText(before: string, after: string, adapted: string): string | null {
  const words = wordsOf(before);
  const theirs = editsBetween(words, wordsOf(after));
  const own = editsBetween(words, wordsOf(adapted));
  const news = theirs.filter((edit) => !own.some((other) => isSameEdit(edit, other)));
  if (news.some((edit) => own.some((other) => touch(edit, other)))) return null;
  const merged: string[] = [];
  let at = 0;
  for (const edit of [...own, ...news].sort((one, other) => one.from - other.from)) {
    merged.push(...words.slice(at, edit.from), ...edit.words);
    at = edit.to;
  }
  return [...merged, ...words.slice(at)].join("");
}

/** Words and what stands between them, so that joined again they are the text. */
function wordsOf(text: string): string[] {
  return text.split(/(\s+)/).filter((word) => word !== "");
}

function editsBetween(before: readonly string[], after: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  for (const { value, added, removed } of diffArrays([...before], [...after])) {
    const last = edits.at(-1);
    if (removed) {
      edits.push({ from: at, to: at + value.length, words: [] });
      at += value.length;
    } else if (added) {
      if (last && last.to === at) edits[edits.length - 1] = { ...last, words: [...last.words, ...value] };
      else edits.push({ from: at, to: at, words: value });
    } else at += value.length;
  }
  return edits;
}

function isSameEdit(one: Edit, other: Edit): boolean {
  return one.from === other.from && one.to === other.to && one.words.join("") === other.words.join("");
}

/** Also side by side: which of two additions at one place comes first is not for us to say. */
function touch(one: Edit, other: Edit): boolean {
  return one.from <= other.to && other.from <= one.to;
}
