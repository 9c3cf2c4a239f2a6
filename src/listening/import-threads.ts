import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import { type LineReader, readHere } from "./import-read.ts";

/** The word lists and tables of a thread take some 100 MB: few threads, and an idle one ends. */
const idleMilliseconds = 10_000;
const mostThreads = 2;

/**
 * Reads a history in threads beside the one that publishes: a post that is due does not wait for an import, and the
 * import takes as many processors as there are. On the calling thread where Vigie runs unbuilt, as in tests.
 */
export function readInThreads(): LineReader {
  const program = fileURLToPath(new URL("./import-thread.js", import.meta.url));
  if (!existsSync(program)) return readHere();
  const threads = Math.min(mostThreads, availableParallelism());
  let pool: Tinypool | null = null;
  return {
    // One more than there are threads: none waits for its next lines.
    atOnce: threads + 1,
    read(work) {
      pool ??= new Tinypool({
        filename: program,
        minThreads: 0,
        maxThreads: threads,
        idleTimeout: idleMilliseconds,
        resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 },
      });
      return pool.run(work);
    },
    async close() {
      await pool?.destroy();
    },
  };
}
