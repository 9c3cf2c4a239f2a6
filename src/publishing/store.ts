import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Prisma, type PublicationState } from "../generated/prisma/client.ts";
import type { Job } from "../jobs.ts";
import { batched, onePer } from "../platform/batch.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import type { Decision, ReadBackDecision } from "./decision.ts";
import { leaseSeconds, triedGraceSeconds } from "./publication.ts";
import type { StepValue } from "./publisher.ts";

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
  }),
  variant: z
    .object({ text: z.string().nullable(), options: Options.nullable(), hasMedia: z.boolean() })
    .nullable(),
  media: z.array(MediaRow),
  steps: z.record(z.string(), StepValueSchema),
});

export interface ClaimOptions {
  now: Date;
  owner: string;
  /** How late a publication may still go out unasked. */
  lateGraceSeconds: number;
}

/** How many claims, and how many settlements, go in one statement, and how many such statements run at once. */
const batches = { most: 100, atOnce: 2 };

/**
 * Takes a scheduled publication that is due, writes the attempt, and reads all it needs: one statement, so that
 * nothing of it can happen without the rest. Null when there is nothing to take: somebody else has it, it was moved
 * or cancelled, its profile is paused or must be connected again, its server is left alone for a while, or it is
 * too late. Claims made at one moment share a statement.
 */
export async function claim(db: Database, id: string, options: ClaimOptions): Promise<Claim | null> {
  const found = await claimsOf(db)({ id, attempt: randomUUID(), ...options });
  return found === null ? null : Claim.parse(found);
}

const claimsOf = onePer((db: Database) =>
  batched((asked: readonly AskedClaim[]) => claimAll(db, asked), batches),
);
type AskedClaim = ClaimOptions & { id: string; attempt: string };

