import type { AlertRule } from "../generated/prisma/client.ts";
import type { Job } from "../jobs.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import { workspaceKinds } from "./rule.ts";

/** An open alert, and a rule on the workspace itself, are looked at again at least this often. */
const lookEverySeconds = 60;

/** A look that did not come to its end for this long is asked for anew. */
const lookLeaseSeconds = 60;

/**
 * Takes a rule that new mentions asked to be looked at; null when somebody else just did. Until `finishLook`, it is
 * only put off: a worker that goes away in between must not cost an alert.
 */
export async function claimLook(db: Database, ruleId: string, now: Date): Promise<AlertRule | null> {
  // As it was claimed: read afterwards, `lookAt` could be that of mentions that came in between.
  const [rule] = await db.alertRule.updateManyAndReturn({
    where: { id: ruleId, enabled: true, lookAt: { lte: now } },
    data: { lookAt: plusSeconds(now, lookLeaseSeconds) },
  });
  return rule ?? null;
}

/** Ends a look, unless newer mentions asked for another meanwhile. */
export async function finishLook(
  db: Database,
  { id, lookAt }: Pick<AlertRule, "id" | "lookAt">,
  now: Date,
): Promise<void> {
  await db.alertRule.updateMany({ where: { id, lookAt }, data: { lookAt: null, lookedAt: now } });
}

/** Rules to look at now. */
export async function rulesToRing(db: Database, now: Date): Promise<Job[]> {
  await db.$executeRaw`
    update alert_rule set look_at = ${now}
    where enabled and look_at is null and coalesce(looked_at, created_at) < ${plusSeconds(now, -lookEverySeconds)}
      and (kind = any(${[...workspaceKinds]}) or exists (select from alert a where a.rule_id = alert_rule.id
        and a.state <> 'resolved' and a.updated_at < ${plusSeconds(now, -lookEverySeconds)}))`;
  const rows = await db.alertRule.findMany({
    where: { enabled: true, lookAt: { lte: now } },
    select: { id: true, lookAt: true },
    take: 1000,
  });
  return rows.map(({ id, lookAt }) => ({ name: "look", id, dueAt: lookAt ?? now }));
}
