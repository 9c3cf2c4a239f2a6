import { randomBytes } from "node:crypto";
import { Conflict, Forbidden, NotFound } from "../errors.ts";
import type { Role } from "../generated/prisma/enums.ts";
import { message } from "../messages.ts";
import { plusSeconds } from "../platform/clock.ts";
import { mayBeId } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import { record } from "./audit.ts";
import type { Caller } from "./caller.ts";
import { checkPassword, hashPassword } from "./password.ts";
import { mayGrant, refuseBeyond, whole } from "./permissions.ts";

type Needs = Pick<Platform, "db" | "clock">;

/** Handed over by a person, who may not meet the other one at once; and mailed, where it is read within minutes. */
const handedOverSeconds = 86_400;
const mailedSeconds = 3600;

/** A link's secret part, which is known here alone, and when it ends. */
interface NewPasswordLink {
  token: string;
  expiresAt: Date;
}

/**
 * A link with which a member chooses a new password. Whoever has it can become that person, everywhere: so nobody
 * makes one for somebody who may do more than they, here or in another workspace.
 * @throws NotFound, Forbidden
 */
export async function linkForMember(ctx: Needs, giver: Caller, userId: string): Promise<NewPasswordLink> {
  const memberships = mayBeId(userId)
    ? await ctx.db.membership.findMany({
        // What is invented is no secret: everybody's first owner owns the demo too.
        where: { userId, OR: [{ workspaceId: giver.workspaceId }, { workspace: { isDemo: false } }] },
      })
    : [];
  const here = memberships.find(({ workspaceId }) => workspaceId === giver.workspaceId);
  if (!here) throw new NotFound("member", userId);
  refuseBeyond(giver, whole(here.role));
  const elsewhere = memberships.filter((one) => one !== here);
  const own = await rolesOf(ctx, giver);
  const isBeyond = elsewhere.some(({ workspaceId, role }) => {
    const mine = own.get(workspaceId);
    return mine === undefined || !mayGrant(whole(mine), whole(role));
  });
  if (isBeyond) throw belongsElsewhere();
  return makeLink(ctx, userId, handedOverSeconds);
}

/** In which workspaces a person has which role; a key belongs to its own alone. */
async function rolesOf(ctx: Needs, { kind, id }: Caller): Promise<Map<string, Role>> {
  if (kind === "key") return new Map();
  const rows = await ctx.db.membership.findMany({ where: { userId: id } });
  return new Map(rows.map(({ workspaceId, role }) => [workspaceId, role]));
}

/** A link to be mailed to whoever says that this address is theirs. @returns null where it has no account */
export async function linkForAddress(ctx: Needs, email: string): Promise<NewPasswordLink | null> {
  const user = await ctx.db.user.findUnique({ where: { email }, select: { id: true } });
  return user && makeLink(ctx, user.id, mailedSeconds);
}

async function makeLink(ctx: Needs, userId: string, validSeconds: number): Promise<NewPasswordLink> {
  const now = ctx.clock();
  const token = randomBytes(32).toString("base64url");
  const expiresAt = plusSeconds(now, validSeconds);
  await ctx.db.passwordLink.create({ data: { userId, tokenHash: sha256(token), createdAt: now, expiresAt } });
  return { token, expiresAt };
}

/** Whose password a link changes, while it does. @throws Conflict when it has ended */
export async function openPasswordLink(ctx: Needs, token: string): Promise<{ name: string; email: string }> {
  const link = await ctx.db.passwordLink.findFirst({
    where: { tokenHash: sha256(token), expiresAt: { gt: ctx.clock() } },
    select: { user: { select: { name: true, email: true } } },
  });
  if (!link) throw ended();
  return link.user;
}

/**
 * Takes a new password, once: every browser is signed out, and every other link of that person ends. A second step
 * stays: who has the link is not therefore who has the phone.
 * @throws Conflict when the link has ended, Invalid for a poor password
 */
export async function chooseByLink(
  ctx: Needs,
  token: string,
  password: string,
  address: string,
): Promise<void> {
  const { email, name } = await openPasswordLink(ctx, token);
  checkPassword(password, "/password", [email, name]);
  const passwordHash = await hashPassword(password);
  await ctx.db.$transaction(async (tx) => {
    const now = ctx.clock();
    const where = { tokenHash: sha256(token), expiresAt: { gt: now } };
    const link = await tx.passwordLink.findFirst({ where, select: { userId: true } });
    // Of two who use it at once, the one who finds it still there.
    if (!link || (await tx.passwordLink.deleteMany({ where })).count === 0) throw ended();
    const { userId } = link;
    await tx.passwordLink.deleteMany({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { passwordHash } });
    await tx.session.deleteMany({ where: { userId } });
    for (const { workspaceId } of await tx.membership.findMany({ where: { userId } }))
      await record(
        tx,
        now,
        { kind: "user", id: userId, name, workspaceId },
        { action: "POST /password-links/use", target: userId, address },
      );
  });
}

/** The same for one that never was. */
function ended(): Conflict {
  return new Conflict(
    "password_link_ended",
    message(
      "password_link_ended",
      "this link has ended, or was used; ask for a new one",
      "ce lien a expiré ou a déjà servi\u202f; demandez-en un nouveau",
    ),
  );
}

function belongsElsewhere(): Forbidden {
  return new Forbidden(
    message(
      "belongs_elsewhere",
      "this person also works in a workspace where you may not do as much; an owner there can make the link",
      "cette personne travaille aussi dans un espace où vous n’avez pas autant de droits\u202f; un propriétaire de cet espace peut créer le lien",
    ),
  );
}
