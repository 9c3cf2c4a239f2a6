import { z } from "zod";
import { languages } from "../messages.ts";
import { comparisons, intervals } from "../reputation/period.ts";

/** So many monitors at most: as many as figures may be compared. */
export const mostMonitors = 50;

/** What narrows the figures of a report, under the names of `/mentions`. */
export const ReportFilter = z.strictObject({
  label: z.enum(["negative", "neutral", "positive", "none"]).optional(),
  language: z.string().optional(),
  network: z.string().optional(),
  author: z.string().optional(),
  site: z.string().optional(),
});

/** What a report is about, as it is kept with one that was sent: made anew from it whenever somebody opens it. */
export const ReportRequest = z.strictObject({
  /** Of the reader. */
  language: z.enum(languages),
  timeZone: z.string(),
  from: z.coerce.date(),
  to: z.coerce.date(),
  interval: z.enum(intervals),
  /** Beside another time as long. */
  isCompared: z.boolean(),
  /** Which one. */
  against: z.enum(comparisons).default("previous"),
  /** Each has its pages. */
  monitors: z.array(z.string()).min(1).max(mostMonitors),
  /** Only set beside the others in the share of voice. */
  beside: z.array(z.string()).max(mostMonitors),
  filter: ReportFilter,
});
export type ReportRequest = z.infer<typeof ReportRequest>;
