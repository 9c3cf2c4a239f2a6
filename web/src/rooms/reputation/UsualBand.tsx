import type { Usual } from "./queries.ts";

/** What is usual at such a time: from its low to its high end, and a line for the middle. Gaps where too little is known. */
export function UsualBand(props: {
  usual: readonly (Usual | null)[];
  /** From the number of a column to its left edge. */
  xOf: (index: number) => number;
  y: (count: number) => number;
  /** How many columns there are. */
  last: number;
}) {
  const { usual, xOf, y } = props;
  return usual.slice(0, props.last).map((range, index) => {
    if (!range) return null;
    const [left, right] = [xOf(index), xOf(index + 1)];
    return (
      <g key={left} data-usual="">
        <rect
          x={left}
          y={y(range.high)}
          width={right - left}
          height={Math.max(2, y(range.low) - y(range.high))}
          fill="var(--text)"
          opacity={0.16}
          pointerEvents="none"
        />
        <line
          x1={left}
          x2={right}
          y1={y(range.middle)}
          y2={y(range.middle)}
          stroke="var(--text)"
          strokeWidth={1.5}
          pointerEvents="none"
        />
      </g>
    );
  });
}
