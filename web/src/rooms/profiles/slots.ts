import type { Answer } from "../../api/bodies.ts";

export type Slot = Answer<"/api/v1/profiles/{id}/slots">["items"][number];
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** What most brands begin with: three times a working day. */
const usualTimes = ["09:00", "12:30", "18:00"] as const;

/** One time on several days, beside those that are there; each once, in the order of the week. */
export function withSlots(
  slots: readonly Slot[],
  added: { days: readonly number[]; time: string; timeZone: string },
): Slot[] {
  const { days, time, timeZone } = added;
  const isThere = (weekday: number) =>
    slots.some((slot) => slot.weekday === weekday && slot.time === time && slot.timeZone === timeZone);
  return [
    ...slots,
    ...days.filter((weekday) => !isThere(weekday)).map((weekday) => ({ weekday, time, timeZone })),
  ].sort((a, b) => a.weekday - b.weekday || a.time.localeCompare(b.time));
}

/** Slots to begin with, for a profile that has none. */
export function usualSlots(timeZone: string): Slot[] {
  return weekdays.slice(0, 5).flatMap((weekday) => usualTimes.map((time) => ({ weekday, time, timeZone })));
}

/** Those in the zone before go along to the new one: 09:00 stays 09:00 for whoever reads there. Others keep their own. */
export function movedToZone(slots: readonly Slot[], before: string, after: string): Slot[] {
  return slots.map((slot) => (slot.timeZone === before ? { ...slot, timeZone: after } : slot));
}
