import type { Evidence, Subject } from "./alert.ts";

interface Told {
  kind: string;
  /** Null where the rule watches no monitor. */
  monitor: string | null;
  evidence: Evidence;
  resolvedAt: Date | null;
}
interface Words {
  subject: string;
  text: string;
}
/** One sentence in each language. */
interface Said {
  en: string;
  fr: string;
}

/** What an alert says on a channel: English, then French, since whoever is on duty may read either. */
export function alertWords(event: string, alert: Told): Words {
  if (event === "alert.resolved") return together(endOf(alert), []);
  const said = beginningOf(alert);
  const late: Said = { en: "Nobody looks after it: ", fr: "Personne ne s’en occupe\u202f: " };
  const title = event === "alert.escalated" ? { en: late.en + said.en, fr: late.fr + said.fr } : said;
  return together(title, detailsOf(alert));
}

function together(title: Said, details: readonly string[]): Words {
  return {
    subject: `[Vigie] ${title.en} / ${title.fr}`,
    text: [`${title.en}.`, `${title.fr}.`, ...details].join("\n\n"),
  };
}

function endOf({ monitor, evidence: { subject } }: Told): Said {
  if (subject) return { en: `${subject.name}: well again`, fr: `${subject.name}\u202f: de nouveau en ordre` };
  return { en: `${monitor}: back to normal`, fr: `${monitor}\u202f: retour à la normale` };
}

function beginningOf({ kind, monitor, evidence }: Told): Said {
  const { seen, expected, authors, subject } = evidence;
  if (subject) return wrongWith(kind, subject);
  switch (kind) {
    case "keyword":
      return {
        en: `${monitor}: ${seen} mentions with the words you watch, by ${authors} authors`,
        fr: `${monitor}\u202f: ${seen} mentions avec les mots surveillés, de ${authors} auteurs`,
      };
    case "author-followers":
      return {
        en: `${monitor}: ${seen} mentions by widely followed authors (${authors})`,
        fr: `${monitor}\u202f: ${seen} mentions d’auteurs très suivis (${authors})`,
      };
    case "volume-spike":
      return {
        en: `${monitor}: ${seen} mentions (${expected} expected) by ${authors} authors`,
        fr: `${monitor}\u202f: ${seen} mentions (${expected} attendues) de ${authors} auteurs`,
      };
  }
  return {
    en: `${monitor}: ${seen} likely negative mentions (${expected} expected) by ${authors} authors`,
    fr: `${monitor}\u202f: ${seen} mentions sans doute négatives (${expected} attendues) de ${authors} auteurs`,
  };
}

function wrongWith(kind: string, { name, network }: Subject): Said {
  switch (kind) {
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

function detailsOf({ evidence }: Told): string[] {
  const { terms, sources, topMentions, subject, since } = evidence;
  const words = terms
    .map(({ term }) => term)
    .slice(0, 5)
    .join(", ");
  const counts = sources.map(({ network, count }) => `${network} ${count}`).join(", ");
  return [
    `Since / Depuis\u202f: ${since}`,
    ...(subject?.detail ? [`> ${subject.detail.slice(0, 500)}`] : []),
    ...(words ? [`Terms / Termes\u202f: ${words}`] : []),
    ...(subject ? [] : [`Sources\u202f: ${counts}`]),
    ...topMentions
      .slice(0, 3)
      .map(
        ({ text, author, url }) =>
          `> ${text.replace(/\s+/g, " ").slice(0, 200)}${author ? ` — @${author}` : ""}${url ? ` ${url}` : ""}`,
      ),
  ];
}
