import { type Language, languages } from "../messages.ts";

/** In which a channel is told: one language, or both, since whoever is on duty may read either. */
export type ChannelLanguage = Language | "both";

/** One thing to say, in each language. */
export type Said = Record<Language, string>;

/** The languages of a channel, in the order in which they are read. */
export function spokenIn(language: ChannelLanguage): readonly Language[] {
  return language === "both" ? languages : [language];
}

/** A number as people of a language write it. */
export function amount(value: number, language: Language, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locales[language], options).format(value);
}

/** `1 mention`, `12 mentions`: a number with its noun. French counts 0 and 1.5 as one. */
export function counted(value: number, language: Language, [one, many]: readonly [string, string]): string {
  const rule = new Intl.PluralRules(locales[language]).select(value);
  return `${amount(value, language)} ${rule === "one" ? one : many}`;
}

/** `Tue 17 Mar, 14:05` and `mar. 17 mars, 14:05`, as the clock of a zone shows an instant. */
export function moment(at: Date, language: Language, timeZone: string): string {
  const day = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
  }).format(at);
  const time = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);
  // English puts a comma behind the weekday in some versions of ICU and not in others.
  return `${day.replace(",", "")}, ${time}`;
}

const locales: Record<Language, string> = { en: "en-GB", fr: "fr-FR" };
