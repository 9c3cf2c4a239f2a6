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
export function ownIn({ from, to }: Pick<Bucket, "from" | "to">, published: readonly number[]): number {
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

/** Two ends of a stretch in their order. */
export function stretchOf(one: number, other: number): { first: number; last: number } {
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

export type Counted = Pick<
  Bucket,
  "from" | "to" | "mentions" | "negative" | "neutral" | "positive" | "unscored"
>;

/** Buckets beside each other as one; null: there are none. A mention is in one of them only, so that counts add up. */
export function joined(buckets: readonly Counted[]): Counted | null {
  const [first] = buckets;
  const last = buckets.at(-1);
  if (!first || !last) return null;
  const sum = (of: "mentions" | "negative" | "neutral" | "positive" | "unscored") =>
    buckets.reduce((all, bucket) => all + bucket[of], 0);
  return {
    from: first.from,
    to: last.to,
    mentions: sum("mentions"),
    negative: sum("negative"),
    neutral: sum("neutral"),
    positive: sum("positive"),
    unscored: sum("unscored"),
  };
}
