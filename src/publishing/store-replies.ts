import { type Database, mayBeId } from "../platform/database.ts";
import type { Answered } from "./publisher.ts";

/** A mention as far as answering it takes. */
export interface AnsweredMention extends Answered {
  id: string;
  network: string;
  url: string | null;
  publishedAt: Date;
}

/** Mentions of a workspace by their ids. What a profile's server calls them is found when it is asked. */
export async function answeredMentions(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, AnsweredMention>> {
  const known = ids.filter(mayBeId);
  if (known.length === 0) return new Map();
  const rows = await db.mention.findMany({
    where: { workspaceId, id: { in: known } },
    select: { id: true, network: true, remoteId: true, url: true, authorHandle: true, publishedAt: true },
  });
  return new Map(
    rows.map(({ authorHandle, ...row }) => [row.id, { ...row, author: authorHandle, localId: null }]),
  );
}

/** A profile that may answer. */
export interface ReplierRow {
  id: string;
  name: string;
  handle: string;
  network: string;
  baseUrl: string;
  limits: unknown;
  state: "connected" | "reconnect";
  approvalsRequired: number | null;
}

/** The profiles of a workspace on a network, by name. */
export async function profilesOn(db: Database, workspaceId: string, network: string): Promise<ReplierRow[]> {
  return db.profile.findMany({
    where: { workspaceId, network, deletedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      handle: true,
      network: true,
      baseUrl: true,
      limits: true,
      state: true,
      approvalsRequired: true,
    },
  });
}
