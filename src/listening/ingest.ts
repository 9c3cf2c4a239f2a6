import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Platform } from "../platform/platform.ts";
import { detectLanguage } from "../sentiment/language.ts";
import { scoreText } from "../sentiment/score.ts";
import { type NormalisedMention, normalise } from "./mention.ts";
import { type Listening, matching } from "./monitors.ts";
import type { RawMention } from "./source.ts";
import * as store from "./store-mentions.ts";
import { fingerprint } from "./story.ts";

/** What became of a batch. */
export interface Ingested {
  stored: number;
  /** Already there, by network and remote id. */
  duplicate: number;
  /** No monitor asked for it. */
  unmatched: number;
  /** Could not be read; `index` is the place in the batch. */
  rejected: { index: number; remoteId: string; reason: string }[];
}

export interface Batch {
  workspaceId: string;
  /** Null: a file. */
  sourceId: string | null;
  items: readonly { network: string; raw: RawMention }[];
}

/**
 * From raw texts to stored, scored, counted mentions. Storing is one transaction, into which `alongside` writes what
 * must move with it (a source's cursor). The same batch twice stores each mention once.
 */
export async function ingest(
  ctx: Pick<Platform, "db" | "clock">,
  listening: Listening,
  batch: Batch,
  alongside: store.Alongside = async () => undefined,
): Promise<Ingested> {
  return storeRead(ctx.db, batch.workspaceId, await readBatch(listening, batch, ctx.clock()), alongside);
}

/** A batch as it will be stored, and what of it will not be. */
export interface ReadBatch {
  at: Date;
  mentions: store.NewMention[];
  unmatched: number;
  rejected: Ingested["rejected"];
}

/** So many texts are read before others may use the processor again: a post that is due does not wait for an import. */
const readAtOnce = 100;

/** The part of `ingest` that needs no database: a long import reads one batch while it stores the one before. */
export async function readBatch(
  listening: Listening,
  { sourceId, items }: Pick<Batch, "sourceId" | "items">,
  now: Date,
): Promise<ReadBatch> {
  const read: ReadBatch = { at: now, mentions: [], unmatched: 0, rejected: [] };
  for (const [index, { network, raw }] of items.entries()) {
    if (index > 0 && index % readAtOnce === 0) await setImmediate();
    const normalised = normalise(raw, network, now);
    if (normalised.kind === "rejected") {
      read.rejected.push({ index, remoteId: raw.remoteId, reason: normalised.reason });
      continue;
    }
    const mention = mentionFrom(normalised.mention, network, listening, sourceId);
    if (mention) read.mentions.push(mention);
    else read.unmatched += 1;
  }
  return read;
}

/** The other part of `ingest`. */
export async function storeRead(
  db: Platform["db"],
  workspaceId: string,
  { at, mentions, unmatched, rejected }: ReadBatch,
  alongside: store.Alongside = async () => undefined,
): Promise<Ingested> {
  const stored = await store.storeMentions(db, workspaceId, mentions, at, alongside);
  return { stored, duplicate: mentions.length - stored, unmatched, rejected };
}

/** Null: no monitor asked for it. */
function mentionFrom(
  mention: NormalisedMention,
  network: string,
  listening: Listening,
  sourceId: string | null,
): store.NewMention | null {
  const language = languageOf(mention.text, mention.language);
  const monitors = matching(listening, sourceId, {
    text: mention.text,
    language,
    network,
    authorHandle: mention.author?.handle ?? null,
    url: mention.url,
  });
  if (monitors.length === 0) return null;
  const scored = scoreText(mention.text, language);
  return {
    id: randomUUID(),
    network,
    remoteId: mention.remoteId,
    url: mention.url,
    text: mention.text,
    language,
    label: scored?.label ?? null,
    score: scored?.score ?? null,
    words: scored?.words ?? [],
    author: mention.author,
    engagement: mention.engagement,
    story: fingerprint(mention.text),
    publishedAt: mention.publishedAt,
    monitors,
  };
}

/** What Vigie reads itself; what the network says counts where Vigie cannot tell (a text too short, say). */
function languageOf(text: string, hint: string | null): string {
  const detected = detectLanguage(text);
  if (detected !== "und") return detected;
  const code = hint?.toLowerCase().split(/[-_]/)[0] ?? "";
  return /^[a-z]{2}$/.test(code) ? code : "und";
}
