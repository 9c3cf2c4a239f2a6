import { NotFound } from "../errors.ts";
import type { Media } from "../generated/prisma/client.ts";
import { mayBeId } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import type { ImageFacts } from "./image.ts";

/** A file that was checked and is to be kept. */
export interface NewMedia {
  fileName: string;
  bytes: Uint8Array;
  facts: ImageFacts;
  altText: string | null;
}

/** Keeps a file and its bytes, both or neither. */
export async function storeMedia(
  ctx: Pick<Platform, "db" | "clock">,
  workspaceId: string,
  { fileName, bytes, facts, altText }: NewMedia,
): Promise<Media> {
  return ctx.db.media.create({
    data: {
      workspaceId,
      fileName,
      ...facts,
      sizeBytes: bytes.length,
      sha256: sha256(bytes),
      altText,
      createdAt: ctx.clock(),
      content: { create: { bytes: new Uint8Array(bytes) } },
    },
  });
}

/** @throws NotFound */
export async function requireMedia(
  ctx: Pick<Platform, "db">,
  workspaceId: string,
  id: string,
): Promise<Media> {
  const found = mayBeId(id) ? await ctx.db.media.findFirst({ where: { id, workspaceId } }) : null;
  if (!found) throw new NotFound("media", id);
  return found;
}
