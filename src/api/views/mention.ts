import { z } from "zod";
import { ReviewState, Triage } from "../../generated/prisma/enums.ts";
import type { FoundMention } from "../../listening/find-mentions.ts";
import type { Transformer } from "../../listening/transformer.ts";
import type { Language } from "../../messages.ts";
import { Instant, iso } from "../schemas.ts";
import { PublicationView, StateName, viewFailure } from "./publication.ts";

export const Label = z.enum(["negative", "neutral", "positive"]);
const Words = z.array(z.object({ word: z.string(), weight: z.number() }));

export const MentionView = z.object({
  id: z.string(),
  network: z.string(),
  remoteId: z.string(),
  url: z.string().nullable(),
  /** Host of the address. */
  site: z.string().nullable(),
  text: z.string(),
  /** ISO 639-1, or `und`. */
  language: z.string(),
  /** Label and score are null in a language that Vigie does not score. */
  sentiment: z.object({
    label: Label.nullable(),
    score: z.number().nullable(),
    words: Words,
    /** Who made label and score: `vigie`, or a model of the operator's with the mark of its weights. */
    scorer: z.string(),
    /** A person's word on the label; `scored` is what Vigie had said. */
    judgement: z.object({ label: Label, scored: Label.nullable(), by: z.string(), at: Instant }).nullable(),
  }),
  author: z
    .object({ handle: z.string(), name: z.string().nullable(), followers: z.int().nullable() })
    .nullable(),
  publishedAt: Instant,
  collectedAt: Instant,
  monitors: z.array(z.string()),
  engagement: z.object({ likes: z.int(), shares: z.int(), replies: z.int() }),
  /** The same for copies of one text. */
  story: z.string(),
  triage: z.enum(Triage),
  assignee: z.string().nullable(),
  laterUntil: Instant.nullable(),
  /** What was answered from here, oldest first, with how far it has come. */
  answers: z.array(
    z.object({
      post: z.string(),
      publication: z.string(),
      profile: z.string(),
      text: z.string(),
      by: z.string(),
      review: z.enum(ReviewState),
      state: StateName,
      scheduledAt: Instant.nullable(),
      publishedAt: Instant.nullable(),
      url: z.string().nullable(),
      error: PublicationView.shape.error,
    }),
  ),
});

/** Which words made a score. */
export const MentionWords = z.object({
  scorer: z.string(),
  /** In the order of the text; null: the model that made the score is not here to be asked, or does not answer. */
  words: Words.nullable(),
});

/** Of Vigie's own scorer the words are stored; a transformer is asked. */
export async function viewWords(
  { text, words, scorer }: FoundMention,
  transformer: Transformer | null,
): Promise<z.infer<typeof MentionWords>> {
  if (scorer === null) return { scorer: "vigie", words: Words.parse(words) };
  const found = await transformer?.words(text);
  return { scorer, words: found?.scorer === scorer ? found.words : null };
}

export function viewMention(mention: FoundMention, language: Language): z.infer<typeof MentionView> {
  const { authorHandle, likes, shares, replies } = mention;
  const [judgement] = mention.judgements;
  return {
    id: mention.id,
    network: mention.network,
    remoteId: mention.remoteId,
    url: mention.url,
    site: mention.site,
    text: mention.text,
    language: mention.language,
    sentiment: {
      label: mention.label,
      score: mention.score,
      words: Words.parse(mention.words),
      scorer: mention.scorer ?? "vigie",
      judgement: judgement
        ? { label: judgement.label, scored: judgement.scored, by: judgement.by, at: iso(judgement.at) }
        : null,
    },
    author:
      authorHandle === null
        ? null
        : { handle: authorHandle, name: mention.authorName, followers: mention.authorFollowers },
    publishedAt: iso(mention.publishedAt),
    collectedAt: iso(mention.collectedAt),
    monitors: mention.monitors.map(({ monitorId }) => monitorId),
    engagement: { likes, shares, replies },
    story: mention.story,
    triage: mention.triage,
    assignee: mention.assignee,
    laterUntil: iso(mention.laterUntil),
    answers: mention.answers.flatMap(({ id, text, review, createdBy, publications }) =>
      publications.map((publication) => ({
        post: id,
        publication: publication.id,
        profile: publication.profileId,
        text,
        by: createdBy,
        review,
        state: publication.state,
        scheduledAt: iso(publication.scheduledAt),
        publishedAt: iso(publication.publishedAt),
        url: publication.remoteUrl,
        error: viewFailure(publication, language),
      })),
    ),
  };
}
