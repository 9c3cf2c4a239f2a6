import { Conflict } from "../errors.ts";
import { message } from "../messages.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { againAfterDeadlock } from "../platform/deadlock.ts";
import type { Platform } from "../platform/platform.ts";
import { record } from "../workspaces/audit.ts";
import type { Caller } from "../workspaces/caller.ts";

type Needs = Pick<Platform, "db" | "clock" | "log">;

/**
 * Removes the demo workspace with everything in it, and keeps in mind that it was removed: later starts do without it, and
 * the program that runs its sandbox ends it (`watchRemoval`).
 * @returns whether there was one
 */
export async function removeDemo(ctx: Needs): Promise<boolean> {
  return againAfterDeadlock(() => ctx.db.$transaction((tx) => removeWithin(ctx, tx)));
}

/**
 * The same for an owner at their desk. It is written down in the workspace they go on in; whoever has no other gets one of
 * their own. @throws Conflict for any workspace but the demo
 */
export async function removeDemoAs(
  ctx: Needs,
  caller: Caller,
  deed: { action: string; address: string },
): Promise<void> {
  const removed = async (tx: Transaction) => {
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: caller.workspaceId } });
    if (!workspace.isDemo)
      throw new Conflict(
        "not_the_demo",
        message(
          "not_the_demo",
          `"${workspace.name}" is no demo; only the demo is removed in one go`,
          `«\u202f${workspace.name}\u202f» n’est pas la démo\u202f; seule la démo se supprime d’un coup`,
        ),
      );
    await removeWithin(ctx, tx);
    if (caller.kind === "key") return;
    const workspaceId = await nextHome(ctx, tx, caller, workspace.timeZone);
    await record(tx, ctx.clock(), { ...caller, workspaceId }, { ...deed, target: workspace.id });
  };
  await againAfterDeadlock(() => ctx.db.$transaction(removed));
}

async function removeWithin(ctx: Needs, tx: Transaction): Promise<boolean> {
  const removedAt = ctx.clock();
  await tx.demoRemoval.upsert({ where: { id: 1 }, create: { removedAt }, update: { removedAt } });
  // Whoever is writing into it comes to an end first, and whoever begins now waits: what they bring would else stand in
  // the way of what it belongs to.
  const [found] = await tx.$queryRaw<{ id: string }[]>`select id from workspace where is_demo for update`;
  if (!found) return false;
  await removeWorkspace(tx, found.id);
  ctx.log.info({ workspaceId: found.id }, "the demo was removed");
  return true;
}

/** A workspace with everything in it. Its sessions stay, for the other workspaces of who is signed in. */
export async function removeWorkspace(tx: Transaction, workspaceId: string): Promise<void> {
  const inIt = { where: { workspaceId } };
  // What a publication needs is not removed under it: posts and sources go before their profiles.
  await tx.post.deleteMany(inIt);
  await tx.source.deleteMany(inIt);
  await tx.workspace.delete({ where: { id: workspaceId } });
  await tx.event.deleteMany(inIt);
  await tx.idempotentReply.deleteMany(inIt);
}

/** Where somebody goes on: the oldest of their other workspaces, else one that is made for them. */
async function nextHome(
  ctx: Needs,
  tx: Transaction,
  { id, name }: Caller,
  timeZone: string,
): Promise<string> {
  const other = await tx.membership.findFirst({ where: { userId: id }, orderBy: { createdAt: "asc" } });
  if (other) return other.workspaceId;
  const createdAt = ctx.clock();
  const made = await tx.workspace.create({
    data: {
      name,
      timeZone,
      createdAt,
      memberships: { create: { userId: id, role: "owner", createdAt } },
    },
  });
  return made.id;
}

/** Whether somebody removed the demo since it was last asked for. */
export async function isRemoved(db: Database): Promise<boolean> {
  return (await db.demoRemoval.count()) > 0;
}

/** Makes room for a new demo. */
export async function forgetRemoval(db: Database): Promise<void> {
  await db.demoRemoval.deleteMany();
}
