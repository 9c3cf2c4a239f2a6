interface Told {
  id: string;
  story: string;
}

/** A row of the list: a mention, and how many copies of its text below it are folded away or shown. */
export interface StoryRow<Mention> {
  mention: Mention;
  /** Among what was loaded; 0 on a copy itself. */
  copies: number;
  isCopy: boolean;
}

/**
 * Copies of one text as one row, at the place of the first of them; under an unfolded story its copies follow at once.
 * The order is kept otherwise.
 */
export function foldStories<Mention extends Told>(
  mentions: readonly Mention[],
  unfolded: ReadonlySet<string>,
): StoryRow<Mention>[] {
  const byStory = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const told = byStory.get(mention.story);
    if (told) told.push(mention);
    else byStory.set(mention.story, [mention]);
  }
  return [...byStory.values()].flatMap(([first, ...copies]) =>
    first
      ? [
          { mention: first, copies: copies.length, isCopy: false },
          ...(unfolded.has(first.story)
            ? copies.map((mention) => ({ mention, copies: 0, isCopy: true }))
            : []),
        ]
      : [],
  );
}