/** The id of the attempt tells whose claim it is: of two that ask for one publication at once, one gets it. */
async function claimAll(db: Database, asked: readonly AskedClaim[]): Promise<unknown[]> {
  const input = JSON.stringify(
    asked.map(({ id, attempt, owner, now, lateGraceSeconds }) => ({
      id,
      attempt,
      owner,
      now,
      lease: plusSeconds(now, leaseSeconds),
      oldest: plusSeconds(now, -lateGraceSeconds),
      oldest_tried: plusSeconds(now, -Math.max(lateGraceSeconds, triedGraceSeconds)),
    })),
  );
  const rows = await db.$queryRaw<{ attempt: string; claim: unknown }[]>`
    with asked as (
      select * from jsonb_to_recordset(${input}::jsonb) as x(
        id uuid, attempt uuid, owner text, now timestamptz, lease timestamptz, oldest timestamptz,
        oldest_tried timestamptz)
    ), claimed as (
      update publication p set
        state = 'publishing', version = p.version + 1, lease_owner = x.owner, lease_until = x.lease,
        attempt_count = p.attempt_count + 1, try_count = p.try_count + 1,
        first_attempt_at = coalesce(p.first_attempt_at, x.now), due_at = null, rung_at = null, updated_at = x.now
      from asked x, profile f
      where p.id = x.id and p.state = 'scheduled' and p.due_at <= x.now
        and f.id = p.profile_id and f.deleted_at is null and f.state = 'connected'
        and (f.paused_until is null or f.paused_until <= x.now)
        and p.scheduled_at >= case when p.first_attempt_at is null then x.oldest else x.oldest_tried end
        and not exists (select from circuit_breaker b
          where b.network = p.network and b.base_url = f.base_url and b.open_until > x.now)
      returning p.*, x.attempt, x.owner
    ), ${newAttempt("publish")}, ${tell()}
    ${selectClaim()}`;
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
    ${selectClaim()}`;
  return rows[0] ? Claim.parse(rows[0].claim) : null;
}

function newAttempt(kind: "publish" | "read_back"): Prisma.Sql {
  return Prisma.sql`started as (
      insert into attempt (id, publication_id, number, kind, worker, started_at)
      select attempt, id, attempt_count, ${kind}::attempt_kind, owner, updated_at from claimed
    )`;
}

/** Tells whoever watches that `claimed` moved. */
function tell(): Prisma.Sql {
  return Prisma.sql`told as (
      insert into event (workspace_id, kind, data, at)
      select workspace_id, 'publication', jsonb_build_object('id', id, 'post', post_id, 'profile', profile_id,
        'state', state, 'remoteUrl', remote_url), updated_at from claimed
    )`;
}

function selectClaim(): Prisma.Sql {
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
        'options', o.options, 'language', o.language),
      'variant', (select json_build_object('text', v.text, 'options', v.options, 'hasMedia', v.has_media)
        from post_variant v where v.post_id = c.post_id and v.profile_id = c.profile_id),
      'media', (select coalesce(json_agg(json_build_object('id', m.id, 'profileId', pm.profile_id,
          'contentType', m.content_type, 'sizeBytes', m.size_bytes, 'width', m.width, 'height', m.height,
          'altText', m.alt_text) order by pm.position), '[]'::json)
        from post_media pm join media m on m.id = pm.media_id
        where pm.post_id = c.post_id and (pm.profile_id is null or pm.profile_id = c.profile_id)),
      'steps', (select coalesce(json_object_agg(t.name, t.value), '{}'::json) from step t
        where t.publication_id = c.id)
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

/** What the state of a publication becomes, with all that is written beside it. */
interface Change {
  state: PublicationState;
  dueAt: Date | null;
  errorCode: string | null;
  errorDetail: string | null;
  published: { remoteId: string; url: string } | null;
}

/**
 * Writes what came of an attempt: state, attempt, last step, event, pause of the profile, that its server answers, in
 * one statement. Settlements made at one moment share it.
 * @returns false when the publication was moved by somebody else meanwhile; then only the attempt is closed
 */
export function settle(
  db: Database,
  claimed: Claim,
  decision: Decision,
  last: { name: string; value: StepValue } | null,
  now: Date,
): Promise<boolean> {
  return settlementsOf(db)(settlement(claimed, decision, last, now));
}

const settlementsOf = onePer((db: Database) =>
  batched((asked: readonly Settlement[]) => settleAll(db, asked), batches),
);

/** A row of what is written, in the database's words. */
type Settlement = ReturnType<typeof settlement>;

function settlement(
  claimed: Claim,
  decision: Decision,
  last: { name: string; value: StepValue } | null,
  now: Date,
) {
  const change = changeFrom(decision);
  return {
    id: claimed.id,
    version: claimed.version,
    attempt: claimed.attemptId,
    profile: claimed.profileId,
    network: claimed.network,
    base_url: claimed.profile.baseUrl,
    now,
    state: change.state,
    due: change.dueAt,
    refund: decision.move === "retry" && !decision.countsAsTry ? 1 : 0,
    error_code: change.errorCode,
    error_detail: change.errorDetail,
    remote_id: change.published?.remoteId ?? null,
    remote_url: change.published?.url ?? null,
    published: change.published ? now : null,
    step: last?.name ?? null,
    value: last?.value ?? null,
    outcome: outcomeName[decision.move],
    detail: detailOf(decision),
    pause: decision.move === "retry" ? decision.pauseProfileUntil : null,
    reconnect: decision.move === "reject" && decision.reconnectProfile,
    server_answers: serverAnswers(decision),
  };
}

/** Whether the network itself spoke, be it to refuse. */
function serverAnswers(decision: Decision): boolean {
  switch (decision.move) {
    case "succeed":
      return true;
    case "reject":
      return decision.code !== "network_unavailable";
    case "retry":
      return decision.pauseProfileUntil !== null;
    case "lose":
      return false;
  }
}

async function settleAll(db: Database, asked: readonly Settlement[]): Promise<boolean[]> {
  const rows = await db.$queryRaw<{ attempt: string }[]>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as x(
        id uuid, version int, attempt uuid, profile uuid, network text, base_url text, now timestamptz,
        state publication_state, due timestamptz, refund int, error_code text, error_detail text, remote_id text,
        remote_url text, published timestamptz, step text, value jsonb, outcome attempt_outcome, detail text,
        pause timestamptz, reconnect boolean, server_answers boolean)
    ), claimed as (
      update publication p set state = x.state, version = p.version + 1, lease_owner = null, lease_until = null,
        due_at = x.due, rung_at = null, try_count = p.try_count - x.refund, updated_at = x.now,
        error_code = x.error_code, error_detail = x.error_detail, remote_id = coalesce(x.remote_id, p.remote_id),
        remote_url = coalesce(x.remote_url, p.remote_url), published_at = coalesce(x.published, p.published_at)
      from asked x
      where p.id = x.id and (
        (p.state = 'publishing' and p.version = x.version)
        -- The lease ran out while the answer was on its way: what we know now still counts.
        or (p.state = 'unconfirmed' and p.version = x.version + 1))
      returning p.*, x.attempt, x.step, x.value
    ), ${tell()}, kept as (
      insert into step (publication_id, name, value)
      select id, step, value from claimed where step is not null
      on conflict do nothing
    ), closed as (
      update attempt a set finished_at = x.now, outcome = x.outcome, detail = x.detail
      from asked x where a.id = x.attempt
    ), profile_change as (
      update profile f set
        paused_until = greatest(f.paused_until, x.pause),
        state = case when x.reconnect then 'reconnect'::profile_state else f.state end,
        state_detail = case when x.reconnect then x.reason else f.state_detail end
      from (
        select profile, max(pause) as pause, bool_or(reconnect) as reconnect,
          max(error_detail) filter (where reconnect) as reason
        from asked where pause is not null or reconnect group by profile
      ) x
      where f.id = x.profile
    ), unrung as (
      -- They were rung for a time at which the profile now pauses: the scheduler rings anew, for its end.
      update publication o set rung_at = null
      from (select profile, max(pause) as pause from asked where pause is not null group by profile) x
      where o.profile_id = x.profile and o.state in ('scheduled', 'unconfirmed') and o.rung_at is not null
        and o.due_at <= x.pause and o.id not in (select id from asked)
    ), server_change as (
      update circuit_breaker b set failures = 0, open_until = null
      from (select distinct network, base_url from asked where server_answers) x
      where b.network = x.network and b.base_url = x.base_url and b.failures > 0
    )
    select attempt from claimed`;
  const moved = new Set(rows.map(({ attempt }) => attempt));
  return asked.map(({ attempt }) => moved.has(attempt));
}

