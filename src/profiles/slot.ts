import { Temporal } from "temporal-polyfill";

/** A time of the week at which a profile likes to publish. */
export interface WeekSlot {
  /** 1 is Monday, 7 Sunday. */
  weekday: number;
  /** What the clock shows, such as `09:30`. */
  localTime: string;
  timeZone: string;
}

/** One coming occurrence of a slot. */
export interface SlotTime {
  at: Date;
  /** The local time at which it is, such as `2026-11-24T09:30`. */
  local: string;
  timeZone: string;
}

/**
 * The coming times of a profile's slots, soonest first. A slot in the hour that the clock jumps over in spring comes
 * after the gap; in the hour that comes twice in autumn it is the first: as for a single post. Two slots that fall on
 * one instant are one.
 * @param until where to stop looking
 */
export function comingSlots(slots: readonly WeekSlot[], after: Date, until: Date): SlotTime[] {
  const found = new Map<number, SlotTime>();
  for (const slot of slots) {
    const today = Temporal.Instant.fromEpochMilliseconds(after.getTime())
      .toZonedDateTimeISO(slot.timeZone)
      .toPlainDate();
    const first = today.add({ days: (slot.weekday - today.dayOfWeek + 7) % 7 });
    for (let week = 0; ; week += 1) {
      const zoned = first
        .add({ weeks: week })
        .toZonedDateTime({ timeZone: slot.timeZone, plainTime: Temporal.PlainTime.from(slot.localTime) });
      const at = zoned.epochMilliseconds;
      if (at >= until.getTime()) break;
      if (at <= after.getTime() || found.has(at)) continue;
      const local = zoned.toPlainDateTime().toString({ smallestUnit: "minute" });
      found.set(at, { at: new Date(at), local, timeZone: slot.timeZone });
    }
  }
  return [...found.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}
