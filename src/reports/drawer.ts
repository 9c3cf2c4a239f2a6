import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import type { ReportContent } from "./content.ts";

/** Draws reports, one after the other. */
export interface ReportDrawer {
  draw(content: ReportContent): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Fonts and shaping tables take some 100 MB: one thread, and an idle one ends. */
const idleMilliseconds = 10_000;

/**
 * Draws in a thread beside the one that publishes: a report on fifty monitors takes seconds, and a post that is due
 * does not wait for it. On the calling thread where Vigie runs unbuilt, as in tests.
 */
export function drawInThread(): ReportDrawer {
  const program = fileURLToPath(new URL("./report-thread.js", import.meta.url));
  if (!existsSync(program))
    return {
      // Fonts are only read where reports are drawn.
      draw: async (content) => (await import("./draw.ts")).drawReport(content),
      close: async () => undefined,
    };
  let pool: Tinypool | null = null;
  return {
    draw(content) {
      pool ??= new Tinypool({
        filename: program,
        minThreads: 0,
        maxThreads: 1,
        idleTimeout: idleMilliseconds,
        resourceLimits: { maxOldGenerationSizeMb: 512 },
      });
      return pool.run(content);
    },
    async close() {
      await pool?.destroy();
    },
  };
}
