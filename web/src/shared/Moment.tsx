import { useIntl } from "react-intl";
import { useWords } from "../messages/language.tsx";
import { useNow } from "./now.ts";

const dayMilliseconds = 86_400_000;

/**
 * An instant, written in the viewer's zone or the one given: "mar. 17 mars, 14:05".
 * @param props.relative "3 h ago" while it is less than a day away; the exact time stays in the title
 */
export function Moment({ at, timeZone, relative }: { at: string; timeZone?: string; relative?: boolean }) {
  const intl = useIntl();
  const t = useWords();
  const now = useNow(60_000);
  const date = new Date(at);
  const exact = intl.formatDate(date, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    ...(date.getFullYear() === new Date(now).getFullYear() ? {} : { year: "numeric" }),
    ...(timeZone ? { timeZone } : {}),
  });
  const distance = date.getTime() - now;
  const isNear = relative && Math.abs(distance) < dayMilliseconds;
  return (
    <time dateTime={at} title={exact}>
      {isNear ? near(distance, intl.formatRelativeTime, t("common.justNow")) : exact}
    </time>
  );
}

function near(
  milliseconds: number,
  format: (value: number, unit: "minute" | "hour", options: { style: "short"; numeric: "auto" }) => string,
  justNow: string,
): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes === 0) return justNow;
  const options = { style: "short", numeric: "auto" } as const;
  return Math.abs(minutes) < 60
    ? format(minutes, "minute", options)
    : format(Math.round(minutes / 60), "hour", options);
}
