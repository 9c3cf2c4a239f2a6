import { readConfig } from "../../config/config.ts";
import { createApp } from "../app.ts";
import { rescore } from "../listening/rescore.ts";

/**
 * Reads the sentiment of all stored mentions anew, workspace by workspace; with an id, of that one. How far it is goes to
 * standard error.
 */
export async function rescoreMentions([id]: readonly string[]): Promise<void> {
  const app = await createApp(readConfig({ LOG_LEVEL: "warn", ...process.env }));
  try {
    const workspaces = await app.db.workspace.findMany({ select: { id: true, name: true } });
    const wanted = id === undefined ? workspaces : workspaces.filter((workspace) => workspace.id === id);
    if (wanted.length === 0) throw new Error(`There is no workspace "${id ?? ""}".`);
    for (const workspace of wanted) {
      const { read, relabelled } = await rescore(app, workspace.id, (soFar) => {
        process.stderr.write(
          `${workspace.name}: ${soFar.read} read, ${soFar.relabelled} with another label\n`,
        );
      });
      process.stdout.write(
        `${workspace.id} ${workspace.name}: ${read} read, ${relabelled} with another label\n`,
      );
    }
  } finally {
    await app.close();
  }
}
