import classes from "./chart-patterns.module.css";

/** How a field is filled that colour alone must not tell. */
export type ChartPattern = "negative" | "positive" | "running" | "silent" | "held";

/**
 * The patterns of charts, once for every drawing: diagonal for negative, dots for positive, nothing for neutral; a light
 * hatch over what still runs, a dark one where nothing was collected, a wide one in the colour of holds.
 * @param id of the drawing: names within a page are one another's neighbours, and a drawing that is exported takes its own along
 */
export function ChartPatterns({ id }: { id: string }) {
  const hatched = { patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" } as const;
  return (
    <defs>
      <pattern id={nameOf(id, "running")} width="6" height="6" {...hatched}>
        <rect width="6" height="6" fill="var(--surface)" opacity="0.35" />
        <rect width="2" height="6" fill="var(--surface)" opacity="0.8" />
      </pattern>
      <pattern id={nameOf(id, "silent")} width="8" height="8" {...hatched}>
        <rect width="1.5" height="8" fill="var(--outline)" opacity="0.6" />
      </pattern>
      <pattern id={nameOf(id, "held")} width="8" height="8" {...hatched}>
        <rect width="8" height="8" fill="var(--state-held-soft)" />
        <rect width="4" height="8" fill="var(--state-held)" opacity="0.55" />
      </pattern>
      <pattern id={nameOf(id, "negative")} width="5" height="5" {...hatched}>
        <rect width="1.5" height="5" fill="var(--surface)" />
      </pattern>
      <pattern id={nameOf(id, "positive")} width="5" height="5" patternUnits="userSpaceOnUse">
        <circle cx="2.5" cy="2.5" r="1.1" fill="var(--surface)" />
      </pattern>
    </defs>
  );
}

/** What to fill with, within a drawing that has the patterns. */
export const patternFill = (id: string, pattern: ChartPattern): string => `url(#${nameOf(id, pattern)})`;

/** Over a field of the drawing: seen where the reader asked for patterns, and in print. */
export const overColour = classes.overColour;

/** For a field that is no drawing; nothing for what has no pattern. */
export const patternedClass: Readonly<Record<string, string | undefined>> = {
  negative: classes.negative,
  positive: classes.positive,
};

function nameOf(id: string, pattern: ChartPattern): string {
  return `${id}-${pattern}`;
}
