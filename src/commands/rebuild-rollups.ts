import { readConfig } from "../../config/config.ts";
import { openDatabaseAlone } from "../app.ts";
import { rebuildRollups, rollupDifferences } from "../reputation/store.ts";

/**
 * Counts all mentions anew; with `--check`, only says whether the counts kept are those. Ends with 1 when they are not.
 * Also beside a running program: whoever stores mentions while they are counted anew waits.
 */
export async function rebuild(args: readonly string[]): Promise<void> {
  const { db, close } = await openDatabaseAlone(readConfig({ LOG_LEVEL: "warn", ...process.env }));
  try {
    const differences = await rollupDifferences(db);
    for (const { monitorId, hour, network, language, label, kept, counted } of differences)
      process.stdout.write(
        `${monitorId} ${hour.toISOString()} ${network} ${language} ${label}: ${kept} kept, ${counted} counted\n`,
      );
    process.stdout.write(
      differences.length === 0 ? "No difference.\n" : `${differences.length} differences.\n`,
    );
    if (args.includes("--check")) process.exitCode = differences.length === 0 ? 0 : 1;
    else if (differences.length > 0) {
      await rebuildRollups(db);
      process.stdout.write("Counted anew.\n");
    }
  } finally {
    await close();
  }
}
