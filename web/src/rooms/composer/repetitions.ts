import type { MessageId } from "../../messages/messages.ts";

interface Repetition {
  /** RFC 5545, section 3.3.10. */
  rule: string;
  word: MessageId;
  values: Record<string, number | Date>;
}

const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

/** The usual ways in which a post comes again, for one that begins at a local time. */
export function repetitions(local: string): Repetition[] {
  // The fields of the date alone are read: which zone they are in makes no difference to them.
  const day = new Date(`${local.slice(0, 10)}T00:00:00Z`);
  const weekday = weekdays[day.getUTCDay()];
  if (!weekday) return [];
  const date = day.getUTCDate();
  return [
    { rule: "FREQ=DAILY", word: "composer.daily", values: {} },
    { rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", word: "composer.workdays", values: {} },
    { rule: `FREQ=WEEKLY;BYDAY=${weekday}`, word: "composer.weekly", values: { day: noon(day) } },
    { rule: `FREQ=MONTHLY;BYMONTHDAY=${date}`, word: "composer.monthly", values: { date } },
  ];
}

/** So that the viewer's own zone does not make it another day. */
function noon(day: Date): Date {
  return new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 12);
}
