import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import { createKey } from "../workspaces/keys.ts";

export function demoKeyFile(dataFolder: string): string {
  return path.join(path.resolve(dataFolder), "demo-key");
}

/**
 * The owner key of the demo workspace, kept in the data folder so that every start can show it. Where the file is
 * missing, or its key no longer holds, a new one is made.
 */
export async function keepDemoKey(
  ctx: Pick<Platform, "db" | "clock">,
  file: string,
  workspaceId: string,
): Promise<string> {
  const kept = (await readFile(file, "utf8").catch(ifAbsent))?.trim();
  if (kept) {
    const row = await ctx.db.apiKey.findUnique({ where: { hash: sha256(kept) } });
    if (row && row.workspaceId === workspaceId && !row.revokedAt) return kept;
  }
  const { key } = await createKey(ctx, workspaceId, { name: "Démo", role: "owner" });
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  return key;
}

function ifAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
