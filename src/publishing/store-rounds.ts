import type { Job } from "../jobs.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import { leaseSeconds, triedGraceSeconds } from "./publication.ts";
import { tell } from "./store-events.ts";

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

/**
 * Sets aside what did not go out in its time: it is not posted late, a person decides.
 * @param lateGraceSeconds where the workspace does not say
 */
export async function missLate(db: Database, now: Date, lateGraceSeconds: number): Promise<number> {
  const rows = await db.$queryRaw<{ missed: bigint }[]>`
    with claimed as (
      update publication p set state = 'missed', version = p.version + 1, due_at = null, rung_at = null,
        updated_at = ${now}, error_code = 'missed'
      from workspace w
      where p.state = 'scheduled' and p.due_at <= ${now} and w.id = p.workspace_id
        and p.scheduled_at < ${now}::timestamptz - make_interval(secs => case when p.first_attempt_at is null
          then coalesce(w.late_grace_seconds, ${lateGraceSeconds}::int)
          else greatest(coalesce(w.late_grace_seconds, ${lateGraceSeconds}::int), ${triedGraceSeconds}::int) end)
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
  if (!until) return;
  // What was rung for a time at which the server is left alone is rung anew, for the end of that.
  await db.$executeRaw`
    with opened as (
      update circuit_breaker set open_until = ${until} where network = ${network} and base_url = ${baseUrl}
    )
    update publication p set rung_at = null from profile f
    where f.id = p.profile_id and f.base_url = ${baseUrl} and p.network = ${network}
      and p.state in ('scheduled', 'unconfirmed') and p.rung_at is not null and p.due_at <= ${until}`;
}