/** Writes what the network said of an unconfirmed publication. */
export async function settleReadBack(
  db: Database,
  claimed: Claim,
  decision: ReadBackDecision,
  step: { name: string; value: StepValue } | null,
  now: Date,
): Promise<boolean> {
  const change = readBackChange(decision);
  const outcome = decision.move === null ? "unconfirmed" : outcomeName[decision.move];
  const detail = decision.move === null || decision.move === "reject" ? decision.detail : null;
  // The next answer that is lost is asked for as patiently as this one was.
  const isSettled = decision.move !== null;
  const rows = await db.$queryRaw<{ moved: boolean }[]>`
    with claimed as (
      update publication p set state = ${change.state}::publication_state, version = p.version + 1,
        due_at = ${change.dueAt}, rung_at = null, updated_at = ${now}, ${outcomeColumns(change, now)},
        read_back_count = case when ${isSettled} then 0 else p.read_back_count end
      where p.id = ${claimed.id}::uuid and p.state = 'unconfirmed' and p.version = ${claimed.version}
      returning p.*
    ), ${tell()}, ${keepLast(step)}, ${closeAttempt(claimed.attemptId, outcome, detail, now)}
    select count(*) > 0 as moved from claimed`;
  return rows[0]?.moved ?? false;
}

function outcomeColumns(change: Change, now: Date): Prisma.Sql {
  return Prisma.sql`error_code = ${change.errorCode}, error_detail = ${change.errorDetail},
    remote_id = coalesce(${change.published?.remoteId ?? null}, p.remote_id),
    remote_url = coalesce(${change.published?.url ?? null}, p.remote_url),
    published_at = case when ${change.published !== null} then ${now} else p.published_at end`;
}

