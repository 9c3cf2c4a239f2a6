import { patternFill } from "../../shared/ChartPatterns.tsx";
import type { Mark } from "./marks.ts";

/** Where the rows above the columns stand, from the top of the drawing. */
export const markRows = { flag: 14, strip: 20, height: 28 } as const;
const stripHeight = 5;

/** Behind the columns: when nothing was heard, and the spans of alerts; above them their flags, and when the queue stood still. */
export function TimeMarks(props: {
  marks: readonly Mark[];
  silences: readonly { from: number; to: number }[];
  /** From an instant to its place, from the left of the columns. */
  xOf: (at: number) => number;
  left: number;
  width: number;
  top: number;
  height: number;
  /** Whose patterns. */
  patterns: string;
}) {
  const { left, width, top, height, patterns } = props;
  const place = ({ from, to }: { from: number; to: number }) => {
    const start = Math.max(0, props.xOf(from));
    const end = Math.min(width, props.xOf(to));
    return { x: left + start, width: Math.max(3, end - start) };
  };
  const isSeen = ({ from, to }: { from: number; to: number }) => props.xOf(to) > 0 && props.xOf(from) < width;
  const shown = props.marks.filter(isSeen);
  return (
    <>
      {props.silences.map((silence) => (
        <rect
          key={silence.from}
          {...place(silence)}
          y={top}
          height={height}
          fill={patternFill(patterns, "silent")}
        />
      ))}
      {shown
        .filter(({ kind }) => kind === "alert")
        .map((mark) => (
          <g key={mark.key} data-mark="alert">
            <rect {...place(mark)} y={top} height={height} fill="var(--critical-soft)" opacity={0.8} />
            <text x={place(mark).x} y={markRows.flag} fontSize={12} fontWeight={650} fill="var(--critical)">
              ⚑
            </text>
          </g>
        ))}
      {shown
        .filter(({ kind }) => kind === "note")
        .map((mark) => (
          <text
            key={mark.key}
            data-mark="note"
            x={place(mark).x}
            y={markRows.flag}
            // Left of its moment, where the flag of an alert stands right of its own.
            textAnchor="end"
            fontSize={13}
            fill="var(--text-second)"
          >
            ✎
          </text>
        ))}
      {shown
        .filter(({ kind }) => kind === "hold")
        .map((mark) => (
          <rect
            key={mark.key}
            data-mark="hold"
            {...place(mark)}
            y={markRows.strip}
            height={stripHeight}
            fill={patternFill(patterns, "held")}
            stroke="var(--state-held)"
            strokeWidth={0.5}
          />
        ))}
    </>
  );
}
