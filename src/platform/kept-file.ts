import { readFile } from "node:fs/promises";

/**
 * A secret that an earlier start made and kept; null only where there is none yet. Anything else is not taken for
 * "none": a new secret in the place of one that is merely out of reach would lock its data away.
 * @throws naming the file and what is wrong with it
 */
export async function readKept(file: string): Promise<string | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new Error(`${file} is there but cannot be read: ${error.message}`, { cause: error });
  });
  if (text === null) return null;
  const kept = text.trim();
  if (kept === "")
    throw new Error(
      `${file} is empty: put back what it held, from a backup; where nothing was stored yet, remove it`,
    );
  return kept;
}
