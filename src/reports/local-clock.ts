import { Temporal } from "temporal-polyfill";

/** As spreadsheets sort it. Of the hour that comes twice in autumn, the instant beside it tells which. */
export function localTime(at: Date, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
}
