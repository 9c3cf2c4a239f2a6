import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Prisma } from "../generated/prisma/client.ts";
import { batched, onePer } from "../platform/batch.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import { leaseSeconds, triedGraceSeconds } from "./publication.ts";
import type { StepValue } from "./publisher.ts";
import { linksStep } from "./steps.ts";
import { tell } from "./store-events.ts";
import { holdsOver } from "./store-holds.ts";

/** A publication taken for work, with all that the work needs. */
export type Claim = z.infer<typeof Claim>;

const MediaRow = z.object({
  id: z.string(),
  profileId: z.string().nullable(),
  contentType: z.string(),
  sizeBytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  altText: z.string().nullable(),
});
const Options = z.record(z.string(), z.unknown());
const StepValueSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const LinkRulesRow = z.object({
  source: z.string().nullable(),
  medium: z.string().nullable(),
  campaign: z.string().nullable(),
  term: z.string().nullable(),
  content: z.string().nullable(),
  tracked: z.boolean(),
});

const Claim = z.object({
  id: z.string(),
  workspaceId: z.string(),
  postId: z.string(),
  profileId: z.string(),
  network: z.string(),
  version: z.number(),
  attemptId: z.string(),
  attempt: z.number(),
  tries: z.number(),
  readBacks: z.number(),
  firstAttemptAt: z.coerce.date(),
  /** When the attempt began whose answer never came; null when there is none. */
  unansweredSince: z.coerce.date().nullable(),
  profile: z.object({
    remoteId: z.string(),
    handle: z.string(),
    baseUrl: z.string(),
    credentials: z.string(),
    limits: z.unknown(),
  }),
  post: z.object({
    text: z.string(),
    thread: z.array(z.string()),
    firstComment: z.string().nullable(),
    options: Options,
    language: z.string().nullable(),
    campaignId: z.string().nullable(),
    replyTo: z
      .union([
        z.literal("erased"),
        z.object({ remoteId: z.string(), localId: z.string().nullable(), author: z.string().nullable() }),
      ])
      .nullable(),
  }),
  /** What its campaign does to links, as of the first attempt; null: nothing. */
  links: LinkRulesRow.nullable(),
  variant: z
    .object({ text: z.string().nullable(), options: Options.nullable(), hasMedia: z.boolean() })
    .nullable(),
  media: z.array(MediaRow),
  steps: z.record(z.string(), StepValueSchema),
});

export interface ClaimOptions {
  now: Date;
  owner: string;
  /** How late a publication may still go out unasked, where its workspace does not say. */
  lateGraceSeconds: number;
}

/** How many claims, and how many settlements, go in one statement, and how many such statements run at once. */
export const batches = { most: 100, atOnce: 1 };

/**
 * Takes a scheduled publication that is due, writes the attempt, and reads all it needs: one statement, so that
 * nothing of it can happen without the rest. Null when there is nothing to take: somebody else has it, it was moved
 * or cancelled, it is not approved, a hold is over it, its profile is paused or must be connected again, its server
 * is left alone for a while, or it is too late. Claims made at one moment share a statement.
 */
export async function claim(db: Database, id: string, options: ClaimOptions): Promise<Claim | null> {
  const asked = { id, attempt: randomUUID(), ...options };
  const { atOnce, patient } = claimsOf(db);
  const found = await atOnce(asked);
  const claimed = found === "locked" ? await patient(asked) : found;
  return claimed === null ? null : Claim.parse(claimed);
}

/** Whose row somebody holds, with an edit that may yet come to nothing, waits in a statement of its own. */
const claimsOf = onePer((db: Database) => ({
  atOnce: batched((asked: readonly AskedClaim[]) => claimAll(db, asked, Prisma.sql`skip locked`), batches),
  patient: batched((asked: readonly AskedClaim[]) => claimAll(db, asked, Prisma.empty), batches),
}));
type AskedClaim = ClaimOptions & { id: string; attempt: string };

