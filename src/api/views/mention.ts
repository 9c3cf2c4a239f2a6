import { z } from "zod";
import { Triage } from "../../generated/prisma/enums.ts";
import type { FoundMention } from "../../listening/find-mentions.ts";
import { Instant, iso } from "../schemas.ts";

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
});

export function viewMention(mention: FoundMention): z.infer<typeof MentionView> {
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
  };
}
