import { randomUUID } from "node:crypto";
import { NotFound } from "../errors.ts";
import type { Prisma, Profile } from "../generated/prisma/client.ts";
import { mayBeId } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import type { Identity } from "./network.ts";

type Needs = Pick<Platform, "db" | "secrets" | "clock">;

/** A profile to be stored; its credentials were accepted by the network just now. */
export interface NewProfile {
  network: string;
  name: string | null;
  baseUrl: string;
  credentials: unknown;
  identity: Identity;
  /** The permissions that were given; empty: not known. */
  scopes: readonly string[];
  tokenEndsAt: Date | null;
  accessEndsAt: Date | null;
}

/**
 * Stores a verified profile. Connecting the same account again renews its credentials in place, so that nothing
 * scheduled is lost.
 */
export async function storeProfile(ctx: Needs, workspaceId: string, fresh: NewProfile): Promise<Profile> {
  const { network, baseUrl, identity } = fresh;
  const known = await ctx.db.profile.findFirst({
    where: { workspaceId, network, baseUrl, remoteId: identity.remoteId, deletedAt: null },
    select: { id: true },
  });
  const id = known?.id ?? randomUUID();
  const now = ctx.clock();
  const columns = {
    handle: identity.handle,
    credentials: ctx.secrets.seal(JSON.stringify(fresh.credentials), id),
    state: "connected" as const,
    stateDetail: null,
    verifiedAt: now,
    scopes: [...fresh.scopes],
    tokenEndsAt: fresh.tokenEndsAt,
    accessEndsAt: fresh.accessEndsAt,
    ...limitsColumn(identity),
  };
  if (known)
    return ctx.db.profile.update({
      where: { id },
      data: { ...columns, ...(fresh.name === null ? {} : { name: fresh.name }) },
    });
  return ctx.db.profile.create({
    data: {
      id,
      workspaceId,
      network,
      baseUrl,
      remoteId: identity.remoteId,
      name: fresh.name ?? identity.displayName,
      createdAt: now,
      ...columns,
    },
  });
}

/** Notes that the network accepted the profile just now, or no longer does. */
export async function noteVerified(
  ctx: Needs,
  id: string,
  outcome: { identity: Identity } | { refused: string },
): Promise<Profile> {
  const data =
    "identity" in outcome
      ? {
          state: "connected" as const,
          stateDetail: null,
          verifiedAt: ctx.clock(),
          handle: outcome.identity.handle,
          ...limitsColumn(outcome.identity),
        }
      : { state: "reconnect" as const, stateDetail: outcome.refused };
  return ctx.db.profile.update({ where: { id }, data });
}

/** @throws NotFound */
export async function requireProfile(
  ctx: Pick<Platform, "db">,
  workspaceId: string,
  id: string,
): Promise<Profile> {
  const found = mayBeId(id)
    ? await ctx.db.profile.findFirst({ where: { id, workspaceId, deletedAt: null } })
    : null;
  if (!found) throw new NotFound("profile", id);
  return found;
}

function limitsColumn(identity: Identity): { limits?: Prisma.InputJsonValue } {
  return identity.limits ? { limits: identity.limits as unknown as Prisma.InputJsonObject } : {};
}
