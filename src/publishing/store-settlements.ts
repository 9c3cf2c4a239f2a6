import { Prisma, type PublicationState } from "../generated/prisma/client.ts";
import { batched, onePer } from "../platform/batch.ts";
import type { Database } from "../platform/database.ts";
import type { Decision, ReadBackDecision } from "./decision.ts";
import type { StepValue } from "./publisher.ts";
import { batches, type Claim } from "./store-claims.ts";
import { tell } from "./store-events.ts";

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
