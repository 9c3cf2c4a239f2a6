import { plusSeconds } from "../platform/clock.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { againAfterDeadlock } from "../platform/deadlock.ts";
import type { Label } from "../sentiment/label.ts";
import { searchVector } from "./search.ts";
import { siteOf } from "./site.ts";

/** A mention ready to be stored, with the monitors it matched. */
export interface NewMention {
  id: string;
  network: string;
  remoteId: string;
  url: string | null;
  text: string;
  language: string;
  label: Label | null;
  score: number | null;
  words: readonly { word: string; weight: number }[];
  /** Null: Vigie's own; else the name of a model, and the mark of its weights. */
  scorer: string | null;
  author: { handle: string; name: string | null; followers: number | null } | null;
  engagement: { likes: number; shares: number; replies: number };
  story: string;
  sourceId: string | null;
  sourceRef: string | null;
  editedAt: Date | null;
  /** When its engagement is to be read anew; null: never. */
  refreshAt: Date | null;
  publishedAt: Date;
  monitors: readonly string[];
}

/** What storing did. */
export interface Stored {
  /** How many were not there before. */
  stored: number;
  /** Alert rules that these mentions ask to be looked at, and when. */
  looks: { id: string; dueAt: Date }[];
}

/** Looks at one rule are at least so far apart: a stream that brings mentions without end must not look without end. */
const looksApartSeconds = 1;

/** Which of these mentions are there already, as `network remoteId`. */
export async function namesStored(
  db: Database,
  workspaceId: string,
  mentions: readonly Pick<NewMention, "network" | "remoteId">[],
): Promise<ReadonlySet<string>> {
  if (mentions.length === 0) return new Set();
  const rows = await db.$queryRaw<{ network: string; remoteId: string }[]>`
    select m.network, m.remote_id as "remoteId"
    from unnest(${mentions.map(({ network }) => network)}::text[], ${mentions.map(({ remoteId }) => remoteId)}::text[])
      as x(network, remote_id)
    join mention m on m.workspace_id = ${workspaceId}::uuid and m.network = x.network and m.remote_id = x.remote_id`;
  return new Set(rows.map(({ network, remoteId }) => `${network} ${remoteId}`));
}

/** Writes in the same transaction as the mentions. */
export type Alongside = (tx: Transaction) => Promise<unknown>;

/**
 * Stores mentions, what they matched, and the counts they move, in one transaction. Only rows really inserted are
 * counted: a mention that is already there is counted only for a monitor that had not matched it before.
 */
export async function storeMentions(
  db: Database,
  workspaceId: string,
  mentions: readonly NewMention[],
  now: Date,
  alongside: Alongside,
): Promise<Stored> {
  const store = () =>
    db.$transaction(
      async (tx) => {
        const stored = await insertAll(tx, workspaceId, mentions, now);
        await alongside(tx);
        return stored;
      },
      { timeout: 30_000, maxWait: 30_000 },
    );
  // Who has to insert twice holds counts while waiting for mentions, against the order of all others.
  return againAfterDeadlock(store);
}

/** As often as a batch may meet another that brings or removes the same mentions at the same instant. */
const mostTries = 5;

/**
 * A statement sees what was committed before it began. A mention that another listener is just storing makes it wait,
 * and is then neither new nor there for it: the next statement finds it, and links it to the monitors of this batch.
 */
async function insertAll(
  tx: Transaction,
  workspaceId: string,
  mentions: readonly NewMention[],
  now: Date,
): Promise<Stored> {
  const all: Stored = { stored: 0, looks: [] };
  if (mentions.length === 0) return all;
  for (let tries = 1; ; tries += 1) {
    const found = await insertMentions(tx, workspaceId, mentions, now);
    all.stored += found.stored;
    all.looks.push(...found.looks);
    if (found.missed === 0) return all;
    if (tries === mostTries) throw new Error(`${found.missed} mentions come and go while they are stored`);
  }
}

/**
 * Rows go in by network and remote id, counts by their key: two listeners with the same batch then wait for each
 * other instead of locking each other out.
 * @returns `missed`: how many were neither inserted nor there, because another transaction was at them
 */