function keepLast(last: { name: string; value: StepValue } | null): Prisma.Sql {
  return Prisma.sql`kept as (
      insert into step (publication_id, name, value)
      select id, ${last?.name ?? ""}, ${last?.value ?? {}}::jsonb from claimed where ${last !== null}
      on conflict do nothing
    )`;
}

function closeAttempt(attemptId: string, outcome: string, detail: string | null, now: Date): Prisma.Sql {
  return Prisma.sql`closed as (
      update attempt set finished_at = ${now}, outcome = ${outcome}::attempt_outcome, detail = ${detail}
      where id = ${attemptId}::uuid
    )`;
}

const outcomeName = {
  succeed: "published",
  reject: "rejected",
  retry: "retry",
  lose: "unconfirmed",
} as const;

function detailOf(decision: Decision): string | null {
  return decision.move === "succeed" ? null : decision.detail;
}

function changeFrom(decision: Decision): Change {
  const none = { dueAt: null, errorCode: null, errorDetail: null, published: null };
  switch (decision.move) {
    case "succeed":
      return { ...none, state: "published", published: decision.published };
    case "reject":
      return { ...none, state: "failed", errorCode: decision.code, errorDetail: decision.detail };
    case "retry":
      return { ...none, state: "scheduled", dueAt: decision.dueAt };
    case "lose":
      return {
        ...none,
        state: "unconfirmed",
        dueAt: decision.dueAt,
        errorCode: "unconfirmed",
        errorDetail: decision.detail,
      };
  }
}

function readBackChange(decision: ReadBackDecision): Change {
  const none = { dueAt: null, errorCode: null, errorDetail: null, published: null };
  switch (decision.move) {
    case "succeed":
      return { ...none, state: "published", published: decision.published };
    case "retry":
      return { ...none, state: "scheduled", dueAt: decision.dueAt };
    case "reject":
      return { ...none, state: "failed", errorCode: decision.code, errorDetail: decision.detail };
    case null:
      return {
        ...none,
        state: "unconfirmed",
        dueAt: decision.dueAt,
        errorCode: "unconfirmed",
        errorDetail: decision.detail,
      };
  }
}

/** Says that this worker still lives and works on these. */
export async function renewLeases(
  db: Database,
  ids: readonly string[],
  owner: string,
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw`
    update publication set lease_until = ${plusSeconds(now, leaseSeconds)}
    where id = any(${[...ids]}::uuid[]) and state = 'publishing' and lease_owner = ${owner}`;
}

/**
 * Turns publications whose worker gave no sign of life into unconfirmed ones: their requests may have arrived.
 * @param readBackAt when to ask the network
 * @param allOwners true at the start of a program that is alone on its database: whoever held a lease is gone
 */
export async function loseExpired(
  db: Database,
  now: Date,
  readBackAt: Date,
  allOwners = false,
): Promise<number> {
  const rows = await db.$queryRaw<{ lost: bigint }[]>`
    with claimed as (
      update publication p set state = 'unconfirmed', version = p.version + 1, lease_owner = null,
        lease_until = null, due_at = ${readBackAt}, rung_at = null, updated_at = ${now},
        error_code = 'unconfirmed', error_detail = 'the worker ended before the network answered'
      where p.state = 'publishing' and (p.lease_until < ${now} or ${allOwners})
      returning p.*
    ), ${tell()}, closed as (
      update attempt a set finished_at = ${now}, outcome = 'lost'
      from claimed where a.publication_id = claimed.id and a.finished_at is null
    )
    select count(*) as lost from claimed`;
  return Number(rows[0]?.lost ?? 0);
}

