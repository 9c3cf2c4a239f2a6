import { overColour, patternFill } from "../../shared/ChartPatterns.tsx";
import { labels } from "../mentions/search.ts";
import type { Bucket } from "./queries.ts";

/** From the base of a column to its top. */
export const bands = [...labels, "unscored"] as const;
export type Band = (typeof bands)[number];

/** One column: the mentions of a bucket by tone, negative at the base. */
export function Stack(props: {
  bucket: Bucket;
  /** In pixels of the drawing. */
  x: number;
  width: number;
  /** Where a count stands. */
  y: (count: number) => number;
  /** All but this band stand back; null: none does. */
  dimmed: Band | null;
  /** Whose patterns: the id that the drawing gave them. */
  patterns: string;
}) {
  const { bucket, x, width, y, dimmed } = props;
  let base = 0;
  return bands.map((name) => {
    const value = bucket[name];
    if (value === 0) return null;
    const from = base;
    base += value;
    const field = { x, y: y(base), width, height: Math.max(1, y(from) - y(base)) };
    return (
      <g key={name} opacity={dimmed !== null && dimmed !== name ? 0.35 : 1}>
        <rect {...field} fill={name === "unscored" ? "var(--hairline)" : `var(--${name})`} />
        {(name === "negative" || name === "positive") && (
          <rect {...field} className={overColour} fill={patternFill(props.patterns, name)} />
        )}
      </g>
    );
  });
}
