import { Conflict, invalid, NotFound } from "../errors.ts";
import type { Hold } from "../generated/prisma/client.ts";
import { message } from "../messages.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import { requireProfile } from "../profiles/store.ts";
import type { Actor } from "./approve.ts";
import type { ComposeNeeds } from "./check-post.ts";
import type { PlannedTime, WantedTime } from "./post.ts";
import { plannedTime, untried } from "./schedule.ts";
import { takeSlots } from "./slots.ts";
import { firstApart } from "./spread.ts";
import { tellOf } from "./store-events.ts";
import {
  type HeldRow,
  heldOnlyBy,
  holdCovered,
  holdScope,
  type Outlook,
  outlookOf,
  takenTimes,
} from "./store-holds.ts";
import { timeColumns } from "./store-posts.ts";

/** What a hold is over. Neither: the whole workspace. */
export type HoldScope = { kind: "workspace" } | { kind: "profile" | "brand"; id: string };

/**
 * Stops the queued publications of a workspace, a profile, or the profiles that speak for a brand. In force as soon as
 * this returns: the claim itself asks for it.
 * @throws Invalid for a profile, a brand or an alert that is not there
 */
export async function placeHold(
  ctx: ComposeNeeds,
  workspaceId: string,
  wanted: { scope: HoldScope; reason: string; alertId: string | null },
  actor: Actor,
  id: string,
): Promise<Hold> {
  const { scope, reason, alertId } = wanted;
  if (scope.kind === "profile") await requireProfile(ctx, workspaceId, scope.id);
  if (scope.kind === "brand") await requireBrand(ctx, workspaceId, scope.id, "/brand");
  if (alertId !== null) await requireAlert(ctx, workspaceId, alertId);
  const now = ctx.clock();
  const profileId = scope.kind === "profile" ? scope.id : null;
  const brandId = scope.kind === "brand" ? scope.id : null;
  return ctx.db.$transaction(async (tx) => {
    const columns = { workspaceId, profileId, brandId, reason, alertId, createdBy: actor.name };
    const hold = await tx.hold.upsert({
      where: { id },
      create: { id, ...columns, createdAt: now },
      update: {},
    });
    await holdScope(tx, { workspaceId, profileId, brandId }, now);
    await tellOfHolds(tx, workspaceId, id, now);
    return hold;
  });
}

/** What becomes of a publication when its hold is lifted. */
export type HeldDecision =
  /** `keep`: as it was planned, only for what has not passed its time; `spread`: a quarter of an hour after the one before. */
  | { action: "keep" | "publish-now" | "next-slot" | "spread" | "draft" | "cancel" }
  | { action: "reschedule"; time: WantedTime };

/**
 * Lifts a hold. What has its time before it goes on as planned unless a decision says otherwise; what passed its time
 * needs one. What another hold keeps back as well stays held.
 * @param passed for what passed its time and is not named in `decisions`
 * @throws NotFound, Invalid, Conflict when it was lifted already, or a decision is missing
 */
export async function liftHold(
  ctx: ComposeNeeds,
  workspaceId: string,
  holdId: string,
  wanted: WantedLift,
  actor: Actor,
): Promise<void> {
  const times = await timesOf(ctx, workspaceId, wanted.decisions);
  await ctx.db.$transaction((tx) => lift(tx, workspaceId, holdId, { ...wanted, times }, actor, ctx.clock()));
}

/**
 * What lifting a hold would lead to, by the time things go out. It is lifted and taken back, so that it says neither
 * more nor less than what then happens.
 * @throws what `liftHold` throws
 */
export async function previewLift(
  ctx: ComposeNeeds,
  workspaceId: string,
  holdId: string,
  wanted: WantedLift,
  actor: Actor,
): Promise<Outlook[]> {
  const times = await timesOf(ctx, workspaceId, wanted.decisions);
  const takenBack = new Error("a preview is taken back");
  let outlook: Outlook[] = [];
  try {
    await ctx.db.$transaction(async (tx) => {
      const ids = await lift(tx, workspaceId, holdId, { ...wanted, times }, actor, ctx.clock());
      outlook = await outlookOf(tx, workspaceId, ids);
      throw takenBack;
    });
  } catch (error) {
    if (error !== takenBack) throw error;
  }
  return outlook;
}

interface WantedLift {
  decisions: Readonly<Record<string, HeldDecision>>;
  passed: HeldDecision | null;
}

/** @returns the publications that it let go */
async function lift(
  tx: Transaction,
  workspaceId: string,
  holdId: string,
  wanted: WantedLift & { times: ReadonlyMap<string, PlannedTime> },
  actor: Actor,
  now: Date,
): Promise<string[]> {
  await takeHold(tx, workspaceId, holdId);
  const rows = await heldOnlyBy(tx, workspaceId, holdId);
  const decided = decideAll(rows, wanted, now);
  await tx.hold.update({ where: { id: holdId }, data: { liftedAt: now, liftedBy: actor.name } });
  for (const { row, decision } of decided) {
    await release(tx, workspaceId, row, decision, wanted.times.get(row.id) ?? null, now);
    await tellOf(tx, { id: row.id }, now);
  }
  await tellOfHolds(tx, workspaceId, holdId, now);
  await holdCovered(tx, [...new Set(rows.map((row) => row.postId))], now);
  return rows.map(({ id }) => id);
}