/** Sets aside what did not go out in its time: it is not posted late, a person decides. */
export async function missLate(db: Database, now: Date, lateGraceSeconds: number): Promise<number> {
  const rows = await db.$queryRaw<{ missed: bigint }[]>`
    with claimed as (
      update publication p set state = 'missed', version = p.version + 1, due_at = null, rung_at = null,
        updated_at = ${now}, error_code = 'missed'
      where p.state = 'scheduled' and p.due_at <= ${now} and p.scheduled_at < case when p.first_attempt_at is null
        then ${plusSeconds(now, -lateGraceSeconds)}::timestamptz
        else ${plusSeconds(now, -Math.max(lateGraceSeconds, triedGraceSeconds))}::timestamptz end
      returning p.*
    ), ${tell()}
    select count(*) as missed from claimed`;
  return Number(rows[0]?.missed ?? 0);
}

/** How long after it was due a publication that nobody took is rung for again. */
const ringAgainSeconds = 30;

/**
 * What the queue must be told of now: what is due before `horizon` and was not rung yet, or was rung in vain.
 * Marks it as rung. A paused profile's publications are rung for the end of the pause.
 * @param everything true when the queue has forgotten what it was told
 */
export async function takeToRing(
  db: Database,
  { now, horizon, everything, limit }: { now: Date; horizon: Date; everything: boolean; limit: number },
): Promise<Job[]> {
  const rows = await db.$queryRaw<{ id: string; state: string; ring_at: Date }[]>`
    with picked as (
      select p.id, greatest(p.due_at, f.paused_until, b.open_until) as ring_at
      from publication p
      join profile f on f.id = p.profile_id
      left join circuit_breaker b on b.network = p.network and b.base_url = f.base_url
      where p.state in ('scheduled', 'unconfirmed') and p.due_at <= ${horizon}
        and (p.state = 'unconfirmed' or f.state = 'connected') and f.deleted_at is null
        and (p.rung_at is null or (${everything} and p.rung_at < ${now})
          or greatest(p.due_at, f.paused_until, b.open_until, p.rung_at) < ${plusSeconds(now, -ringAgainSeconds)})
      order by p.due_at limit ${limit}
      for update of p skip locked
    )
    update publication p set rung_at = ${now} from picked where p.id = picked.id
    returning p.id, p.state::text as state, picked.ring_at`;
  return rows.map(({ id, state, ring_at }) => ({
    name: state === "unconfirmed" ? "read-back" : "publish",
    id,
    // A ring that was not answered needs a new id: the old job may still stand under it.
    dueAt: ring_at < now ? now : ring_at,
  }));
}

/**
 * Counts one more failure of a server; `settle` forgets them all as soon as it answers. What fails while the server
 * is left alone was under way before, and says nothing new: it is not counted.
 */
export async function noteServerFailure(
  db: Database,
  { network, baseUrl }: { network: string; baseUrl: string },
  now: Date,
  openUntil: (failures: number) => Date | null,
): Promise<void> {
  const rows = await db.$queryRaw<{ failures: number }[]>`
    insert into circuit_breaker as b (network, base_url, failures) values (${network}, ${baseUrl}, 1)
    on conflict (network, base_url) do update set failures = b.failures + 1
      where b.open_until is null or b.open_until <= ${now}
    returning failures`;
  const until = rows[0] ? openUntil(rows[0].failures) : null;
  if (until)
    await db.circuitBreaker.update({
      where: { network_baseUrl: { network, baseUrl } },
      data: { openUntil: until },
    });
}

/** The bytes of an image. @throws when it was deleted meanwhile */
export async function readMedia(db: Database, mediaId: string): Promise<Uint8Array> {
  const row = await db.mediaContent.findUniqueOrThrow({ where: { mediaId } });
  return row.bytes;
}
