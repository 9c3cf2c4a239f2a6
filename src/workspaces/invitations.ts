import { randomBytes } from "node:crypto";
import { Conflict, NotFound } from "../errors.ts";
import { type Invitation, Prisma } from "../generated/prisma/client.ts";
import type { Role } from "../generated/prisma/enums.ts";
import { message } from "../messages.ts";
import { plusSeconds } from "../platform/clock.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import { record } from "./audit.ts";
import { hashPassword } from "./password.ts";
import { openSession, type Place } from "./sessions.ts";

type Needs = Pick<Platform, "db" | "clock">;

const validSeconds = 7 * 86_400;
/** Open ones in one workspace: a key that leaked is no machine for mails. */
const mostOpen = 200;

/** Which invitations can still be accepted. */
export function isOpen(now: Date) {
  return { acceptedAt: null, revokedAt: null, expiresAt: { gt: now } };
}

/** Invites whoever gets the link. @param email null: anybody who has it @returns the link's secret part, known here alone */
export async function invite(
  ctx: Needs,
  workspaceId: string,
  { email, role, invitedBy }: { email: string | null; role: Role; invitedBy: string },
): Promise<{ invitation: Invitation; token: string }> {
  const now = ctx.clock();
  if ((await ctx.db.invitation.count({ where: { workspaceId, ...isOpen(now) } })) >= mostOpen)
    throw new Conflict(
      "too_many_invitations",
      message(
        "too_many_invitations",
        `${mostOpen} invitations are open; withdraw some first`,
        `${mostOpen} invitations sont en attente\u202f; retirez-en d’abord`,
      ),
    );
  const token = randomBytes(32).toString("base64url");
  const invitation = await ctx.db.invitation.create({
    data: {
      workspaceId,
      email,
      role,
      invitedBy,
      tokenHash: sha256(token),
      createdAt: now,
      expiresAt: plusSeconds(now, validSeconds),
    },
  });
  return { invitation, token };
}

/** @throws NotFound */
export async function withdraw(ctx: Needs, workspaceId: string, id: string): Promise<void> {
  const now = ctx.clock();
  const { count } = mayBeId(id)
    ? await ctx.db.invitation.updateMany({
        where: { id, workspaceId, ...isOpen(now) },
        data: { revokedAt: now },
      })
    : { count: 0 };
  if (count === 0) throw new NotFound("invitation", id);
}

/** What a link leads to, while it leads somewhere. @throws Conflict when it has ended */
export async function openInvitation(ctx: Needs, token: string) {
  const invitation = await ctx.db.invitation.findFirst({
    where: { tokenHash: sha256(token), ...isOpen(ctx.clock()) },
    include: { workspace: { select: { id: true, name: true } } },
  });
  if (!invitation) throw ended();
  return invitation;
}

/** Makes an account for somebody new, in the workspace of the invitation. @returns the token of their session */
export async function acceptAsNew(
  ctx: Needs,
  token: string,
  person: { name: string; email: string; password: string; preferences: { language?: "en" | "fr" } },
  place: Place,
): Promise<string> {
  const passwordHash = await hashPassword(person.password);
  const { name, email, preferences } = person;
  return ctx.db.$transaction(async (tx) => {
    const now = ctx.clock();
    const { workspaceId, role } = await use(tx, token, now);
    const user = await tx.user
      .create({ data: { name, email, passwordHash, preferences, createdAt: now } })
      .catch((error: unknown) => {
        if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
          throw hasAccount();
        throw error;
      });
    await join(tx, { userId: user.id, name, workspaceId, role, address: place.address }, now);
    return openSession(tx, now, { userId: user.id, workspaceId, ...place });
  });
}

/** Lets somebody with an account join. A role they already have there stays as it is. @returns the workspace */
export async function acceptAsUser(
  ctx: Needs,
  token: string,
  user: { userId: string; sessionId: string },
  address: string,
): Promise<string> {
  const { userId, sessionId } = user;
  return ctx.db.$transaction(async (tx) => {
    const now = ctx.clock();
    const { workspaceId, role, email: wanted } = await use(tx, token, now);
    const { name, email } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    if (wanted !== null && wanted !== email) throw forSomebodyElse(wanted);
    await join(tx, { userId, name, workspaceId, role, address }, now);
    await tx.session.updateMany({ where: { id: sessionId }, data: { workspaceId } });
    return workspaceId;
  });
}

/** Takes the invitation, of two at once for one alone. */
async function use(tx: Transaction, token: string, now: Date): Promise<Invitation> {
  const [taken] = await tx.invitation.updateManyAndReturn({
    where: { tokenHash: sha256(token), ...isOpen(now) },
    data: { acceptedAt: now },
  });
  if (!taken) throw ended();
  return taken;
}

async function join(
  tx: Transaction,
  {
    address,
    name,
    ...member
  }: { userId: string; name: string; workspaceId: string; role: Role; address: string },
  now: Date,
): Promise<void> {
  await tx.membership.createMany({ data: [{ ...member, createdAt: now }], skipDuplicates: true });
  await record(
    tx,
    now,
    { kind: "user", id: member.userId, name, workspaceId: member.workspaceId },
    { action: "POST /invitations/accept", target: member.userId, address },
  );
}

/** The same for one that never was: nobody learns which there were. */
function ended(): Conflict {
  return new Conflict(
    "invitation_ended",
    message(
      "invitation_ended",
      "this invitation has ended, or was used; ask for a new one",
      "cette invitation a expiré ou a déjà servi\u202f; demandez-en une nouvelle",
    ),
  );
}

function hasAccount(): Conflict {
  return new Conflict(
    "sign_in_first",
    message(
      "sign_in_first",
      "this e-mail address has an account; sign in, then open the link again",
      "cette adresse e-mail a déjà un compte\u202f; connectez-vous, puis rouvrez le lien",
    ),
  );
}

function forSomebodyElse(email: string): Conflict {
  return new Conflict(
    "for_somebody_else",
    message(
      "for_somebody_else",
      `this invitation is for ${email}; sign out, then open the link again`,
      `cette invitation est pour ${email}\u202f; déconnectez-vous, puis rouvrez le lien`,
    ),
  );
}
