import type { Database } from "../platform/database.ts";

/** A link as it went out, and where it leads. */
export interface TrackedLink {
  code: string;
  workspaceId: string;
  publicationId: string;
  campaignId: string | null;
  target: string;
}

/** Keeps where links lead, before anybody can follow them. Asked twice, it does nothing the second time. */
export async function keepLinks(db: Database, links: readonly TrackedLink[], now: Date): Promise<void> {
  if (links.length === 0) return;
  await db.trackedLink.createMany({
    data: links.map((link) => ({ ...link, createdAt: now })),
    skipDuplicates: true,
  });
}

/** Where a code leads, and nothing else is ever followed. Null: there is no such link. */
export async function targetOf(db: Database, code: string): Promise<string | null> {
  const row = await db.trackedLink.findUnique({ where: { code }, select: { target: true } });
  return row?.target ?? null;
}

/** Counts a reader: one more on this day (UTC), nothing of who it was. */
export async function countClick(db: Database, code: string, now: Date): Promise<void> {
  await db.$executeRaw`
    insert into link_clicks (code, day, clicks) values (${code}, ${now}::date, 1)
    on conflict (code, day) do update set clicks = link_clicks.clicks + 1`;
}

/** Clicks by campaign. */
export async function clicksOf(db: Database, campaignIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: string; clicks: bigint }[]>`
    select l.campaign_id::text as id, sum(c.clicks)::bigint as clicks
    from tracked_link l join link_clicks c on c.code = l.code
    where l.campaign_id = any(${[...campaignIds]}::uuid[]) group by l.campaign_id`;
  return new Map(rows.map(({ id, clicks }) => [id, Number(clicks)]));
}

/** The counted links of a publication, those followed most first. */
export async function linksOfPublication(
  db: Database,
  workspaceId: string,
  publicationId: string,
): Promise<{ code: string; target: string; clicks: number }[]> {
  return db.$queryRaw`
    select l.code, l.target,
      coalesce((select sum(clicks) from link_clicks c where c.code = l.code), 0)::int as clicks
    from tracked_link l
    where l.publication_id = ${publicationId}::uuid and l.workspace_id = ${workspaceId}::uuid
    order by clicks desc, l.created_at, l.code`;
}

/** One link on one publication, with its clicks. */
export interface LinkResult {
  code: string;
  target: string;
  post: string | null;
  profile: string | null;
  network: string | null;
  publishedAt: Date | null;
  clicks: number;
}

/** The links of a campaign, those followed most first. */
export async function linksOf(
  db: Database,
  workspaceId: string,
  campaignId: string,
  limit: number,
): Promise<LinkResult[]> {
  return db.$queryRaw<LinkResult[]>`
    select l.code, l.target, p.post_id::text as post, p.profile_id::text as profile, p.network,
      p.published_at as "publishedAt",
      coalesce((select sum(clicks) from link_clicks c where c.code = l.code), 0)::int as clicks
    from tracked_link l left join publication p on p.id = l.publication_id
    where l.workspace_id = ${workspaceId}::uuid and l.campaign_id = ${campaignId}::uuid
    order by clicks desc, l.created_at desc, l.code limit ${limit}`;
}
