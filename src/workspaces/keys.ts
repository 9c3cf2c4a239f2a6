import { randomBytes } from "node:crypto";
import { NotFound } from "../errors.ts";
import type { ApiKey } from "../generated/prisma/client.ts";
import type { Role } from "../generated/prisma/enums.ts";
import { type Database, mayBeId } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import type { Caller } from "./caller.ts";
import { type Action, actions } from "./permissions.ts";

/** What a new key is to be. */
export interface NewKey {
  name: string;
  role: Role;
  /** None: all that the role may do. */
  scopes?: readonly Action[];
  /** Null: until it is revoked. */
  expiresAt?: Date | null;
}

/** A new key. It is shown this once; only its hash is kept. */
export async function createKey(
  ctx: Pick<Platform, "db" | "clock">,
  workspaceId: string,
  { name, role, scopes = [], expiresAt = null }: NewKey,
): Promise<{ id: string; key: string }> {
  const key = `vigie_${randomBytes(24).toString("base64url")}`;
  const { id } = await ctx.db.apiKey.create({
    data: {
      workspaceId,
      name,
      role,
      scopes: [...scopes],
      hash: sha256(key),
      prefix: key.slice(0, 10),
      createdAt: ctx.clock(),
      expiresAt,
    },
  });
  return { id, key };
}

/**
 * Makes the operator's key valid, for the first workspace there is (made when there is none). Idempotent.
 * @param key any string of 32 characters or more
 */
export async function admitBootstrapKey(ctx: Pick<Platform, "db" | "clock">, key: string): Promise<void> {
  const hash = sha256(key);
  if (await ctx.db.apiKey.findUnique({ where: { hash } })) return;
  const workspace =
    (await ctx.db.workspace.findFirst({ where: { isDemo: false }, orderBy: { createdAt: "asc" } })) ??
    (await ctx.db.workspace.create({ data: { name: "Vigie", createdAt: ctx.clock() } }));
  await ctx.db.apiKey.upsert({
    where: { hash },
    update: {},
    create: {
      workspaceId: workspace.id,
      name: "bootstrap",
      role: "owner",
      hash,
      prefix: `${key.slice(0, 4)}…`,
      createdAt: ctx.clock(),
    },
  });
}

/** How long a key that was just seen is believed without asking again. */
const believedMilliseconds = 5000;

/** Finds who a key belongs to; keeps what it found for some seconds, and notes when a key was last used. */
export function keyFinder(ctx: Pick<Platform, "db" | "clock">): (key: string) => Promise<Caller | null> {
  const seen = new Map<string, { caller: Caller | null; until: number }>();
  return async (key) => {
    const hash = sha256(key);
    const now = ctx.clock();
    const known = seen.get(hash);
    if (known && known.until > now.getTime()) return known.caller;
    const caller = await findCaller(ctx.db, hash, now);
    if (seen.size > 1000) seen.clear();
    seen.set(hash, { caller, until: now.getTime() + believedMilliseconds });
    return caller;
  };
}

/** Whether a key is there, and neither ended nor ended by somebody. */
export function isGoodKey<Key extends Pick<ApiKey, "revokedAt" | "expiresAt">>(
  key: Key | null,
  now: Date,
): key is Key {
  return key !== null && key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
}

async function findCaller(db: Database, hash: string, now: Date): Promise<Caller | null> {
  const row = await db.apiKey.findUnique({ where: { hash } });
  if (!isGoodKey(row, now)) return null;
  await db.apiKey.update({ where: { id: row.id }, data: { lastUsedAt: now } });
  const { id, workspaceId, name, role } = row;
  return { kind: "key", id, workspaceId, name, role, scopes: scopesFrom(row.scopes) };
}

/** Of stored scopes, those that still are actions. @throws when none is: that must not come to mean "all" */
export function scopesFrom(stored: readonly string[]): Action[] {
  const known = actions.filter((action) => stored.includes(action));
  if (known.length === 0 && stored.length > 0) throw new Error(`no such scopes: ${stored.join(", ")}`);
  return known;
}

/** Ends a key at once (other processes believe it for up to five seconds). @throws NotFound */
export async function revokeKey(
  ctx: Pick<Platform, "db" | "clock">,
  workspaceId: string,
  id: string,
): Promise<void> {
  const { count } = mayBeId(id)
    ? await ctx.db.apiKey.updateMany({
        where: { id, workspaceId, revokedAt: null },
        data: { revokedAt: ctx.clock() },
      })
    : { count: 0 };
  if (count === 0) throw new NotFound("api key", id);
}
