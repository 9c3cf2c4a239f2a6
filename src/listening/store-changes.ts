import type { Database, Transaction } from "../platform/database.ts";
import { againAfterDeadlock } from "../platform/deadlock.ts";
import { keptId } from "./storable.ts";
import { insertMentions, type NewMention, rowFrom } from "./store-mentions.ts";

/**
 * Removes mentions that their authors deleted, and takes them out of the counts. A transaction of its own: one that
 * also stores mentions would wait for others in two orders.
 * @param names their remote ids, or what the server of `sourceId` calls them
 */
export async function removeMentions(
  db: Database,
  workspaceId: string,
  { network, sourceId }: { network: string; sourceId: string | null },
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  const kept = names.map(keptId);
  // Locked first: the statement after it then sees the links of those it had to wait for.
  const remove = () =>
    db.$transaction(async (tx) => {
      const locked = await tx.$queryRaw<{ id: string }[]>`
        select id from mention
        where id in (
          select id from mention
          where workspace_id = ${workspaceId}::uuid and network = ${network} and remote_id = any(${kept})
          union all
          select id from mention
          where workspace_id = ${workspaceId}::uuid and source_id = ${sourceId}::uuid
            and source_ref = any(${kept}))
        order by network, remote_id for update`;
      await removeLocked(
        tx,
        locked.map(({ id }) => id),
      );
    });
  await againAfterDeadlock(remove);
}

/** Takes mentions that this transaction has locked out of all counts and of what alerts show, and removes them. */
export async function removeLocked(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await uncount(tx, ids);
  // What an alert says in numbers stays; who wrote what goes with the mention.
  await tx.$executeRaw`
    update alert a set evidence = jsonb_set(a.evidence, '{topMentions}', coalesce((
      select jsonb_agg(t order by place) from jsonb_array_elements(a.evidence -> 'topMentions') with ordinality as x(t, place)
      where t ->> 'id' <> all(${[...ids]}::text[])), '[]'::jsonb))
    where a.workspace_id in (select workspace_id from mention where id = any(${[...ids]}::uuid[]))
      and jsonb_typeof(a.evidence -> 'topMentions') = 'array' and exists (
        select from jsonb_array_elements(a.evidence -> 'topMentions') t where t ->> 'id' = any(${[...ids]}::text[]))`;
  await tx.$executeRaw`delete from mention where id = any(${[...ids]}::uuid[])`;
}

/** Takes locked mentions out of all counts; their links stay. */
export async function uncount(tx: Transaction, ids: readonly string[]): Promise<void> {
  const touched = await tx.$queryRaw<{ monitor_id: string; hour: Date }[]>`
    with less as (
      select l.monitor_id, date_trunc('hour', l.published_at, 'UTC') as hour, l.network, l.language,
        coalesce(l.label::text, 'none') as label, count(*) as mentions,
        sum(coalesce(m.author_followers, 0)) as reach, sum(m.likes + m.shares + m.replies) as engagement
      from mention m join mention_monitor l on l.mention_id = m.id
      where m.id = any(${[...ids]}::uuid[]) group by 1, 2, 3, 4, 5
    ), held as (
      select r.monitor_id, r.hour, r.network, r.language, r.label from rollup r
      join less using (monitor_id, hour, network, language, label)
      order by 1, 2, 3, 4, 5 for update of r
    ), counted as (
      update rollup r set mentions = r.mentions - less.mentions, reach = r.reach - less.reach,
        engagement = r.engagement - less.engagement
      from less join held using (monitor_id, hour, network, language, label)
      where r.monitor_id = less.monitor_id and r.hour = less.hour and r.network = less.network
        and r.language = less.language and r.label = less.label
    )
    select distinct monitor_id, hour from less`;
  // Counts of nothing say when there was something: they go too. In a statement of its own, which sees what was left.
  await tx.$executeRaw`
    delete from rollup r using unnest(${touched.map(({ monitor_id }) => monitor_id)}::uuid[],
      ${touched.map(({ hour }) => hour)}::timestamptz[]) as t(monitor_id, hour)
    where r.monitor_id = t.monitor_id and r.hour = t.hour and r.mentions = 0`;
}

/** A text as its source now shows it. */
export interface Shown {
  network: string;
  remoteId: string;
  text: string;
  editedAt: Date | "now";
}

