/** How much memory the program takes when it has nothing to do: API, all workers and the demo in one process. */
import { setTimeout as wait } from "node:timers/promises";
import { dataFolder, startProgram } from "../test/support/program.ts";
import { residentMegabytes, say } from "./figures.ts";

const settleSeconds = 20;

for (const demo of ["0", "1"]) {
  const folder = await dataFolder();
  const program = await startProgram({ dataFolder: folder.path, env: { VIGIE_DEMO: demo } });
  try {
    const atStart = await residentMegabytes(program.pid);
    await wait(settleSeconds * 1000);
    const later = await residentMegabytes(program.pid);
    say(
      `idle, ${demo === "1" ? "with" : "without"} the demo: ${atStart.toFixed(0)} MB when ready, ${later.toFixed(0)} MB after ${settleSeconds} s (target 300 at most); ready after ${(program.readyMilliseconds / 1000).toFixed(1)} s`,
    );
  } finally {
    await program.stop();
    await folder.remove();
  }
}