/**
 * The id of the attempt tells whose claim it is: of two that ask for one publication at once, one gets it.
 * @param onLocked what to do about rows that others hold: wait, or leave them
 * @returns for each its claim, null, or `locked`: left, and to be asked for again
 */
async function claimAll(
  db: Database,
  asked: readonly AskedClaim[],
  onLocked: Prisma.Sql,
): Promise<unknown[]> {
  const input = JSON.stringify(
    asked.map(({ id, attempt, owner, now, lateGraceSeconds }) => ({
      id,
      attempt,
      owner,
      now,
      lease: plusSeconds(now, leaseSeconds),
      grace: lateGraceSeconds,
    })),
  );
  const rows = await db.$queryRaw<{ attempt: string; claim: unknown }[]>`
    with asked as (
      select * from jsonb_to_recordset(${input}::jsonb) as x(
        id uuid, attempt uuid, owner text, now timestamptz, lease timestamptz, grace int)
    ), free as materialized (
      select id from publication where id in (select id from asked) order by id for no key update ${onLocked}
    ), claimed as (
      update publication p set
        state = 'publishing', version = p.version + 1, lease_owner = x.owner, lease_until = x.lease,
        attempt_count = p.attempt_count + 1, try_count = p.try_count + 1,
        first_attempt_at = coalesce(p.first_attempt_at, x.now), due_at = null, rung_at = null, updated_at = x.now
      from asked x, profile f, post o, workspace w
      where p.id = x.id and p.id in (select id from free) and p.state = 'scheduled' and p.due_at <= x.now and p.approved
        and f.id = p.profile_id and f.deleted_at is null and f.state = 'connected'
        and (f.paused_until is null or f.paused_until <= x.now)
        -- An edit that commits while this statement waits for its row would leave us with the earlier text.
        and o.id = p.post_id and o.version = p.post_version
        and w.id = p.workspace_id
        and p.scheduled_at >= x.now - make_interval(secs => case when p.first_attempt_at is null
          then coalesce(w.late_grace_seconds, x.grace)
          else greatest(coalesce(w.late_grace_seconds, x.grace), ${triedGraceSeconds}::int) end)
        and not exists (select from circuit_breaker b
          where b.network = p.network and b.base_url = f.base_url and b.open_until > x.now)
        and not exists (${holdsOver()})
      returning p.*, x.attempt, x.owner
    ), ${newAttempt("publish")}, ${tell()}, linked as (
      -- As they are at the first attempt: reading back looks for the very text that left.
      insert into step (publication_id, name, value)
      select c.id, ${linksStep}, ${linkRules()} from claimed c join post o on o.id = c.post_id
        join campaign g on g.id = o.campaign_id
      where g.track_links or g.utm <> '{}'::jsonb
      on conflict do nothing
    )
    ${selectClaim(true)}
    union all select attempt, '"locked"'::json from asked
      where id in (select id from publication) and id not in (select id from free)`;
  const byAttempt = new Map(rows.map((row) => [row.attempt, row.claim]));
  return asked.map(({ attempt }) => byAttempt.get(attempt) ?? null);
}

/** Takes an unconfirmed publication whose time to ask the network has come. */
export async function claimReadBack(
  db: Database,
  id: string,
  now: Date,
  owner: string,
): Promise<Claim | null> {
  const rows = await db.$queryRaw<{ claim: unknown }[]>`
    with claimed as (
      update publication p set
        version = p.version + 1, attempt_count = p.attempt_count + 1, read_back_count = p.read_back_count + 1,
        due_at = ${plusSeconds(now, 2 * leaseSeconds)}, rung_at = ${now}, updated_at = ${now}
      from profile f
      where p.id = ${id}::uuid and p.state = 'unconfirmed' and p.due_at <= ${now}
        and f.id = p.profile_id and f.deleted_at is null
        and (f.paused_until is null or f.paused_until <= ${now})
      returning p.*, ${randomUUID()}::uuid as attempt, ${owner}::text as owner
    ), ${newAttempt("read_back")}
    ${selectClaim(false)}`;
  return rows[0] ? Claim.parse(rows[0].claim) : null;
}