/** Of texts as a source shows them, those that stand otherwise in the database, and may be put right by this source. */
export async function changedMentions(
  db: Database,
  workspaceId: string,
  sourceId: string | null,
  shown: readonly Shown[],
): Promise<{ id: string; network: string; remoteId: string }[]> {
  if (shown.length === 0) return [];
  const rows = JSON.stringify(
    shown.map(({ network, remoteId, text, editedAt }) => ({
      network,
      remote_id: remoteId,
      text,
      edited_at: editedAt === "now" ? null : editedAt,
    })),
  );
  return db.$queryRaw<{ id: string; network: string; remoteId: string }[]>`
    select m.id, m.network, m.remote_id as "remoteId"
    from jsonb_to_recordset(${rows}::jsonb) as x(network text, remote_id text, text text, edited_at timestamptz)
    join mention m on m.workspace_id = ${workspaceId}::uuid and m.network = x.network and m.remote_id = x.remote_id
    where m.text <> x.text and (
      -- The source that brought it has the say, with or without a date; another only with a later one: else two that
      -- tell a text differently would take turns.
      (m.source_id = ${sourceId}::uuid and (x.edited_at is null or m.edited_at is null or x.edited_at >= m.edited_at))
      or x.edited_at > coalesce(m.edited_at, m.published_at))`;
}

/** A mention as it reads from now on. */
export interface Revision {
  /** With the id of the stored one, and the monitors that listen to this source and ask for it. */
  mention: NewMention;
  /** All monitors that ask for the text: those that found it through other sources keep it. */
  everywhere: readonly string[];
}

/**
 * Puts mentions right that their authors changed: text, language, feeling, story, monitors and counts in one
 * transaction. What no monitor asks for any more is removed. Engagement, date and author stay as they are.
 */
export async function reviseMentions(
  db: Database,
  workspaceId: string,
  revisions: readonly Revision[],
  now: Date,
): Promise<void> {
  if (revisions.length === 0) return;
  const revise = () =>
    db.$transaction(
      async (tx) => {
        const wanted = new Map(revisions.map((revision) => [revision.mention.id, revision]));
        const locked = await tx.$queryRaw<{ id: string; text: string; monitors: string[] }[]>`
          select m.id, m.text, array(select monitor_id::text from mention_monitor where mention_id = m.id) as monitors
          from mention m where m.workspace_id = ${workspaceId}::uuid and m.id = any(${[...wanted.keys()]}::uuid[])
          order by m.network, m.remote_id for update`;
        const stale = locked.flatMap(({ id, text, monitors }) => {
          const revision = wanted.get(id);
          // Another listener was faster.
          if (!revision || revision.mention.text === text) return [];
          const kept = monitors.filter((monitor) => revision.everywhere.includes(monitor));
          return [{ ...revision.mention, monitors: [...new Set([...revision.mention.monitors, ...kept])] }];
        });
        await rewrite(tx, workspaceId, stale, now);
      },
      { timeout: 30_000, maxWait: 30_000 },
    );
  await againAfterDeadlock(revise);
}

async function rewrite(
  tx: Transaction,
  workspaceId: string,
  mentions: readonly NewMention[],
  now: Date,
): Promise<void> {
  const asked = mentions.filter(({ monitors }) => monitors.length > 0);
  await removeLocked(
    tx,
    mentions.filter(({ monitors }) => monitors.length === 0).map(({ id }) => id),
  );
  if (asked.length === 0) return;
  const ids = asked.map(({ id }) => id);
  await uncount(tx, ids);
  await tx.$executeRaw`delete from mention_monitor where mention_id = any(${ids}::uuid[])`;
  const rows = asked.map((mention) => rowFrom(mention, workspaceId));
  await tx.$executeRaw`
    update mention m set text = x.text, language = x.language, label = x.label, score = x.score, words = x.words,
      scorer = x.scorer, story = x.story, edited_at = coalesce(x.edited_at, ${now}), search = x.search
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(
      id uuid, text text, language text, label sentiment_label, score real, words jsonb, scorer text, story text,
      edited_at timestamptz, search tsvector)
    where m.id = x.id`;
  // What a person said of the label was said of the text that stood there.
  await tx.$executeRaw`
    update label_judgement set withdrawn_at = ${now} where mention_id = any(${ids}::uuid[]) and withdrawn_at is null`;
  // They are there, so this links and counts them.
  await insertMentions(tx, workspaceId, asked, now);
}
