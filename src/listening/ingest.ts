import type { Platform } from "../platform/platform.ts";
import type { Listening } from "./monitors.ts";
import { languageOf, monitorsFor, newMention, type ReadBatch, type ReadItems, readBatch } from "./read.ts";
import { readAgain } from "./second-reading.ts";
import * as changes from "./store-changes.ts";
import * as store from "./store-mentions.ts";
import { withStories } from "./store-stories.ts";
import type { Hurry, Transformer } from "./transformer.ts";

/** What became of a batch. */
export interface Ingested extends store.Stored {
  /** Already there, by network and remote id. */
  duplicate: number;
  /** No monitor asked for it. */
  unmatched: number;
  /** Could not be read; `index` is the place in the batch. */
  rejected: ReadBatch["rejected"];
}

export interface Batch extends ReadItems {
  workspaceId: string;
}

export type IngestNeeds = Pick<Platform, "db" | "clock"> & {
  /** Null: Vigie's own scorer reads everything. */
  transformer: Transformer | null;
};

/**
 * From raw texts to stored, scored, counted mentions. Storing is one transaction, into which `alongside` writes what
 * must move with it (a source's cursor). The same batch twice stores each mention once.
 */
export async function ingest(
  ctx: IngestNeeds,
  listening: Listening,
  batch: Batch,
  alongside: store.Alongside = async () => undefined,
): Promise<Ingested> {
  const read = await readBatch(listening, batch, ctx.clock());
  await followEdits(ctx, listening, batch, read);
  return storeRead(ctx, listening, { workspaceId: batch.workspaceId, read, hurry: "live" }, alongside);
}

/** What its author changed since it was stored is put right, in a transaction of its own as deletions are. */
async function followEdits(
  { db, transformer }: IngestNeeds,
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
    return [{ ...newMention(mention, { language, sourceId, monitors }, listening), id }];
  });
  const again = transformer ? await readAgain(transformer, listening, revised, "live") : [];
  const scored = revised.map((mention, i) => again[i] ?? mention);
  const withStory = await withStories(db, workspaceId, scored, at);
  const revisions = withStory.map((mention) => ({
    mention,
    everywhere: monitorsFor(mention, listening, null),
  }));
  await changes.reviseMentions(db, workspaceId, revisions, at);
}

/** The part of `ingest` that needs the database and the transformer, after `readBatch`. */
export async function storeRead(
  ctx: Omit<IngestNeeds, "clock">,
  listening: Pick<Listening, "scoring">,
  { workspaceId, read, hurry }: { workspaceId: string; read: Omit<ReadBatch, "shown">; hurry: Hurry },
  alongside: store.Alongside = async () => undefined,
): Promise<Ingested> {
  const { db, transformer } = ctx;
  const { at, mentions, repeated, unmatched, rejected } = read;
  // What is there already keeps its sentiment and its story, and costs neither; it may be new to a monitor.
  const there = await store.namesStored(db, workspaceId, mentions);
  const isThere = ({ network, remoteId }: store.NewMention) => there.has(`${network} ${remoteId}`);
  const fresh = mentions.filter((mention) => !isThere(mention));
  const again = transformer ? await readAgain(transformer, listening, fresh, hurry) : [];
  const scored = fresh.map((mention, i) => again[i] ?? mention);
  const grouped = await withStories(db, workspaceId, scored, at);
  const done = await store.storeMentions(
    db,
    workspaceId,
    [...grouped, ...mentions.filter(isThere)],
    at,
    alongside,
  );
  return { ...done, duplicate: mentions.length - done.stored + repeated, unmatched, rejected };
}