function newAttempt(kind: "publish" | "read_back"): Prisma.Sql {
  return Prisma.sql`started as (
      insert into attempt (id, publication_id, number, kind, worker, started_at)
      select attempt, id, attempt_count, ${kind}::attempt_kind, owner, updated_at from claimed
    )`;
}

/** What campaign `g` does to links, as the step keeps it. */
function linkRules(): Prisma.Sql {
  return Prisma.sql`jsonb_build_object('source', g.utm->>'source', 'medium', g.utm->>'medium',
        'campaign', g.utm->>'campaign', 'term', g.utm->>'term', 'content', g.utm->>'content',
        'tracked', g.track_links)`;
}

/**
 * @param isFirst true for an attempt to publish: the rules for links that it keeps are not to be seen in its own
 *   statement yet
 */
function selectClaim(isFirst: boolean): Prisma.Sql {
  return Prisma.sql`
    select c.attempt, json_build_object(
      'id', c.id, 'workspaceId', c.workspace_id, 'postId', c.post_id, 'profileId', c.profile_id,
      'network', c.network, 'version', c.version, 'attemptId', c.attempt, 'attempt', c.attempt_count,
      'tries', c.try_count, 'readBacks', c.read_back_count, 'firstAttemptAt', c.first_attempt_at,
      'unansweredSince', (select max(a.started_at) from attempt a where a.publication_id = c.id
        and a.kind = 'publish' and (a.outcome is null or a.outcome in ('unconfirmed', 'lost'))),
      'profile', json_build_object('remoteId', f.remote_id, 'handle', f.handle, 'baseUrl', f.base_url,
        'credentials', f.credentials, 'limits', f.limits),
      'post', json_build_object('text', o.text, 'thread', o.thread, 'firstComment', o.first_comment,
        'options', o.options, 'language', o.language, 'campaignId', o.campaign_id,
        'replyTo', case when o.reply_to_at is not null then coalesce((
          select json_build_object('remoteId', m.remote_id, 'author', m.author_handle, 'localId', (
            select m.source_ref from source s
            where s.id = m.source_id and s.network = f.network and s.base_url = f.base_url))
          from mention m where m.id = o.reply_to_id), '"erased"'::json) end),
      'links', coalesce(
        (select t.value from step t where t.publication_id = c.id and t.name = ${linksStep}),
        (select ${linkRules()} from campaign g where ${isFirst} and g.id = o.campaign_id
          and (g.track_links or g.utm <> '{}'::jsonb))),
      'variant', (select json_build_object('text', v.text, 'options', v.options, 'hasMedia', v.has_media)
        from post_variant v where v.post_id = c.post_id and v.profile_id = c.profile_id),
      'media', (select coalesce(json_agg(json_build_object('id', m.id, 'profileId', pm.profile_id,
          'contentType', m.content_type, 'sizeBytes', m.size_bytes, 'width', m.width, 'height', m.height,
          'altText', m.alt_text) order by pm.position), '[]'::json)
        from post_media pm join media m on m.id = pm.media_id
        where pm.post_id = c.post_id and (pm.profile_id is null or pm.profile_id = c.profile_id)),
      'steps', (select coalesce(json_object_agg(t.name, t.value), '{}'::json) from step t
        where t.publication_id = c.id and t.name <> ${linksStep})
    ) as claim
    from claimed c join post o on o.id = c.post_id join profile f on f.id = c.profile_id`;
}

/** Keeps what a step left, as soon as it is done. */
export async function keepStep(
  db: Database,
  publicationId: string,
  name: string,
  value: StepValue,
): Promise<void> {
  await db.$executeRaw`
    insert into step (publication_id, name, value) values (${publicationId}::uuid, ${name}, ${value}::jsonb)
    on conflict do nothing`;
}

/** The bytes of an image. @throws when it was deleted meanwhile */
export async function readMedia(db: Database, mediaId: string): Promise<Uint8Array> {
  const row = await db.mediaContent.findUniqueOrThrow({ where: { mediaId } });
  return row.bytes;
}
