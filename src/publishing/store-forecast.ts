import type { Database } from "../platform/database.ts";
import { mayBeId } from "../platform/database.ts";
import type { Content } from "./publisher.ts";

/** Another publication of a profile, near the one that is being planned. */
export interface Neighbour {
  profile: string;
  at: Date;
  sameText: boolean;
  isOut: boolean;
}

/** What each profile has planned, or sent, within a week to either side: one statement for all of them. */
export async function neighboursOf(
  db: Database,
  workspaceId: string,
  asked: readonly { profile: string; at: Date; text: string }[],
  ownId: string | null,
): Promise<Neighbour[]> {
  if (asked.length === 0) return [];
  const own = ownId !== null && mayBeId(ownId) ? ownId : null;
  return db.$queryRaw<Neighbour[]>`
    select x.profile::text as profile, p.scheduled_at as at, coalesce(v.text, o.text) = x.text as "sameText",
      p.state in ('published', 'publishing', 'unconfirmed') as "isOut"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as x(profile uuid, at timestamptz, text text)
    join publication p on p.profile_id = x.profile and p.workspace_id = ${workspaceId}::uuid
      and p.scheduled_at between x.at - interval '7 days' and x.at + interval '7 days'
    join post o on o.id = p.post_id
    left join post_variant v on v.post_id = p.post_id and v.profile_id = p.profile_id
    where p.state not in ('cancelled', 'failed') and p.post_id is distinct from ${own}::uuid
    order by abs(extract(epoch from p.scheduled_at - x.at))`;
}

/** The words of what is planned or was sent on these networks in a period, as far as their price asks for them. */
export async function plannedContents(
  db: Database,
  workspaceId: string,
  networks: readonly string[],
  { from, to }: { from: Date; to: Date },
  ownId: string | null,
): Promise<{ network: string; profile: string; content: Content }[]> {
  const own = ownId !== null && mayBeId(ownId) ? ownId : null;
  const rows = await db.$queryRaw<
    { network: string; profile: string; text: string; thread: string[]; first: string | null; alts: number }[]
  >`
    select p.network, p.profile_id::text as profile, coalesce(v.text, o.text) as text, o.thread, o.first_comment as first,
      (select count(*)::int from post_media m join media i on i.id = m.media_id where m.post_id = p.post_id
        and m.profile_id is not distinct from case when v.has_media then p.profile_id end
        and i.alt_text is not null) as alts
    from publication p
    join post o on o.id = p.post_id
    left join post_variant v on v.post_id = p.post_id and v.profile_id = p.profile_id
    where p.workspace_id = ${workspaceId}::uuid and p.scheduled_at >= ${from} and p.scheduled_at < ${to}
      and p.network = any(${[...networks]}::text[]) and p.state not in ('draft', 'cancelled', 'failed')
      and p.post_id is distinct from ${own}::uuid`;
  return rows.map(({ network, profile, text, thread, first, alts }) => ({
    network,
    profile,
    content: {
      text,
      thread,
      firstComment: first,
      media: Array.from({ length: alts }, () => described),
      options: {},
      language: null,
      replyTo: null,
    },
  }));
}

/** Stands for an image with an alternative text: of images, only their number and texts have a price. */
const described = { id: "", contentType: "", sizeBytes: 0, width: null, height: null, altText: "described" };
