import { Conflict, NotFound } from "../errors.ts";
import type { Role } from "../generated/prisma/enums.ts";
import { message } from "../messages.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { type Grant, refuseBeyond, whole } from "./permissions.ts";
import { ageTokens } from "./sessions.ts";

type Needs = Pick<Platform, "db">;

/**
 * Gives a member another role. It holds from their next request on; their sessions get new tokens.
 * @throws NotFound, Forbidden (more than the giver has), Conflict (the last owner)
 */
export async function changeRole(
  ctx: Needs,
  giver: Grant,
  workspaceId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const before = await lockMember(tx, workspaceId, userId);
    refuseBeyond(giver, whole(before));
    refuseBeyond(giver, whole(role));
    if (role !== "owner") await refuseLastOwner(tx, workspaceId, before);
    await tx.membership.update({ where: { userId_workspaceId: { userId, workspaceId } }, data: { role } });
    await ageTokens(tx, userId);
  });
}

/** Takes a member out of the workspace; their account stays. @throws as `changeRole` */
export async function removeMember(
  ctx: Needs,
  giver: Grant,
  workspaceId: string,
  userId: string,
): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const before = await lockMember(tx, workspaceId, userId);
    refuseBeyond(giver, whole(before));
    await refuseLastOwner(tx, workspaceId, before);
    await tx.membership.delete({ where: { userId_workspaceId: { userId, workspaceId } } });
    await tx.session.updateMany({ where: { userId, workspaceId }, data: { workspaceId: null } });
    await ageTokens(tx, userId);
  });
}

/** Leaves a workspace of one's own accord. @throws Conflict for its last owner */
export async function leaveWorkspace(ctx: Needs, workspaceId: string, userId: string): Promise<void> {
  await removeMember(ctx, whole("owner"), workspaceId, userId);
}

/** One change of a workspace's people at a time: two owners who remove each other must not both succeed. */
async function lockMember(tx: Transaction, workspaceId: string, userId: string): Promise<Role> {
  await tx.$queryRaw`select id from workspace where id = ${workspaceId}::uuid for update`;
  const member = mayBeId(userId)
    ? await tx.membership.findUnique({ where: { userId_workspaceId: { userId, workspaceId } } })
    : null;
  if (!member) throw new NotFound("member", userId);
  return member.role;
}

async function refuseLastOwner(tx: Transaction, workspaceId: string, role: Role): Promise<void> {
  if (role !== "owner" || (await tx.membership.count({ where: { workspaceId, role: "owner" } })) > 1) return;
  throw new Conflict(
    "last_owner",
    message(
      "last_owner",
      "a workspace has at least one owner; make somebody else owner first",
      "un espace de travail a au moins un propriétaire\u202f; nommez-en d’abord un autre",
    ),
  );
}
