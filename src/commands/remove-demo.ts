import { rm } from "node:fs/promises";
import { readConfig } from "../../config/config.ts";
import { createApp } from "../app.ts";
import { demoKeyFile } from "../demo/key.ts";
import { removeDemo } from "../demo/removal.ts";
import { AlreadyRunning } from "../platform/sole-use.ts";

/**
 * Removes the demo workspace with everything in it. Later starts do without a demo, unless VIGIE_DEMO=1 asks for one. A
 * program that runs it elsewhere on the same database ends its sandbox within seconds.
 */
export async function removeTheDemo(): Promise<void> {
  const config = readConfig({ LOG_LEVEL: "warn", ...process.env });
  const app = await createApp(config).catch((error: unknown) => {
    if (error instanceof AlreadyRunning) return null;
    throw error;
  });
  if (!app) {
    process.stderr.write(
      "Vigie runs on this data folder and holds its database alone. Remove the demo in it (Settings, Personal data), or stop Vigie first.\n",
    );
    process.exitCode = 1;
    return;
  }
  try {
    const wasThere = await removeDemo(app);
    await rm(demoKeyFile(config.dataFolder), { force: true });
    process.stdout.write(
      wasThere
        ? "The demo is removed, with everything in it. VIGIE_DEMO=1 brings a new one.\n"
        : "There is no demo, and none will be made. VIGIE_DEMO=1 brings one.\n",
    );
  } finally {
    await app.close();
  }
}