/** @throws NotFound when the workspace has no such monitor of the kind "brand" */
export async function requireBrand(
  ctx: Pick<ComposeNeeds, "db">,
  workspaceId: string,
  id: string,
  pointer: string,
): Promise<void> {
  const found =
    mayBeId(id) &&
    (await ctx.db.monitor.findFirst({ where: { id, workspaceId, kind: "brand" }, select: { id: true } }));
  if (!found)
    throw invalid(
      pointer,
      message(
        "unknown_brand",
        `there is no monitor of the kind "brand" with the id "${id}" here`,
        `il n’y a pas ici de veille de type «\u202fbrand\u202f» avec l’identifiant «\u202f${id}\u202f»`,
      ),
    );
}

/** Whether a publication's time has passed: then somebody must decide. */
export function hasPassed(row: { scheduledAt: Date | null }, now: Date): boolean {
  return row.scheduledAt === null || row.scheduledAt <= now;
}

function decideAll(
  rows: readonly HeldRow[],
  wanted: { decisions: Readonly<Record<string, HeldDecision>>; passed: HeldDecision | null },
  now: Date,
): { row: HeldRow; decision: HeldDecision }[] {
  const open: string[] = [];
  const decided = rows.map((row) => {
    const isPast = hasPassed(row, now);
    const said = wanted.decisions[row.id] ?? (isPast ? wanted.passed : { action: "keep" as const });
    if (!said || (isPast && said.action === "keep")) open.push(row.id);
    return { row, decision: said ?? { action: "keep" as const } };
  });
  if (open.length > 0)
    throw new Conflict(
      "decision_missing",
      message(
        "decision_missing",
        `${open.length} publications passed their time while they were held: say for each what becomes of it`,
        `${open.length} publications ont passé leur heure pendant la suspension\u202f: dites pour chacune ce qu’elle devient`,
      ),
      { publications: open },
    );
  return decided;
}

async function release(
  tx: Transaction,
  workspaceId: string,
  row: HeldRow,
  decision: HeldDecision,
  time: PlannedTime | null,
  now: Date,
): Promise<void> {
  const at = (scheduledAt: Date | null) => ({ state: "scheduled" as const, dueAt: scheduledAt });
  const columns = async () => {
    switch (decision.action) {
      case "keep":
        return at(row.scheduledAt);
      case "publish-now":
        return { ...at(now), scheduledAt: now, localTime: null, timeZone: null };
      case "reschedule":
        return { ...at(time?.scheduledAt ?? null), ...timeColumns(time) };
      case "next-slot": {
        const slots = await takeSlots(tx, workspaceId, [{ id: row.profileId, name: row.profileName }], now);
        const slot = slots.get(row.profileId) ?? null;
        return { ...at(slot?.scheduledAt ?? null), ...timeColumns(slot) };
      }
      case "spread": {
        const next = firstApart(now, await takenTimes(tx, row.profileId, now));
        return { ...at(next), scheduledAt: next, localTime: null, timeZone: null };
      }
      case "draft":
        return { state: "draft" as const, dueAt: null, ...timeColumns(null) };
      case "cancel":
        return { state: "cancelled" as const, dueAt: null };
    }
  };
  await tx.publication.update({
    where: { id: row.id },
    data: { ...(await columns()), ...untried, rungAt: null, version: { increment: 1 }, updatedAt: now },
  });
}

/** The instants of the new times, checked before anything is held up. */
async function timesOf(
  ctx: ComposeNeeds,
  workspaceId: string,
  decisions: Readonly<Record<string, HeldDecision>>,
): Promise<Map<string, PlannedTime>> {
  const times = new Map<string, PlannedTime>();
  for (const [id, decision] of Object.entries(decisions))
    if (decision.action === "reschedule")
      times.set(id, await plannedTime(ctx, workspaceId, decision.time, `/decisions/${id}`));
  return times;
}

async function takeHold(tx: Transaction, workspaceId: string, id: string): Promise<void> {
  const rows = mayBeId(id)
    ? await tx.$queryRaw<{ lifted: boolean }[]>`
        select lifted_at is not null as lifted from hold
        where id = ${id}::uuid and workspace_id = ${workspaceId}::uuid for update`
    : [];
  if (!rows[0]) throw new NotFound("hold", id);
  if (rows[0].lifted)
    throw new Conflict(
      "lifted_already",
      message("lifted_already", "this hold was lifted already", "cette suspension a déjà été levée"),
    );
}

async function requireAlert(ctx: ComposeNeeds, workspaceId: string, id: string): Promise<void> {
  const found =
    mayBeId(id) && (await ctx.db.alert.findFirst({ where: { id, workspaceId }, select: { id: true } }));
  if (!found) throw new NotFound("alert", id);
}

async function tellOfHolds(tx: Transaction, workspaceId: string, id: string, now: Date): Promise<void> {
  await tx.event.create({ data: { workspaceId, kind: "hold", data: { id }, at: now } });
}
