import { Prisma } from "../generated/prisma/client.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { againAfterDeadlock } from "../platform/deadlock.ts";
import type { Platform } from "../platform/platform.ts";
import type { Secrets } from "../platform/secrets.ts";
import { isAuthor } from "../reputation/author.ts";
import type { FoundMention } from "./find-mentions.ts";
import { findMentions } from "./find-mentions.ts";
import type { AuthorIds } from "./source.ts";
import { removeLocked } from "./store-changes.ts";

/** Somebody who wrote mentions, as their network calls them. */
export interface Author {
  network: string;
  /** In any case, with or without `@`. */
  handle: string;
}

/** What is left of an erasure: that there was one. */
export interface Erasure {
  id: string;
  network: string;
  by: string;
  at: Date;
  mentions: number;
  alerts: number;
}

const atOnce = 500;

/**
 * Removes all that is kept of an author in a workspace: mentions with what was said of them, their part in every
 * count, in the hashes of who spoke, in the memory of stories and in the evidence of alerts. First it is written down
 * that this author is not to be stored again, under a key from which nobody reads who it was.
 * @param by who asked for it
 */
export async function eraseAuthor(
  ctx: Pick<Platform, "db" | "clock" | "secrets"> & AuthorNetworks,
  workspaceId: string,
  author: Author,
  by: string,
): Promise<Erasure> {
  const network = author.network.toLowerCase();
  const [first, ...others] = await namesOf(ctx, workspaceId, author);
  const erasure = await eraseName(ctx, workspaceId, { network, handle: first }, by);
  for (const handle of others) {
    const { mentions, alerts } = await eraseName(ctx, workspaceId, { network, handle }, by);
    erasure.mentions += mentions;
    erasure.alerts += alerts;
  }
  return erasure;
}

/** The networks, of which some call an author by several names. */
export interface AuthorNetworks {
  networks: ReadonlyMap<string, { authorIds: AuthorIds | null }>;
}

/** The name that was asked for, and all others under which the same author's mentions are stored. */
export async function namesOf(
  { db, networks }: Pick<Platform, "db"> & AuthorNetworks,
  workspaceId: string,
  author: Author,
): Promise<[string, ...string[]]> {
  const network = author.network.toLowerCase();
  const handle = author.handle.normalize("NFC").replace(/^@/, "");
  const authorIds = networks.get(network)?.authorIds;
  if (!authorIds) return [handle];
  const texts = await db.$queryRaw<{ remoteId: string }[]>`
    select remote_id as "remoteId" from mention where workspace_id = ${workspaceId}::uuid
      and network = ${network} and ${isAuthor(Prisma.sql`author_handle`, handle)}`;
  const ids = new Set(texts.flatMap(({ remoteId }) => authorIds.idIn(remoteId) ?? []));
  const names = new Set(ids);
  for (const id of ids) {
    const rows = await db.$queryRaw<{ name: string }[]>`
      select distinct author_handle as name from mention where workspace_id = ${workspaceId}::uuid
        and network = ${network} and author_handle is not null and starts_with(remote_id, ${authorIds.beginningOf(id)})`;
    for (const { name } of rows) names.add(name);
  }
  const isAsked = (name: string) => name.toLowerCase() === handle.toLowerCase();
  return [handle, ...[...names].filter((name) => !isAsked(name))];
}

/** @param author its network in small letters */
async function eraseName(
  ctx: Pick<Platform, "db" | "clock" | "secrets">,
  workspaceId: string,
  { network, handle }: Author,
  by: string,
): Promise<Erasure> {
  const [authorKey = ""] = authorKeys(ctx.secrets, workspaceId, network, handle);
  const erasure = await ctx.db.erasure.create({
    data: { workspaceId, network, authorKey, by, at: ctx.clock(), mentions: 0, alerts: 0 },
  });
  let mentions = 0;
  for (let taken = atOnce; taken === atOnce; mentions += taken)
    taken = await removeSome(ctx.db, workspaceId, network, handle);
  const alerts = await cleanEvidence(ctx.db, workspaceId, network, handle);
  return ctx.db.erasure.update({ where: { id: erasure.id }, data: { mentions, alerts } });
}

