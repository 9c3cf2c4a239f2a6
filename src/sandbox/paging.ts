/** Orders ids that are whole numbers written in decimal, whatever their length. */
export function compareIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export interface Window<Item> {
  /** Only keys above this one. */
  above?: string | null;
  /** Only keys below this one. */
  below?: string | null;
  limit: number;
  accept(item: Item): boolean;
}

/** What a list is sorted by: a whole number in decimal. */
type KeyOf<Item> = (item: Item) => string;

const ownId = (item: { id: string }) => item.id;

/** The newest items of the window, newest first, and whether older ones were left out. Items are sorted by id. */
export function newest<Item extends { id: string }>(
  items: readonly Item[],
  window: Window<Item>,
  keyOf: KeyOf<Item> = ownId,
): { page: Item[]; more: boolean } {
  const [start, end] = bounds(items, window, keyOf);
  const page: Item[] = [];
  for (let index = end - 1; index >= start; index -= 1) {
    const item = items[index];
    if (!item || !window.accept(item)) continue;
    if (page.length === window.limit) return { page, more: true };
    page.push(item);
  }
  return { page, more: false };
}

/** The oldest items of the window, still newest first: how `min_id` walks forward without holes. */
export function oldest<Item extends { id: string }>(
  items: readonly Item[],
  window: Window<Item>,
  keyOf: KeyOf<Item> = ownId,
): Item[] {
  const [start, end] = bounds(items, window, keyOf);
  const page: Item[] = [];
  for (let index = start; index < end && page.length < window.limit; index += 1) {
    const item = items[index];
    if (item && window.accept(item)) page.push(item);
  }
  return page.reverse();
}

function bounds<Item>(
  items: readonly Item[],
  { above, below }: Window<Item>,
  keyOf: KeyOf<Item>,
): [number, number] {
  const start = above ? firstWhere(items, (item) => compareIds(keyOf(item), above) > 0) : 0;
  const end = below ? firstWhere(items, (item) => compareIds(keyOf(item), below) >= 0) : items.length;
  return [start, end];
}

/** Where the items begin for which `isThere` holds, given that it holds for all after the first. */
function firstWhere<Item>(items: readonly Item[], isThere: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item === undefined || isThere(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
