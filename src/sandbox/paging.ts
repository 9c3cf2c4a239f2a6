/** Orders ids that are whole numbers written in decimal, whatever their length. */
export function compareIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Where in a list that is sorted by id the first item with an id above `id` stands. */
export function firstAfter(items: readonly { id: string }[], id: string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item && compareIds(item.id, id) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Window<Item> {
  /** Only ids above this one. */
  above?: string | null;
  /** Only ids below this one. */
  below?: string | null;
  limit: number;
  accept(item: Item): boolean;
}

/** The newest items of the window, newest first, and whether older ones were left out. Items are sorted by id. */
export function newest<Item extends { id: string }>(
  items: readonly Item[],
  window: Window<Item>,
): { page: Item[]; more: boolean } {
  const [start, end] = bounds(items, window);
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
export function oldest<Item extends { id: string }>(items: readonly Item[], window: Window<Item>): Item[] {
  const [start, end] = bounds(items, window);
  const page: Item[] = [];
  for (let index = start; index < end && page.length < window.limit; index += 1) {
    const item = items[index];
    if (item && window.accept(item)) page.push(item);
  }
  return page.reverse();
}

function bounds<Item extends { id: string }>(items: readonly Item[], window: Window<Item>): [number, number] {
  const start = window.above ? firstAfter(items, window.above) : 0;
  if (!window.below) return [start, items.length];
  let end = firstAfter(items, window.below);
  while (end > 0 && items[end - 1]?.id === window.below) end -= 1;
  return [start, end];
}
