import type { Language } from "../messages.ts";
import type { Figures, Tally } from "../reputation/figures.ts";
import type { Interval } from "../reputation/period.ts";
import type { Words } from "./words.ts";

/** Fewer mentions than a share, or a change in percent, can be told from. The web app draws the same line. */
export const fewMentions = 30;

/** Numbers and times as the reader's language writes them. */
export interface Format {
  /** In full. */
  whole(value: number): string;
  /** `12,3 k` from ten thousand on. */
  compact(value: number): string;
  percent(share: number): string;
  /** With its sign; two decimals. */
  net(value: number): string;
  /** `312 mentions`, with the language's own plural. */
  mentions(count: number): string;
  moment(at: Date): string;
  day(at: Date): string;
  /** A bucket, in full, and short for an axis. */
  bucket(from: Date, to: Date, interval: Interval): string;
  tick(from: Date, interval: Interval): string;
  language(code: string): string | null;
}

export function formatFor(language: Language, timeZone: string): Format {
  // Days are written as in Great Britain: day before month, and 24 hours.
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number) => format.format(value);
  };
  const time = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (at: Date) => format.format(at);
  };
  const whole = number({});
  const short = number({ notation: "compact", maximumFractionDigits: 1 });
  const plural = new Intl.PluralRules(locale);
  const names = new Intl.DisplayNames(locale, { type: "language", fallback: "none" });
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const date = { day: "numeric", month: "short", year: "numeric" } as const;
  const dayOfWeek = time({ weekday: "short", ...date });
  const hour = time({ weekday: "short", day: "numeric", month: "short", ...clock });
  const month = time({ month: "long", year: "numeric" });
  const tickDay = time({ day: "numeric", month: "short" });
  const tickHour = time(clock);
  const day = time(date);
  return {
    whole,
    compact: (value) => (Math.abs(value) >= 10_000 ? short(value) : whole(value)),
    percent: number({ style: "percent", maximumFractionDigits: 0 }),
    net: number({ signDisplay: "exceptZero", minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    mentions: (count) => `${whole(count)} ${plural.select(count) === "one" ? "mention" : "mentions"}`,
    moment: time({ ...date, ...clock }),
    day,
    bucket(from, to, interval) {
      switch (interval) {
        case "hour":
          return hour(from);
        case "day":
          return dayOfWeek(from);
        case "week":
          return `${tickDay(from)} – ${day(new Date(to.getTime() - 1))}`;
        case "month":
          return month(from);
      }
    },
    tick: (from, interval) => (interval === "hour" ? tickHour(from) : tickDay(from)),
    language(code) {
      try {
        return names.of(code) ?? null;
      } catch {
        return null; // the RangeError for what is no language code
      }
    },
  };
}

/** A key figure as it is shown: its value, and how it changed where that can be told. */
export interface ShownFigure {
  title: string;
  value: string;
  change: string | null;
}

/** The six figures of a monitor, each with its change; by the rules of the web app. */
export function shownFigures(now: Figures, before: Figures | null, t: Words, format: Format): ShownFigure[] {
  const isWeak = now.mentions < fewMentions;
  const negative = shareOf(now);
  const negativeBefore = before && shareOf(before);
  const changed = (key: "mentions" | "reach" | "authors" | "engagement") =>
    before === null ? null : changeIn(now[key], before[key], t, format, before.mentions < fewMentions);
  return [
    { title: t("mentions"), value: format.compact(now.mentions), change: changed("mentions") },
    {
      title: t("negativeShare"),
      value:
        negative === null
          ? "–"
          : t("shareCount", { share: format.percent(negative), count: format.compact(now.negative) }),
      change: isWeak
        ? t("few")
        : negative === null || negativeBefore === null
          ? null
          : t("points", { points: signed((negative - negativeBefore) * 100, format) }),
    },
    {
      title: t("net"),
      value: now.netSentiment === null ? "–" : format.net(now.netSentiment),
      change: isWeak
        ? t("few")
        : now.netSentiment === null || before === null || before.netSentiment === null
          ? null
          : format.net(now.netSentiment - before.netSentiment),
    },
    { title: t("reach"), value: format.compact(now.reach), change: changed("reach") },
    { title: t("authors"), value: format.compact(now.authors), change: changed("authors") },
    { title: t("engagement"), value: format.compact(now.engagement), change: changed("engagement") },
  ];
}

/** In percent only from a base that bears it; "new" from nothing. */
function changeIn(now: number, before: number, t: Words, format: Format, isFew: boolean): string | null {
  if (before === 0) return now === 0 ? null : t("newFigure");
  if (isFew || before < fewMentions) return signed(now - before, format);
  const share = now / before - 1;
  const written = format.percent(share);
  return share > 0 && !written.startsWith("0") ? `+${written}` : written;
}

function shareOf({ negative, mentions }: Tally): number | null {
  return mentions === 0 ? null : negative / mentions;
}

function signed(value: number, format: Format): string {
  const rounded = Math.round(value);
  return rounded > 0 ? `+${format.compact(rounded)}` : format.compact(rounded);
}
