import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { isTimeZone } from "../publishing/local-time.ts";

export const TimeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day is wanted, such as "22:00"');

/** When a channel is not to be disturbed. `from` may be later than `to`: over midnight. */
export const QuietHours = z
  .strictObject({
    from: TimeOfDay,
    to: TimeOfDay,
    timeZone: z.string().refine(isTimeZone, 'a time zone is wanted, such as "Europe/Paris"'),
  })
  .refine(({ from, to }) => from !== to, { error: "must begin and end at different times", path: ["to"] });
export type QuietHours = z.infer<typeof QuietHours>;

/** When the quiet hours that `now` lies in end, always after `now`; null: it lies in none. */
export function quietUntil({ from, to, timeZone }: QuietHours, now: Date): Date | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  const isQuiet = from < to ? time >= from && time < to : time >= from || time < to;
  if (!isQuiet) return null;
  const day = time < to ? local.toPlainDate() : local.toPlainDate().add({ days: 1 });
  const end = day.toPlainDateTime(Temporal.PlainTime.from(to));
  const first = end.toZonedDateTime(timeZone).epochMilliseconds;
  // In the night in which clocks go back an hour comes twice: in its second round the first end is over.
  if (first > now.getTime()) return new Date(first);
  return new Date(end.toZonedDateTime(timeZone, { disambiguation: "later" }).epochMilliseconds);
}
