import { randomBytes } from "node:crypto";
import type { Role } from "../generated/prisma/enums.ts";
import { mayBeId, type Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import type { Caller } from "./caller.ts";
import {
  hasEnded,
  idleSeconds,
  noteOfUse,
  type SessionTimes,
  sessionEndsAt,
  wantsNewToken,
} from "./session.ts";

type Needs = Pick<Platform, "db" | "clock">;

/** Where a request came from. */
export interface Place {
  address: string;
  userAgent: string;
}

/** A browser that is signed in, as one request finds it. */
export interface OpenSession extends SessionTimes {
  id: string;
  userId: string;
  name: string;
  endsAt: Date;
  /** Null: this person belongs to no workspace, or not to the one asked for. */
  caller: Caller | null;
}

/** Signs a person in. @returns the token for the cookie: it is known to that browser alone, here only its hash is kept */
export async function openSession(
  db: Transaction,
  now: Date,
  { userId, workspaceId, address, userAgent }: Place & { userId: string; workspaceId: string | null },
): Promise<string> {
  const token = newToken();
  const times = { createdAt: now, lastSeenAt: now, rotatedAt: now };
  await db.session.create({
    data: {
      userId,
      workspaceId,
      tokenHash: sha256(token),
      address,
      userAgent: userAgent.slice(0, 300),
      ...times,
    },
  });
  return token;
}

type Row = SessionTimes & {
  id: string;
  userId: string;
  name: string;
  workspaceId: string | null;
  role: Role | null;
};

/**
 * @param wanted the workspace the request names; null: the one the session was last in, else the person's first
 * @returns null when nobody is signed in with that token, or no longer
 */
export async function findSession(
  ctx: Needs,
  token: string,
  wanted: string | null,
): Promise<OpenSession | null> {
  const now = ctx.clock();
  const hash = sha256(token);
  const named = wanted !== null && mayBeId(wanted) ? wanted : null;
  const [row] = await ctx.db.$queryRaw<Row[]>`
    select s.id, s.user_id as "userId", u.name, s.token_hash = ${hash} as "isCurrent", s.created_at as "createdAt",
      s.last_seen_at as "lastSeenAt", s.rotated_at as "rotatedAt", m.workspace_id as "workspaceId", m.role
    from session s
    join "user" u on u.id = s.user_id
    left join lateral (
      select workspace_id, role from membership
      where user_id = s.user_id and (${wanted}::text is null or workspace_id = ${named}::uuid)
      order by workspace_id = s.workspace_id desc nulls last, created_at, workspace_id
      limit 1
    ) m on true
    where s.token_hash = ${hash} or s.previous_hash = ${hash}`;
  if (!row || hasEnded(row, now)) return null;
  const note = noteOfUse(row, now);
  if (note)
    await ctx.db.session.updateMany({
      where: { id: row.id },
      data: { lastSeenAt: now, ...(note.forgetPrevious ? { previousHash: null } : {}) },
    });
  const { workspaceId, role, userId, name } = row;
  const caller: Caller | null =
    workspaceId && role ? { kind: "user", id: userId, name, workspaceId, role, scopes: [] } : null;
  return { ...row, endsAt: sessionEndsAt(row), caller };
}

/** A new token in the place of one that is old; null when it may stay, or another request is just changing it. */
export async function renewToken(ctx: Needs, session: OpenSession, shown: string): Promise<string | null> {
  const now = ctx.clock();
  if (!wantsNewToken(session, now)) return null;
  const token = newToken();
  const { count } = await ctx.db.session.updateMany({
    where: { id: session.id, rotatedAt: session.rotatedAt },
    data: { tokenHash: sha256(token), previousHash: sha256(shown), rotatedAt: now },
  });
  return count === 1 ? token : null;
}

/** What somebody may do has changed: the tokens of their browsers are changed at the next opportunity. */
export async function ageTokens(db: Transaction, userId: string): Promise<void> {
  await db.session.updateMany({ where: { userId }, data: { rotatedAt: new Date(0) } });
}

/** Ends sessions that nobody can use any more. */
export async function sweepSessions(db: Transaction, now: Date): Promise<void> {
  await db.session.deleteMany({
    where: { lastSeenAt: { lt: new Date(now.getTime() - idleSeconds * 1000) } },
  });
}

function newToken(): string {
  return randomBytes(32).toString("base64url");
}
