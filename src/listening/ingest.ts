import type { Platform } from "../platform/platform.ts";
import { dataRefusedFor } from "../platform/refused-data.ts";
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
 * must move with it (a source's cursor). The same batch twice stores each mention once. An item that the database
 * refuses is set aside, and the others are stored without it.
 */
export async function ingest(
  ctx: IngestNeeds,
  listening: Listening,
  batch: Batch,
  alongside: store.Alongside = async () => undefined,
): Promise<Ingested> {
  try {
    const read = await readBatch(listening, batch, ctx.clock());
    await followEdits(ctx, listening, batch, read);
    return await storeRead(
      ctx,
      listening,
      { workspaceId: batch.workspaceId, read, hurry: "live" },
      alongside,
    );
  } catch (error) {
    const refusal = dataRefusedFor(error);
    if (refusal === null || batch.items.length === 0) throw error;
    const parts = await ingestApart(ctx, listening, batch, refusal);
    // What went in by parts is there: whatever happens before the cursor moves, nothing is lost, and nothing doubled.
    await store.storeMentions(ctx.db, batch.workspaceId, [], ctx.clock(), alongside);
    return parts;
  }
}

/** By halves, down to the items that the database refuses. */
async function ingestApart(
  ctx: IngestNeeds,
  listening: Listening,
  batch: Batch,
  refusal: string,
): Promise<Ingested> {
  const { items } = batch;
  const [only, ...others] = items;
  if (only && others.length === 0) {
    const reason = `the database does not take it: ${refusal}`;
    const rejected = [{ index: 0, remoteId: only.raw.remoteId, reason }];
    return { stored: 0, looks: [], duplicate: 0, unmatched: 0, rejected };
  }
  const middle = Math.ceil(items.length / 2);
  const first = await ingest(ctx, listening, { ...batch, items: items.slice(0, middle) });
  const second = await ingest(ctx, listening, { ...batch, items: items.slice(middle) });
  return {
    stored: first.stored + second.stored,
    looks: [...first.looks, ...second.looks],
    duplicate: first.duplicate + second.duplicate,
    unmatched: first.unmatched + second.unmatched,
    rejected: [
      ...first.rejected,
      ...second.rejected.map((item) => ({ ...item, index: item.index + middle })),
    ],
  };
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
