/** So many are stored in one transaction: one that lasts holds up others, and is given up after half a minute. */
const mostTogether = 2000;

/**
 * A page in parts that are stored one after another. What goes by one id stays together: of texts told twice in a
 * batch one is kept, the same whatever their order.
 * @returns at least one part, also of an empty page
 */
export function partsOf<T extends { remoteId: string }>(page: readonly T[], most = mostTogether): T[][] {
  if (page.length <= most) return [[...page]];
  const byId = new Map<string, T[]>();
  for (const item of page) {
    const same = byId.get(item.remoteId);
    if (same) same.push(item);
    else byId.set(item.remoteId, [item]);
  }
  const parts: T[][] = [[]];
  for (const same of byId.values()) {
    const last = parts[parts.length - 1] ?? [];
    if (last.length > 0 && last.length + same.length > most) parts.push([...same]);
    else last.push(...same);
  }
  return parts;
}
