import { plusSeconds } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import type { Subject } from "./alert.ts";

/** Something that a rule on the workspace itself finds wrong, and since when. */
export interface Wrong extends Subject {
  since: Date;
}

/** Sources that fail, were refused, or brought nothing for too long. Paused ones are silent on purpose. */
export async function silentSources(
  db: Database,
  workspaceId: string,
  silentMinutes: number,
  now: Date,
): Promise<Wrong[]> {
  const silentSince = plusSeconds(now, -silentMinutes * 60);
  return db.$queryRaw<Wrong[]>`
    select 'source' as kind, id::text, name, network, last_error as detail,
      case when state = 'active' then coalesce(last_found_at, created_at)
        else coalesce((select from_at from source_gap g where g.source_id = source.id and g.to_at is null),
          last_error_at, created_at) end as since
    from source
    where workspace_id = ${workspaceId}::uuid and (state in ('failing', 'refused')
      or state = 'active' and coalesce(last_found_at, created_at) < ${silentSince})
    order by created_at limit 200`;
}

/** Posts of which something leaves soon, or would have left, and that not everybody who must has approved. */
export async function unapprovedPosts(
  db: Database,
  workspaceId: string,
  minutesBefore: number,
  now: Date,
): Promise<Wrong[]> {
  const rows = await db.$queryRaw<(Omit<Wrong, "leavesAt"> & { leaves: Date })[]>`
    select distinct on (o.id) 'post' as kind, o.id::text, left(o.text, 80) as name, p.network, null as detail,
      ${now}::timestamptz as since, p.scheduled_at as leaves
    from publication p join post o on o.id = p.post_id
    where p.workspace_id = ${workspaceId}::uuid and not p.approved and o.review = 'waiting'
      and p.scheduled_at <= ${plusSeconds(now, minutesBefore * 60)}
      and (p.state = 'scheduled' or p.state = 'held' and p.error_code = 'not_approved')
    order by o.id, p.scheduled_at limit 200`;
  return rows.map(({ leaves, ...post }) => ({ ...post, leavesAt: leaves.toISOString() }));
}

/** Publications that failed after the rule was made and that nobody has tried again. */
export async function failedPublications(db: Database, workspaceId: string, after: Date): Promise<Wrong[]> {
  return db.$queryRaw<Wrong[]>`
    select 'publication' as kind, p.id::text, left(o.text, 80) as name, p.network,
      coalesce(p.error_detail, p.error_code) as detail, p.updated_at as since
    from publication p join post o on o.id = p.post_id
    where p.workspace_id = ${workspaceId}::uuid and p.state = 'failed' and p.updated_at >= ${after}
    order by p.updated_at limit 200`;
}

/** Profiles whose network no longer lets Vigie in. */
export async function lostProfiles(db: Database, workspaceId: string, now: Date): Promise<Wrong[]> {
  return db.$queryRaw<Wrong[]>`
    select 'profile' as kind, id::text, name, network, state_detail as detail, ${now}::timestamptz as since
    from profile
    where workspace_id = ${workspaceId}::uuid and state = 'reconnect' and deleted_at is null
    order by created_at limit 200`;
}

/** A mention as rules on single mentions see it. */
export interface SeenMention {
  id: string;
  network: string;
  url: string | null;
  text: string;
  language: string;
  author: string | null;
  followers: number | null;
  reach: number;
  publishedAt: Date;
  collectedAt: Date;
}

/** Feeds tell only the day, or are asked hours later: what was published so long before it was found is still news. */
const lateSeconds = 86_400;
/** Of a brand that is spoken of more often, those published last are looked through for late ones. */
const mostLookedThrough = 10_000;

/** Mentions of a monitor that were found since an instant and are news, those found last first. */
export async function newestMentions(
  db: Database,
  monitorId: string,
  from: Date,
  leastFollowers: number,
): Promise<SeenMention[]> {
  return db.$queryRaw<SeenMention[]>`
    with news as (
      (select mention_id from mention_monitor l
        where monitor_id = ${monitorId}::uuid and published_at >= ${from} and exists (
          select from mention m where m.id = l.mention_id and coalesce(m.author_followers, 0) >= ${leastFollowers})
        order by published_at desc limit 2000)
      union all
      (select id from mention where collected_at >= ${from} and id in (
        select mention_id from mention_monitor
        where monitor_id = ${monitorId}::uuid and published_at >= ${plusSeconds(from, -lateSeconds)}
          and published_at < ${from} order by published_at desc limit ${mostLookedThrough}))
    )
    select m.id::text, m.network, m.url, m.text, m.language, m.author_handle as author,
      m.author_followers as followers,
      coalesce(m.author_followers, 0)::float8 + 10 * (m.likes + m.shares + m.replies) as reach,
      m.published_at as "publishedAt", m.collected_at as "collectedAt"
    from news join mention m on m.id = news.mention_id
    where coalesce(m.author_followers, 0) >= ${leastFollowers}
    order by m.collected_at desc, m.published_at desc limit 2000`;
}
