import type { Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import type { Secrets } from "../platform/secrets.ts";
import { record } from "./audit.ts";
import { hashPassword } from "./password.ts";
import { openSession, type Place } from "./sessions.ts";

type Needs = Pick<Platform, "db" | "clock">;

/** Spells `VIGO`: who makes the first owner holds this advisory lock. */
const firstOwnerLock = 0x5649474f;

export interface FirstOwner {
  name: string;
  /** In lower case. */
  email: string;
  password: string;
  workspace: string;
  timeZone: string;
  preferences: { language?: "en" | "fr" };
}

/** Whether nobody has an account yet. */
export async function isFirstRun(db: Transaction): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) === null;
}

/**
 * Makes the first person, as owner of everything that is there: of the workspace that a bootstrap key may have made
 * (else of a fresh one), and of the demo.
 * @returns the token of the new session; null when somebody was faster
 */
export async function makeFirstOwner(ctx: Needs, owner: FirstOwner, place: Place): Promise<string | null> {
  const passwordHash = await hashPassword(owner.password);
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${firstOwnerLock})`;
    if (!(await isFirstRun(tx))) return null;
    const now = ctx.clock();
    const { name, email, preferences } = owner;
    const user = await tx.user.create({ data: { name, email, passwordHash, preferences, createdAt: now } });
    const workspaceId = await homeFor(tx, owner, now);
    const all = await tx.workspace.findMany({ select: { id: true } });
    await tx.membership.createMany({
      data: all.map(({ id }) => ({
        userId: user.id,
        workspaceId: id,
        role: "owner" as const,
        createdAt: now,
      })),
    });
    await record(
      tx,
      now,
      { kind: "user", id: user.id, name, workspaceId },
      { action: "POST /session/first-owner", target: user.id, address: place.address },
    );
    return openSession(tx, now, { userId: user.id, workspaceId, ...place });
  });
}

async function homeFor(
  tx: Transaction,
  { workspace: name, timeZone }: FirstOwner,
  now: Date,
): Promise<string> {
  const found = await tx.workspace.findFirst({ where: { isDemo: false }, orderBy: { createdAt: "asc" } });
  const { id } = found
    ? await tx.workspace.update({ where: { id: found.id }, data: { name, timeZone } })
    : await tx.workspace.create({ data: { name, timeZone, createdAt: now } });
  return id;
}

/**
 * Where strangers may reach Vigie before its owner does, the first owner shows this code, which the console tells.
 * Made from the secret key: every process knows it, and it is kept nowhere.
 */
export function firstOwnerCode(secrets: Secrets): string {
  const hex = secrets.derive("first owner").toString("hex").toUpperCase();
  return [0, 4, 8, 12].map((start) => hex.slice(start, start + 4)).join("-");
}

/** Whether only this machine reaches an address: `127.0.0.1`, `::1`, `localhost`. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
