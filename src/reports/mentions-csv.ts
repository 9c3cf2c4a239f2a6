import { findMentions } from "../listening/find-mentions.ts";
import type { MentionFilter } from "../listening/mention-conditions.ts";
import type { Language } from "../messages.ts";
import type { Database } from "../platform/database.ts";
import { byteOrderMark, type Cell, csvRow } from "./csv.ts";
import { localTime } from "./local-clock.ts";

const columns: Record<Language, readonly string[]> = {
  en: [
    "Published",
    "Local time",
    "Time zone",
    "Network",
    "Author",
    "Name",
    "Followers",
    "Text",
    "Language",
    "Sentiment",
    "Score",
    "Sentiment by",
    "Likes",
    "Shares",
    "Replies",
    "Address",
    "Monitors",
    "State",
    "Answers sent",
    "Story",
    "Id",
  ],
  fr: [
    "Publiée le",
    "Heure locale",
    "Fuseau horaire",
    "Réseau",
    "Auteur",
    "Nom",
    "Abonnés",
    "Texte",
    "Langue",
    "Tonalité",
    "Score",
    "Tonalité selon",
    "J’aime",
    "Partages",
    "Réponses",
    "Adresse",
    "Veilles",
    "État",
    "Réponses envoyées",
    "Groupe de reprises",
    "Identifiant",
  ],
};
const labelWords = {
  en: { negative: "negative", neutral: "neutral", positive: "positive" },
  fr: { negative: "négative", neutral: "neutre", positive: "positive" },
} as const;
const triageWords = {
  en: { new: "to handle", done: "done", hidden: "hidden" },
  fr: { new: "à traiter", done: "traitée", hidden: "masquée" },
} as const;

const atOnce = 500;

/** A list of mentions as it is asked for, newest first. Written page by page: any number needs no more memory than one. */
export async function* mentionsCsv(
  db: Database,
  workspaceId: string,
  filter: MentionFilter,
  { language, timeZone }: { language: Language; timeZone: string },
): AsyncGenerator<string> {
  const row = (cells: readonly Cell[]) => csvRow(cells, language);
  yield byteOrderMark + row(columns[language]);
  const monitors = await db.monitor.findMany({ where: { workspaceId }, select: { id: true, name: true } });
  const nameOf = new Map(monitors.map(({ id, name }) => [id, name]));
  for (let after = null; ; ) {
    const page = await findMentions(db, workspaceId, filter, { after, order: "desc", limit: atOnce });
    yield page.mentions
      .map((mention) =>
        row([
          mention.publishedAt.toISOString(),
          localTime(mention.publishedAt, timeZone),
          timeZone,
          mention.network,
          mention.authorHandle,
          mention.authorName,
          mention.authorFollowers,
          mention.text,
          mention.language,
          mention.label && labelWords[language][mention.label],
          mention.score,
          mention.judgements[0]?.by ?? mention.scorer ?? "vigie",
          mention.likes,
          mention.shares,
          mention.replies,
          mention.url,
          mention.monitors.flatMap(({ monitorId }) => nameOf.get(monitorId) ?? []).join(" | "),
          triageWords[language][mention.triage],
          mention.answers.filter(({ publications }) => publications.some(({ publishedAt }) => publishedAt))
            .length,
          mention.story,
          mention.id,
        ]),
      )
      .join("");
    if (page.next === null) return;
    after = page.next;
  }
}
