import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import type { Bucket } from "./queries.ts";
import type { Interval } from "./search.ts";

type Times = Pick<Bucket, "from" | "to">;

/** A bucket in words, in the zone of the figures. */
export function useBucketWords({
  interval,
  timeZone,
  now,
}: {
  interval: Interval;
  timeZone: string;
  now: number;
}) {
  const t = useWords();
  const intl = useIntl();
  const time = (at: string) => intl.formatDate(at, { hour: "2-digit", minute: "2-digit", timeZone });
  const day = (at: string) =>
    intl.formatDate(at, { weekday: "short", day: "numeric", month: "short", timeZone });
  return {
    short: ({ from }: Times) =>
      interval === "hour"
        ? time(from)
        : intl.formatDate(from, {
            ...(interval === "month" ? {} : { day: "numeric" as const }),
            month: "short",
            timeZone,
          }),
    long: ({ from, to }: Times) => {
      switch (interval) {
        case "hour":
          return `${day(from)}, ${time(from)}–${time(to)}`;
        case "day":
          return day(from);
        case "week":
        case "month":
          return t("reputation.fromTo", {
            from: day(from),
            to: day(new Date(Date.parse(to) - 1).toISOString()),
          });
      }
    },
    /** The ends of a stretch of several. */
    begin: ({ from }: Times) => (interval === "hour" ? `${day(from)}, ${time(from)}` : day(from)),
    end: ({ to }: Times) =>
      interval === "hour" ? `${day(to)}, ${time(to)}` : day(new Date(Date.parse(to) - 1).toISOString()),
    note: (bucket: Times) => (isRunning(bucket, now) ? t(`reputation.running.${interval}`) : ""),
  };
}

export function isRunning({ to, from }: Times, now: number): boolean {
  return Date.parse(from) <= now && Date.parse(to) >= now;
}
