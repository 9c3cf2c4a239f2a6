import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import type { Often } from "./rule.ts";

/** A weekday's name: 1 is Monday. */
export function useWeekdayName(): (weekday: number) => string {
  const intl = useIntl();
  return (weekday) =>
    intl.formatDate(new Date(Date.UTC(2026, 0, 4 + weekday)), { weekday: "long", timeZone: "UTC" });
}

/** How often, in words: "every Monday at 08:00". */
export function useOftenWords(): (often: Often, time: string) => string {
  const t = useWords();
  const weekdayName = useWeekdayName();
  return ({ covers, weekday, dayOfMonth }, time) => {
    switch (covers) {
      case "day":
        return t("reports.every.day", { time });
      case "week":
        return t("reports.every.week", { weekday: weekdayName(weekday), time });
      case "month":
        return t("reports.every.month", { day: dayOfMonth, time });
    }
  };
}
