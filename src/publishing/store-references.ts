import { type LinkRules, linkRulesOf, type Utm } from "../campaigns/links.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { type Database, mayBeId } from "../platform/database.ts";
import type { MediaItem } from "./publisher.ts";

/** What a post asks of a profile. */
export type ProfileRow = {
  id: string;
  name: string;
  network: string;
  baseUrl: string;
  limits: Prisma.JsonValue;
  approvalsRequired: number | null;
  state: "connected" | "reconnect";
  accessEndsAt: Date | null;
  scopes: string[];
};

/** Profiles that posts name, by id; what is not the workspace's, or gone, is left out. */
export async function findProfiles(db: Database, workspaceId: string, ids: readonly string[]) {
  const rows = await db.profile.findMany({
    where: { workspaceId, id: { in: ids.filter(mayBeId) }, deletedAt: null },
    select: {
      id: true,
      name: true,
      network: true,
      baseUrl: true,
      limits: true,
      approvalsRequired: true,
      state: true,
      accessEndsAt: true,
      scopes: true,
    },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** How each campaign writes its links, by id. */
export async function findCampaigns(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, LinkRules | null>> {
  if (ids.length === 0) return new Map();
  const rows = await db.campaign.findMany({
    where: { workspaceId, id: { in: ids.filter(mayBeId) } },
    select: { id: true, utm: true, trackLinks: true },
  });
  return new Map(rows.map(({ id, utm, trackLinks }) => [id, linkRulesOf(utm as Utm, trackLinks)]));
}

/** Images that posts name, by id. */
export async function findMedia(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, MediaItem>> {
  if (ids.length === 0) return new Map();
  const rows = await db.media.findMany({
    where: { workspaceId, id: { in: ids.filter(mayBeId) } },
    select: { id: true, contentType: true, sizeBytes: true, width: true, height: true, altText: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
