import { z } from "zod";
import type { Prisma } from "../../generated/prisma/client.ts";
import { ReportSpan } from "../../generated/prisma/enums.ts";
import { languages } from "../../messages.ts";
import { ReportFilter } from "../../reports/request.ts";
import { comingOf } from "../../reports/schedule.ts";
import { Instant, iso, oneLine } from "../schemas.ts";

export const compare = z.enum(["previous", "none"]);
/** When it comes first, by the clock of the zone. */
export const FirstAt = z.strictObject({ local: z.string().max(30), timeZone: z.string().max(60) });
/** What a schedule says, whether it comes in or goes out. */
export const shape = {
  name: oneLine(200),
  language: z.enum(languages),
  /** Each report is about the last whole one before its time. */
  covers: z.enum(ReportSpan),
  /** RFC 5545 recurrence rule, such as `FREQ=WEEKLY;BYDAY=MO`. */
  rule: z.string().max(500),
  firstAt: FirstAt,
  enabled: z.boolean(),
};
/** What comes by itself again and again. */
export const ScheduleView = z.object({
  id: z.string(),
  ...shape,
  monitors: z.array(z.string()),
  beside: z.array(z.string()),
  filters: ReportFilter,
  compare,
  channels: z.array(z.string()),
  createdBy: z.string(),
  createdAt: Instant,
  /** The next three times; `adjustment` tells what the night of a clock change made of one. */
  next: z.array(z.object({ at: Instant, local: z.string(), adjustment: z.enum(["none", "gap", "overlap"]) })),
});

export const parts = { channels: true } satisfies Prisma.ReportScheduleInclude;
export type Stored = Prisma.ReportScheduleGetPayload<{ include: typeof parts }>;
const shownTimes = 3;

/** @param now from which on the next times are reckoned */
export const viewSchedule = (stored: Stored, now: Date): z.infer<typeof ScheduleView> => ({
  id: stored.id,
  name: stored.name,
  language: z.enum(languages).parse(stored.language),
  covers: stored.covers,
  rule: stored.rule,
  firstAt: { local: stored.localStart, timeZone: stored.timeZone },
  enabled: stored.enabled,
  monitors: stored.monitors,
  beside: stored.beside,
  filters: ReportFilter.parse(stored.filters),
  compare: stored.compare ? "previous" : "none",
  channels: stored.channels.map(({ channelId }) => channelId),
  createdBy: stored.createdBy,
  createdAt: iso(stored.createdAt),
  next: stored.enabled
    ? comingOf(stored, now, shownTimes).map(({ at, shown, adjustment }) => ({
        at: iso(at),
        local: shown,
        adjustment,
      }))
    : [],
});
