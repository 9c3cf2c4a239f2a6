import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Platform } from "../platform/platform.ts";
import { detectLanguage } from "../sentiment/language.ts";
import { scoreText } from "../sentiment/score.ts";
import { type NormalisedMention, normalise } from "./mention.ts";
import { type Listening, matching } from "./monitors.ts";
import type { RawMention } from "./source.ts";
import * as changes from "./store-changes.ts";
import * as store from "./store-mentions.ts";
import { withStories } from "./store-stories.ts";
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
  const read = await readBatch(listening, batch, ctx.clock());
  await followEdits(ctx.db, listening, batch, read);
  return storeRead(ctx.db, batch.workspaceId, read, alongside);
}

/** What its author changed since it was stored is put right, in a transaction of its own as deletions are. */
async function followEdits(
  db: Platform["db"],
  listening: Listening,
  { workspaceId, sourceId }: Batch,
  { at, shown }: ReadBatch,
): Promise<void> {
  const changed = await changes.changedMentions(db, workspaceId, sourceId, shown);
  if (changed.length === 0) return;
  const storedIds = new Map(changed.map(({ id, network, remoteId }) => [`${network} ${remoteId}`, id]));
  const revised = shown.flatMap((mention) => {
    const id = storedIds.get(`${mention.network} ${mention.remoteId}`);
    if (id === undefined) return [];
    const language = languageOf(mention.text, mention.language);
    const monitors = monitorsFor({ ...mention, language }, listening, sourceId);
    return [{ ...newMention(mention, language, sourceId, monitors), id }];
  });
  const withStory = await withStories(db, workspaceId, revised, at);
  const revisions = withStory.map((mention) => ({
    mention,
    everywhere: monitorsFor(mention, listening, null),
  }));
  await changes.reviseMentions(db, workspaceId, revisions, at);
}

/** A batch as it will be stored, and what of it will not be. */
export interface ReadBatch {
  at: Date;
  mentions: store.NewMention[];
  /** Those that may have been changed since they were stored, matched or not. */
  shown: (NormalisedMention & { editedAt: Date | "now" })[];
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
  const read: ReadBatch = { at: now, mentions: [], shown: [], unmatched: 0, rejected: [] };
  for (const [index, { network, raw }] of items.entries()) {
    if (index > 0 && index % readAtOnce === 0) await setImmediate();
    const normalised = normalise(raw, network, now);
    if (normalised.kind === "rejected") {
      read.rejected.push({ index, remoteId: raw.remoteId, reason: normalised.reason });
      continue;
    }
    const { mention } = normalised;
    const { editedAt } = mention;
    if (editedAt !== null) read.shown.push({ ...mention, editedAt });
    const language = languageOf(mention.text, mention.language);
    const monitors = monitorsFor({ ...mention, language }, listening, sourceId);
    if (monitors.length > 0) read.mentions.push(newMention(mention, language, sourceId, monitors));
    else read.unmatched += 1;
  }
  return read;
}

/** The other part of `ingest`. */
export async function storeRead(
  db: Platform["db"],
  workspaceId: string,
  { at, mentions, unmatched, rejected }: Omit<ReadBatch, "shown">,
  alongside: store.Alongside = async () => undefined,
): Promise<Ingested> {
  const grouped = await withStories(db, workspaceId, mentions, at);
  const stored = await store.storeMentions(db, workspaceId, grouped, at, alongside);
  return { stored, duplicate: mentions.length - stored, unmatched, rejected };
}

function monitorsFor(
  mention: Pick<store.NewMention, "text" | "language" | "network" | "author" | "url">,
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

function newMention(
  mention: NormalisedMention,
  language: string,
  sourceId: string | null,
  monitors: readonly string[],
): store.NewMention {
  const scored = scoreText(mention.text, language);
  return {
    id: randomUUID(),
    network: mention.network,
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
    sourceId,
    sourceRef: mention.sourceRef,
    editedAt: mention.editedAt instanceof Date ? mention.editedAt : null,
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
