import type { Language } from "../messages.ts";
import type { Evidence, Subject } from "./alert.ts";
import { amount, type ChannelLanguage, counted, moment, type Said, spokenIn } from "./say.ts";

/** What of an alert is put into words. */
export interface Told {
  kind: string;
  /** Null where the rule watches no monitor. */
  monitor: string | null;
  evidence: Pick<Evidence, "seen" | "expected" | "authors" | "subject">;
}
interface ToldWhole extends Told {
  evidence: Evidence;
  /** Null: it goes on. */
  resolvedAt: Date | null;
}

/** The words of a message; `text` is complete in itself. */
export interface Words {
  subject: string;
  text: string;
}

/**
 * What an alert says on a channel.
 * @param voice the channel's language, and the zone whose clock its people read
 */
export function alertWords(
  event: string,
  alert: ToldWhole,
  voice: { language: ChannelLanguage; timeZone: string },
): Words {
  const spoken = spokenIn(voice.language);
  if (event === "alert.resolved") return together(endOf(alert), [], spoken);
  const said = titleOf(alert);
  if (alert.resolvedAt)
    return together(
      overSince(alert.resolvedAt, said, voice),
      detailsOf(alert, spoken, voice.timeZone),
      spoken,
    );
  const late: Said = { en: "Nobody looks after it: ", fr: "Personne ne s’en occupe\u202f: " };
  const title = event === "alert.escalated" ? { en: late.en + said.en, fr: late.fr + said.fr } : said;
  return together(title, detailsOf(alert, spoken, voice.timeZone), spoken);
}

/** Of an alert that came and went before anybody could be told. */
function overSince(at: Date, said: Said, { timeZone }: { timeZone: string }): Said {
  return {
    en: `Over since ${moment(at, "en", timeZone)}: ${said.en}`,
    fr: `Terminé depuis ${moment(at, "fr", timeZone)}\u202f: ${said.fr}`,
  };
}

/** What a test of a channel says. */
export function testWords(language: ChannelLanguage): Words {
  const said: Said = { en: "This is a test of this channel.", fr: "Ceci est un essai de ce canal." };
  return {
    subject: "[Vigie] Test",
    text: spokenIn(language)
      .map((one) => said[one])
      .join("\n\n"),
  };
}

/** What is the matter, in one clause that begins with whom it is about. */
export function titleOf({ kind, monitor, evidence }: Told): Said {
  const { seen, expected, authors, subject } = evidence;
  if (subject) return wrongWith(kind, subject);
  const mentions = {
    en: counted(seen, "en", ["mention", "mentions"]),
    fr: counted(seen, "fr", ["mention", "mentions"]),
  };
  const by = {
    en: `by ${counted(authors, "en", ["author", "authors"])}`,
    fr: `de ${counted(authors, "fr", ["auteur", "auteurs"])}`,
  };
  switch (kind) {
    case "keyword":
      return {
        en: `${monitor}: ${mentions.en} with the words you watch, ${by.en}`,
        fr: `${monitor}\u202f: ${mentions.fr} avec les mots surveillés, ${by.fr}`,
      };
    case "author-followers":
      return {
        en: `${monitor}: ${mentions.en} ${by.en} with many followers`,
        fr: `${monitor}\u202f: ${mentions.fr} ${by.fr} très suivis`,
      };
    case "volume-spike":
      return {
        en: `${monitor}: ${mentions.en} (${amount(expected, "en")} expected) ${by.en}`,
        fr: `${monitor}\u202f: ${mentions.fr} (${amount(expected, "fr")} attendues) ${by.fr}`,
      };
  }
  return {
    en: `${monitor}: ${counted(seen, "en", ["likely negative mention", "likely negative mentions"])} (${amount(expected, "en")} expected) ${by.en}`,
    fr: `${monitor}\u202f: ${counted(seen, "fr", ["mention probablement négative", "mentions probablement négatives"])} (${amount(expected, "fr")} attendues) ${by.fr}`,
  };
}

function together(title: Said, details: readonly string[], spoken: readonly Language[]): Words {
  const titles = spoken.map((language) => title[language]);
  return {
    subject: `[Vigie] ${titles.join(" / ")}`,
    text: [...titles.map((one) => `${one}.`), ...details].join("\n\n"),
  };
}

function endOf({ monitor, evidence: { subject } }: Told): Said {
  if (subject) return { en: `${subject.name}: well again`, fr: `${subject.name}\u202f: de nouveau en ordre` };
  return { en: `${monitor}: back to normal`, fr: `${monitor}\u202f: retour à la normale` };
}

function wrongWith(kind: string, { name, network }: Subject): Said {
  switch (kind) {
    case "approval-due":
      return {
        en: `“${name}” leaves soon and is not approved`,
        fr: `«\u202f${name}\u202f» part bientôt et n’est pas validé`,
      };
    case "publication-failed":
      return { en: `“${name}” failed on ${network}`, fr: `«\u202f${name}\u202f» a échoué sur ${network}` };
    case "profile-reconnect":
      return {
        en: `the profile ${name} (${network}) must be connected again`,
        fr: `le profil ${name} (${network}) doit être reconnecté`,
      };
  }
  return {
    en: `the source ${name} (${network}) fails or is silent`,
    fr: `la source ${name} (${network}) est en panne ou muette`,
  };
}

function detailsOf({ evidence }: ToldWhole, spoken: readonly Language[], timeZone: string): string[] {
  const { terms, sources, topMentions, subject, since } = evidence;
  const words = terms
    .map(({ term }) => term)
    .slice(0, 5)
    .join(", ");
  const counts = sources.map(({ network, count }) => `${network} ${count}`).join(", ");
  const labelled = (label: Said, values: Said) =>
    spoken.map((language) => `${label[language]}${values[language]}`).join("\n");
  const began = new Date(subject?.leavesAt ?? since);
  return [
    labelled(subject?.leavesAt ? { en: "Leaves ", fr: "Départ\u202f: " } : { en: "Since ", fr: "Depuis " }, {
      en: `${moment(began, "en", timeZone)} (${timeZone})`,
      fr: `${moment(began, "fr", timeZone)} (${timeZone})`,
    }),
    ...(subject?.detail ? [`> ${subject.detail.slice(0, 500)}`] : []),
    ...(words ? [labelled({ en: "Terms: ", fr: "Termes\u202f: " }, { en: words, fr: words })] : []),
    ...(subject ? [] : [labelled({ en: "Sources: ", fr: "Sources\u202f: " }, { en: counts, fr: counts })]),
    ...topMentions
      .slice(0, 3)
      .map(
        ({ text, author, url }) =>
          `> ${text.replace(/\s+/g, " ").slice(0, 200)}${author ? ` — @${author}` : ""}${url ? ` ${url}` : ""}`,
      ),
  ];
}
