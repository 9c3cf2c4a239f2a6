import { setImmediate } from "node:timers/promises";
import { detectLanguage } from "../sentiment/language.ts";
import { scoreText } from "../sentiment/score.ts";
import { type NormalisedMention, normalise } from "./mention.ts";
import { mentionId } from "./mention-id.ts";
import { type Listening, matching } from "./monitors.ts";
import { nextRefresh } from "./refresh-steps.ts";
import type { RawMention } from "./source.ts";
import type { NewMention } from "./store-mentions.ts";
import { fingerprint } from "./story.ts";

export interface ReadItems {
  /** Null: a file. */
  sourceId: string | null;
  items: readonly { network: string; raw: RawMention }[];
  /** Whether their source can be asked later how much notice they got. */
  refreshes?: boolean;
}

/** A batch as it will be stored, and what of it will not be. */
export interface ReadBatch {
  at: Date;
  mentions: NewMention[];
  /** Those that may have been changed since they were stored, matched or not. */
  shown: (NormalisedMention & { editedAt: Date | "now" })[];
  unmatched: number;
  /** Told once more in the same batch, as they read earlier. */
  repeated: number;
  /** Could not be read; `index` is the place in the batch. */
  rejected: NotRead[];
}

/** An item that is set aside; `index` is its place in the batch. */
export interface NotRead {
  index: number;
  remoteId: string;
  reason: string;
  /** What went wrong inside Vigie, where nothing is wrong with the item. */
  fault?: unknown;
}

/** So many texts are read before others may use the processor again: a post that is due does not wait for an import. */
const readAtOnce = 100;

/**
 * What the texts say: cleaned, in which language, for which monitors, in what tone. Needs no database, so that a long
 * import reads in other threads while it stores.
 */
export async function readBatch(
  listening: Listening,
  { sourceId, items, refreshes = false }: ReadItems,
  now: Date,
): Promise<ReadBatch> {
  const read: ReadBatch = { at: now, mentions: [], shown: [], unmatched: 0, repeated: 0, rejected: [] };
  const newest = new Map<string, { index: number; mention: NormalisedMention }>();
  /** One text that brings Vigie itself to fall must not take the others, and its source, with it. */
  const safely = (index: number, remoteId: string, readOne: () => void) => {
    try {
      readOne();
    } catch (fault) {
      read.rejected.push({ index, remoteId, reason: `Vigie failed to read it: ${String(fault)}`, fault });
    }
  };
  for (const [index, { network, raw }] of items.entries()) {
    if (index > 0 && index % readAtOnce === 0) await setImmediate();
    safely(index, raw.remoteId, () => {
      const normalised = normalise(raw, network, now);
      if (normalised.kind === "rejected") {
        read.rejected.push({ index, remoteId: raw.remoteId, reason: normalised.reason });
        return;
      }
      const { mention } = normalised;
      const name = `${mention.network} ${mention.remoteId}`;
      const before = newest.get(name)?.mention;
      if (before) read.repeated += 1;
      newest.set(name, { index, mention: before ? newerOf(before, mention) : mention });
    });
  }
  for (const [place, { index, mention }] of [...newest.values()].entries()) {
    if (place > 0 && place % readAtOnce === 0) await setImmediate();
    safely(index, mention.remoteId, () => {
      const { editedAt } = mention;
      const language = languageOf(mention.text, mention.language);
      const monitors = monitorsFor({ ...mention, language }, listening, sourceId);
      if (monitors.length > 0) {
        const refreshAt = refreshes ? nextRefresh(now, now) : null;
        const scored = newMention(mention, { language, sourceId, monitors }, listening);
        read.mentions.push({ ...scored, refreshAt });
      } else read.unmatched += 1;
      // Last: what cannot be read is no change to follow either.
      if (editedAt !== null) read.shown.push({ ...mention, editedAt });
    });
  }
  return read;
}

/**
 * Of one text told twice in a batch (written and changed at once, or an id that a feed gives to two entries), the one that
 * was changed last; where that is not known, the same one whatever their order, so that they do not take turns.
 */
function newerOf(a: NormalisedMention, b: NormalisedMention): NormalisedMention {
  const since = ({ editedAt, publishedAt }: NormalisedMention) =>
    (editedAt instanceof Date ? editedAt : publishedAt).getTime();
  const difference = since(a) - since(b);
  if (difference !== 0) return difference > 0 ? a : b;
  return a.text >= b.text ? a : b;
}

export function monitorsFor(
  mention: Pick<NewMention, "text" | "language" | "network" | "author" | "url">,
  listening: Listening,
  sourceId: string | null,
): string[] {
  const { text, language, network, author, url } = mention;
  return matching(listening, sourceId, {
    text,
    language,
    network,
    authorHandle: author?.handle ?? null,
    url,
  });
}

export function newMention(
  mention: NormalisedMention,
  { language, sourceId, monitors }: Pick<NewMention, "language" | "sourceId" | "monitors">,
  { scoring }: Pick<Listening, "scoring">,
): NewMention {
  const scored = scoreText(mention.text, language, scoring(language));
  return {
    id: mentionId(mention.publishedAt),
    network: mention.network,
    remoteId: mention.remoteId,
    url: mention.url,
    text: mention.text,
    language,
    label: scored?.label ?? null,
    score: scored?.score ?? null,
    words: scored?.words ?? [],
    scorer: null,
    author: mention.author,
    engagement: mention.engagement,
    story: fingerprint(mention.text),
    sourceId,
    sourceRef: mention.sourceRef,
    editedAt: mention.editedAt instanceof Date ? mention.editedAt : null,
    publishedAt: mention.publishedAt,
    refreshAt: null,
    monitors,
  };
}

/** What Vigie reads itself; what the network says counts where Vigie cannot tell (a text too short, say). */
export function languageOf(text: string, hint: string | null): string {
  const detected = detectLanguage(text);
  if (detected !== "und") return detected;
  const code = hint?.toLowerCase().split(/[-_]/)[0] ?? "";
  return /^[a-z]{2}$/.test(code) ? code : "und";
}