export async function insertMentions(
  tx: Transaction,
  workspaceId: string,
  mentions: readonly NewMention[],
  now: Date,
): Promise<Stored & { missed: number }> {
  const rows = JSON.stringify(mentions.map((mention) => rowFrom(mention, workspaceId)));
  const soon = plusSeconds(now, looksApartSeconds);
  const found = await tx.$queryRaw<{ stored: bigint; missed: bigint; looks: { id: string; at: string }[] }[]>`
    with input as (
      select distinct on (network, remote_id) * from jsonb_to_recordset(${rows}::jsonb) as x(
        id uuid, network text, remote_id text, url text, text text, language text, label sentiment_label,
        score real, words jsonb, scorer text, author_handle text, author_name text, author_followers int, likes int,
        shares int, replies int, story text, source_id uuid, source_ref text, edited_at timestamptz, refresh_at timestamptz,
        published_at timestamptz, site text, search tsvector, monitors uuid[])
      order by network, remote_id
    ), inserted as (
      insert into mention (id, workspace_id, network, remote_id, url, text, language, label, score, words,
        scorer, author_handle, author_name, author_followers, likes, shares, replies, story, source_id, source_ref,
        edited_at, refresh_at, published_at, collected_at, site, search)
      select id, ${workspaceId}::uuid, network, remote_id, url, text, language, label, score, words,
        scorer, author_handle, author_name, author_followers, likes, shares, replies, story, source_id, source_ref,
        edited_at, refresh_at, published_at, ${now}, site, search
      from input order by network, remote_id
      on conflict (workspace_id, network, remote_id) do nothing
      returning id, network, remote_id, language, label, author_handle, author_followers, likes, shares, replies,
        published_at, site
    ), present as (
      select m.id, m.network, m.remote_id, m.language, m.label, m.author_handle, m.author_followers, m.likes,
        m.shares, m.replies, m.published_at, m.site
      from input x join mention m on m.workspace_id = ${workspaceId}::uuid and m.network = x.network
        and m.remote_id = x.remote_id
      order by m.network, m.remote_id for key share of m
    ), both_kinds as (select * from inserted union all select * from present
    ), linked as (
      insert into mention_monitor (monitor_id, mention_id, published_at, network, language, label, author, site)
      select monitor, b.id, b.published_at, b.network, b.language, b.label, b.author_handle, b.site
      from both_kinds b join input x using (network, remote_id) cross join unnest(x.monitors) as monitor
      where exists (select from monitor o where o.id = monitor for key share)
      order by monitor, b.id
      on conflict do nothing
      returning monitor_id, mention_id
    ), counted as (
      insert into rollup (monitor_id, hour, network, language, label, workspace_id, mentions, reach, engagement)
      select l.monitor_id, date_trunc('hour', b.published_at, 'UTC') as hour, b.network, b.language,
        coalesce(b.label::text, 'none') as label, ${workspaceId}::uuid, count(*),
        sum(coalesce(b.author_followers, 0)), sum(b.likes + b.shares + b.replies)
      from linked l join both_kinds b on b.id = l.mention_id
      group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
      on conflict (monitor_id, hour, network, language, label) do update set
        mentions = rollup.mentions + excluded.mentions, reach = rollup.reach + excluded.reach,
        engagement = rollup.engagement + excluded.engagement
    ), asked as (
      -- While a look is under way, the next one is asked for.
      update alert_rule set look_at = case when look_at is null
        then greatest(${now}, looked_at + make_interval(secs => ${looksApartSeconds})) else ${soon} end
      where enabled and (look_at is null or look_at > ${soon})
        and monitor_id in (select distinct monitor_id from linked)
      returning id, look_at
    ), told as (
      insert into event (workspace_id, kind, data, at)
      select ${workspaceId}::uuid, 'mentions', jsonb_build_object('monitors', jsonb_object_agg(monitor_id, n)), ${now}
      from (select monitor_id, count(*) as n from linked group by 1) per_monitor
      having count(*) > 0
    )
    select (select count(*) from inserted) as stored,
      (select count(*) from input) - (select count(*) from both_kinds) as missed,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'at', look_at)), '[]') from asked) as looks`;
  const [done] = found;
  return {
    stored: Number(done?.stored ?? 0),
    missed: Number(done?.missed ?? 0),
    looks: (done?.looks ?? []).map(({ id, at }) => ({ id, dueAt: new Date(at) })),
  };
}

export function rowFrom(mention: NewMention, workspaceId: string) {
  const { remoteId, author, engagement, publishedAt, sourceId, sourceRef, editedAt, refreshAt, ...same } =
    mention;
  return {
    ...same,
    ...engagement,
    remote_id: remoteId,
    source_id: sourceId,
    source_ref: sourceRef,
    edited_at: editedAt,
    refresh_at: refreshAt,
    author_handle: author?.handle ?? null,
    author_name: author?.name ?? null,
    author_followers: author?.followers ?? null,
    published_at: publishedAt,
    site: siteOf(mention.url),
    search: searchVector(mention.text, workspaceId, publishedAt),
  };
}
