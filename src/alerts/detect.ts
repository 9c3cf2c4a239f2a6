import type { AlertRule } from "../generated/prisma/client.ts";
import type { Platform } from "../platform/platform.ts";
import type { Evidence } from "./alert.ts";
import { type SpikeKind, watchedBy } from "./rule.ts";
import { detectSpike, type SpikeFinding, type SpikeInput, shouldResolve } from "./spike.ts";
import * as store from "./store.ts";
import { claimLook, finishLook } from "./store-looks.ts";
import { type AuthorsWanted, readDrivers, readPast } from "./store-past.ts";
import { watch } from "./watch.ts";

/** Evidence of an open alert is written anew at most this often. */
const evidenceEverySeconds = 30;

/**
 * Looks at one rule's monitor and opens, updates or resolves its alert. Called twice, the second call does nothing.
 * @returns whether there may be somebody to tell
 */
export async function look(ctx: Pick<Platform, "db" | "clock" | "log">, ruleId: string): Promise<boolean> {
  const rule = await claimLook(ctx.db, ruleId, ctx.clock());
  if (!rule) return false;
  const watched = watchedBy(rule);
  if (watched.kind === "negative-spike" || watched.kind === "volume-spike") {
    if (rule.monitorId === null) throw new Error(`the rule ${ruleId} has no monitor`);
    await lookForSpike(ctx, { ...rule, monitorId: rule.monitorId }, watched.kind);
  } else await watch(ctx, rule, watched);
  await finishLook(ctx.db, rule, ctx.clock());
  return true;
}

async function lookForSpike(
  ctx: Pick<Platform, "db" | "clock" | "log">,
  rule: AlertRule & { monitorId: string },
  kind: SpikeKind,
): Promise<void> {
  const ruleId = rule.id;
  const now = ctx.clock();
  const { open, lastResolvedAt } = await store.readAlerts(ctx.db, ruleId);
  const read = async (wanted: AuthorsWanted): Promise<SpikeInput> => ({
    kind,
    sensitivity: rule.sensitivity,
    now,
    openSince: open?.startedAt ?? null,
    lastResolvedAt,
    ...(await readPast(ctx.db, rule.monitorId, kind, now, wanted)),
  });
  // Nearly every look ends with the counts: who wrote matters only where these are unusual.
  const counts = await read("counts-only");
  if (!open) {
    if (!detectSpike(counts).firing) return;
    const finding = detectSpike(await read("with-authors"));
    if (!finding.firing) return;
    const evidence = await evidenceOf(ctx, rule.monitorId, kind, finding, finding.since);
    const id = await store.openAlert(ctx.db, rule, evidence, now);
    if (id)
      ctx.log.warn({ alertId: id, ruleId, seen: finding.seen, expected: finding.expected }, "alert opened");
    return;
  }
  if (shouldResolve(counts)) {
    if (await store.resolveAlert(ctx.db, open.id, now)) ctx.log.info({ alertId: open.id }, "alert resolved");
    return;
  }
  if (now.getTime() - open.updatedAt.getTime() < evidenceEverySeconds * 1000) return;
  const finding = detectSpike(await read("with-authors"));
  if (!finding.firing) return store.touchAlert(ctx.db, open.id, now);
  const evidence = await evidenceOf(ctx, rule.monitorId, kind, finding, open.startedAt);
  await store.updateEvidence(ctx.db, open.id, evidence, now);
}

async function evidenceOf(
  ctx: Pick<Platform, "db">,
  monitorId: string,
  kind: SpikeKind,
  finding: SpikeFinding,
  since: Date,
): Promise<Evidence> {
  return {
    expected: Math.round(finding.expected * 10) / 10,
    seen: finding.seen,
    since: finding.since.toISOString(),
    authors: finding.authors,
    score: Math.round(finding.score * 1000) / 1000,
    reason: finding.reason,
    subject: null,
    ...(await readDrivers(ctx.db, monitorId, kind, since)),
  };
}
