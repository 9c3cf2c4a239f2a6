import type { Bucket, Gaps } from "./queries.ts";

/** Times when none of the sources was listened to; nothing at all where none of them is known. */
export function silences(
  buckets: readonly Bucket[],
  gaps: Gaps | undefined,
  now: number,
): { from: number; to: number }[] {
  if (!gaps || gaps.sources === 0) return [];
  const first = Date.parse(buckets[0]?.from ?? "");
  const edges = gaps.items.flatMap((gap) => [
    { at: Math.max(first, Date.parse(gap.from)), down: 1 },
    { at: gap.to ? Date.parse(gap.to) : now, down: -1 },
  ]);
  edges.sort((a, b) => a.at - b.at || b.down - a.down);
  const found: { from: number; to: number }[] = [];
  let down = 0;
  let since: number | null = null;
  for (const edge of edges) {
    down += edge.down;
    if (down >= gaps.sources) since ??= edge.at;
    else if (since !== null) {
      found.push({ from: since, to: edge.at });
      since = null;
    }
  }
  return found.filter(({ from, to }) => to > from);
}

/** How many of one's own publications went out in a bucket. */
export function ownIn({ from, to }: Bucket, published: readonly number[]): number {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return published.filter((at) => at >= start && at < end).length;
}

/** Where an instant stands among columns of one width, whose times need not be equally long. */
export function scaleOf(buckets: readonly Bucket[], step: number): (at: number) => number {
  const bounds = buckets.map(({ from }) => Date.parse(from));
  const end = Date.parse(buckets.at(-1)?.to ?? "");
  return (at) => {
    if (at <= (bounds[0] ?? 0)) return 0;
    if (at >= end) return buckets.length * step;
    const index = bounds.findLastIndex((bound) => bound <= at);
    const from = bounds[index] ?? 0;
    const to = bounds[index + 1] ?? end;
    return (index + (at - from) / (to - from)) * step;
  };
}
