import type { Platform } from "../platform/platform.ts";
import type { Listening } from "./monitors.ts";
import { languageOf, monitorsFor, newMention, type ReadBatch, type ReadItems, readBatch } from "./read.ts";
import * as changes from "./store-changes.ts";
import * as store from "./store-mentions.ts";
import { withStories } from "./store-stories.ts";

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
    return [{ ...newMention(mention, { language, sourceId, monitors }, listening), id }];
  });
  const withStory = await withStories(db, workspaceId, revised, at);
  const revisions = withStory.map((mention) => ({
    mention,
    everywhere: monitorsFor(mention, listening, null),
  }));
  await changes.reviseMentions(db, workspaceId, revisions, at);
}

/** The part of `ingest` that needs the database, after `readBatch`. */
export async function storeRead(
  db: Platform["db"],
  workspaceId: string,
  { at, mentions, unmatched, rejected }: Omit<ReadBatch, "shown">,
  alongside: store.Alongside = async () => undefined,
): Promise<Ingested> {
  const grouped = await withStories(db, workspaceId, mentions, at);
  const done = await store.storeMentions(db, workspaceId, grouped, at, alongside);
  return { ...done, duplicate: mentions.length - done.stored, unmatched, rejected };
}
