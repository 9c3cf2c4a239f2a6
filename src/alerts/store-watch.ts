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
}

/** The newest mentions of a monitor, the newest first. */
export async function newestMentions(
  db: Database,
  monitorId: string,
  from: Date,
  leastFollowers: number,
): Promise<SeenMention[]> {
  return db.$queryRaw<SeenMention[]>`
    select m.id::text, m.network, m.url, m.text, m.language, m.author_handle as author,
      m.author_followers as followers,
      coalesce(m.author_followers, 0)::float8 + 10 * (m.likes + m.shares + m.replies) as reach,
      m.published_at as "publishedAt"
    from mention_monitor l join mention m on m.id = l.mention_id
    where l.monitor_id = ${monitorId}::uuid and l.published_at >= ${from}
      and coalesce(m.author_followers, 0) >= ${leastFollowers}
    order by l.published_at desc limit 2000`;
}
