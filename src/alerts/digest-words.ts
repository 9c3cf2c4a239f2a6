import type { Language } from "../messages.ts";
import type { DigestAlert, DigestContent } from "./digest.ts";
import { amount, type ChannelLanguage, counted, moment, type Said, spokenIn } from "./say.ts";
import { titleOf, type Words } from "./words.ts";

/** A digest as a channel is told it: in one language, or whole in one after the other. */
export function digestWords(content: DigestContent, language: ChannelLanguage): Words {
  const spoken = spokenIn(language);
  return {
    subject: `[Vigie] ${spoken.map((one) => subjectIn(content, one)).join(" / ")}`,
    text: spoken.map((one) => textIn(content, one)).join("\n\n———\n\n"),
  };
}

const titles: Record<DigestContent["every"], Said> = {
  hour: { en: "Hourly digest", fr: "Récapitulatif horaire" },
  day: { en: "Daily digest", fr: "Récapitulatif quotidien" },
  week: { en: "Weekly digest", fr: "Récapitulatif hebdomadaire" },
};
const headings = {
  alerts: { en: "ALERTS", fr: "ALERTES" },
  figures: { en: "FIGURES", fr: "CHIFFRES" },
  posts: { en: "POSTS", fr: "POSTS" },
} as const satisfies Record<string, Said>;
const states: Record<DigestAlert["state"], Said> = {
  firing: { en: "Open", fr: "En cours" },
  acknowledged: { en: "Looked after", fr: "Prise en charge" },
  resolved: { en: "Over", fr: "Terminée" },
};

function subjectIn(
  { workspace, every, alerts, moreAlerts, figures }: DigestContent,
  language: Language,
): string {
  const mentions = figures.reduce((sum, { now }) => sum + now.mentions, 0);
  const colon = language === "fr" ? "\u202f: " : ": ";
  const alertCount = counted(alerts.length + moreAlerts, language, nouns.alert[language]);
  const mentionCount = counted(mentions, language, nouns.mention[language]);
  return `${titles[every][language]}, ${workspace}${colon}${alertCount}, ${mentionCount}`;
}

function textIn(content: DigestContent, language: Language): string {
  const { timeZone, from, to } = content;
  const [start, end] = [moment(new Date(from), language, timeZone), moment(new Date(to), language, timeZone)];
  return [
    `${start} – ${end} (${timeZone})`,
    [headings.alerts[language], ...alertLines(content, language)].join("\n"),
    [headings.figures[language], ...figureLines(content, language)].join("\n"),
    [headings.posts[language], postLine(content, language)].join("\n"),
  ].join("\n\n");
}

function alertLines({ alerts, moreAlerts, timeZone }: DigestContent, language: Language): string[] {
  if (alerts.length === 0) return [{ en: "None.", fr: "Aucune." }[language]];
  const lines = alerts.map((alert) => {
    const since = moment(new Date(alert.startedAt), language, timeZone);
    const until = alert.resolvedAt && moment(new Date(alert.resolvedAt), language, timeZone);
    const when = until ? `${since} – ${until}` : { en: `since ${since}`, fr: `depuis ${since}` }[language];
    const held = alert.isHeldBack ? { en: ", held back until now", fr: ", retenue jusqu’ici" }[language] : "";
    const critical = alert.critical ? { en: ", critical", fr: ", critique" }[language] : "";
    return `• ${states[alert.state][language]}${critical}${held} – ${titleOf(alert)[language]} (${when})`;
  });
  const more = { en: `and ${amount(moreAlerts, "en")} more`, fr: `et ${amount(moreAlerts, "fr")} de plus` };
  return moreAlerts > 0 ? [...lines, more[language]] : lines;
}

function figureLines({ figures, moreMonitors }: DigestContent, language: Language): string[] {
  if (figures.length === 0)
    return [{ en: "No monitor listens yet.", fr: "Aucune veille pour l’instant." }[language]];
  const lines = figures.map(({ name, now, before }) => {
    const colon = language === "fr" ? "\u202f: " : ": ";
    const mentions = `${counted(now.mentions, language, nouns.mention[language])} (${change(now.mentions - before.mentions, language)})`;
    if (now.mentions === 0) return `• ${name}${colon}${mentions}`;
    const split = [
      counted(now.negative, language, nouns.negative[language]),
      counted(now.neutral, language, nouns.neutral[language]),
      counted(now.positive, language, nouns.positive[language]),
    ].join(", ");
    return `• ${name}${colon}${mentions}, ${split}${netIn(now.netSentiment, language)}${reachIn(now.reach, language)}`;
  });
  const more = counted(moreMonitors, language, nouns.otherMonitor[language]);
  return moreMonitors > 0 ? [...lines, `+ ${more}`] : lines;
}

function netIn(net: number | null, language: Language): string {
  if (net === null) return "";
  const value = amount(net, language, {
    signDisplay: "exceptZero",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return { en: `; net sentiment ${value}`, fr: `\u202f; tonalité nette ${value}` }[language];
}

function reachIn(reach: number, language: Language): string {
  const value = amount(reach, language);
  return { en: `; estimated reach ${value}`, fr: `\u202f; portée estimée ${value}` }[language];
}

function postLine({ publications: { published, unsettled } }: DigestContent, language: Language): string {
  const sent = counted(published, language, nouns.published[language]);
  const waiting = counted(unsettled, language, nouns.unsettled[language]);
  return unsettled > 0 ? `${sent}, ${waiting}` : sent;
}

/** `+12`, `−3`, `=`: by how much more than in the stretch before. */
function change(by: number, language: Language): string {
  if (by === 0) return "=";
  return amount(by, language, { signDisplay: "always" });
}

/** One and many, in each language. */
const nouns = {
  alert: { en: ["alert", "alerts"], fr: ["alerte", "alertes"] },
  mention: { en: ["mention", "mentions"], fr: ["mention", "mentions"] },
  negative: {
    en: ["likely negative", "likely negative"],
    fr: ["probablement négative", "probablement négatives"],
  },
  neutral: { en: ["neutral", "neutral"], fr: ["neutre", "neutres"] },
  positive: { en: ["positive", "positive"], fr: ["positive", "positives"] },
  otherMonitor: { en: ["more monitor", "more monitors"], fr: ["autre veille", "autres veilles"] },
  published: {
    en: ["publication went out", "publications went out"],
    fr: ["publication envoyée", "publications envoyées"],
  },
  unsettled: {
    en: ["waits for a person", "wait for a person"],
    fr: ["attend une décision", "attendent une décision"],
  },
} as const satisfies Record<string, Record<Language, readonly [string, string]>>;
