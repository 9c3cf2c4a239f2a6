import type { Database } from "../platform/database.ts";
import type { Label } from "../sentiment/label.ts";
import { hasOwnWords } from "../sentiment/score.ts";
import type { Listening } from "./monitors.ts";
import type { NewMention } from "./store-mentions.ts";
import type { Hurry, Transformer } from "./transformer.ts";

/** A text with what Vigie's own scorer said of it. */
export interface Read {
  text: string;
  language: string;
  label: Label | null;
  score: number | null;
  words: readonly { word: string; weight: number }[];
  /** Null: Vigie's own. */
  scorer: string | null;
}

/**
 * What the operator's transformer makes of texts, in their order: its opinion in place of Vigie's own where it has one. A
 * workspace's own words win: a text that holds one of them is read by Vigie's own scorer, which knows them.
 * @returns undefined for a text that the transformer should have read and could not
 */
export async function readAgain<T extends Read>(
  transformer: Transformer,
  { scoring }: Pick<Listening, "scoring">,
  texts: readonly T[],
  hurry: Hurry,
): Promise<(T | undefined)[]> {
  const asked = texts.filter(
    ({ text, language }) =>
      transformer.serves(language) && !hasOwnWords(text, language, scoring(language).overrides),
  );
  const opinions = await transformer.read(
    asked.map(({ text }) => text),
    hurry,
  );
  const opinionOf = new Map(asked.map((one, i) => [one, opinions[i] ?? null]));
  return texts.map((one) => {
    const opinion = opinionOf.get(one);
    if (opinion === undefined) return one;
    // Which words it was is only found where somebody asks: that costs a reading for each of them.
    return opinion ? { ...one, ...opinion, words: [] } : undefined;
  });
}

/** The same for mentions about to be stored; those that are there already keep what they have, and cost nothing. */
export async function readNewAgain(
  ctx: { db: Database; transformer: Transformer | null },
  workspaceId: string,
  listening: Pick<Listening, "scoring">,
  mentions: readonly NewMention[],
  hurry: Hurry,
): Promise<readonly NewMention[]> {
  if (!ctx.transformer || mentions.length === 0) return mentions;
  const stored = await storedOf(ctx.db, workspaceId, mentions);
  const fresh = mentions.filter(({ network, remoteId }) => !stored.has(`${network} ${remoteId}`));
  const read = await readAgain(ctx.transformer, listening, fresh, hurry);
  const readOf = new Map(fresh.map((mention, i) => [mention, read[i] ?? mention]));
  return mentions.map((mention) => readOf.get(mention) ?? mention);
}

async function storedOf(
  db: Database,
  workspaceId: string,
  mentions: readonly NewMention[],
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ network: string; remoteId: string }[]>`
    select m.network, m.remote_id as "remoteId"
    from unnest(${mentions.map(({ network }) => network)}::text[], ${mentions.map(({ remoteId }) => remoteId)}::text[])
      as x(network, remote_id)
    join mention m on m.workspace_id = ${workspaceId}::uuid and m.network = x.network and m.remote_id = x.remote_id`;
  return new Set(rows.map(({ network, remoteId }) => `${network} ${remoteId}`));
}