/** Keys of an author under every known secret, the present one first. */
export function authorKeys(
  secrets: Pick<Secrets, "marks">,
  workspaceId: string,
  network: string,
  handle: string,
): string[] {
  return secrets.marks(`erased author ${workspaceId} ${network} ${handle.toLowerCase()}`);
}

async function removeSome(
  db: Database,
  workspaceId: string,
  network: string,
  handle: string,
): Promise<number> {
  const remove = () =>
    db.$transaction(
      async (tx) => {
        const locked = await tx.$queryRaw<{ id: string; story: string }[]>`
          select id, story from mention where workspace_id = ${workspaceId}::uuid and network = ${network}
            and ${isAuthor(Prisma.sql`author_handle`, handle)}
          order by network, remote_id limit ${atOnce} for update`;
        const ids = locked.map(({ id }) => id);
        await forgetWhoSpoke(tx, ids);
        await removeLocked(tx, ids);
        await tx.$executeRaw`
          delete from story_band b where b.workspace_id = ${workspaceId}::uuid
            and b.story = any(${locked.map(({ story }) => story)}) and not exists (
              select from mention m where m.workspace_id = b.workspace_id and m.story = b.story)`;
        return ids.length;
      },
      { timeout: 60_000, maxWait: 30_000 },
    );
  return againAfterDeadlock(remove);
}

/** The hashes and sites kept for these hours: they would be read no more, but they would still be there. */
async function forgetWhoSpoke(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    delete from hour_authors a using (
      select distinct monitor_id, date_trunc('hour', published_at, 'UTC') as hour from mention_monitor
      where mention_id = any(${[...ids]}::uuid[])) touched
    where a.monitor_id = touched.monitor_id and a.hour = touched.hour`;
  await tx.$executeRaw`
    delete from day_sites s using (
      select distinct monitor_id, date_trunc('day', published_at, 'UTC') as day from mention_monitor
      where mention_id = any(${[...ids]}::uuid[])) touched
    where s.monitor_id = touched.monitor_id and s.day = touched.day`;
}

/**
 * Takes an author's mentions out of the evidence of alerts, and the terms with them: they are counted over texts of
 * which some are gone. What an alert says in numbers stays.
 */
async function cleanEvidence(
  db: Database,
  workspaceId: string,
  network: string,
  handle: string,
): Promise<number> {
  const wroteIt = isAuthor(inEvidence, handle);
  return db.$executeRaw`
    update alert a set evidence = a.evidence || jsonb_build_object('terms', '[]'::jsonb, 'topMentions', coalesce((
      select jsonb_agg(t order by place) from jsonb_array_elements(a.evidence -> 'topMentions') with ordinality as x(t, place)
      where not (t ->> 'network' = ${network} and ${wroteIt})), '[]'::jsonb))
    where a.workspace_id = ${workspaceId}::uuid and jsonb_typeof(a.evidence -> 'topMentions') = 'array' and exists (
      select from jsonb_array_elements(a.evidence -> 'topMentions') t
      where t ->> 'network' = ${network} and ${wroteIt})`;
}

const inEvidence = Prisma.sql`t ->> 'author'`;

/** All mentions of an author, newest first, page by page: an author may have written any number. */
export async function* mentionsOfAuthor(
  db: Database,
  workspaceId: string,
  { network, handle }: Author,
): AsyncGenerator<readonly FoundMention[]> {
  for (let after: { at: Date; id: string } | null = null; ; ) {
    const page = await findMentions(
      db,
      workspaceId,
      { network, author: handle },
      { after, order: "desc", limit: atOnce },
    );
    yield page.mentions;
    if (page.next === null) return;
    after = page.next;
  }
}

/** Alerts whose evidence shows a mention of an author. */
export async function alertsNaming(
  db: Database,
  workspaceId: string,
  { network, handle }: Author,
): Promise<{ id: string; startedAt: Date }[]> {
  return db.$queryRaw`
    select a.id, a.started_at as "startedAt" from alert a
    where a.workspace_id = ${workspaceId}::uuid and jsonb_typeof(a.evidence -> 'topMentions') = 'array' and exists (
      select from jsonb_array_elements(a.evidence -> 'topMentions') t
      where t ->> 'network' = ${network.toLowerCase()} and ${isAuthor(inEvidence, handle)})
    order by 2`;
}
