/**
 * The same history taken in by four listeners at once, each a process of its own and all in the same order, against one
 * listener alone: each mention is stored once, and every rollup is the count of what is stored.
 */
import { fork } from "node:child_process";
import path from "node:path";
import { openDatabase } from "../src/platform/database.ts";
import { createLog } from "../src/platform/log.ts";
import { rollupDifferences } from "../src/reputation/store.ts";
import {
  databaseUrl,
  dataFolder,
  type Program,
  startProgram,
  withDatabase,
} from "../test/support/program.ts";
import { say } from "./figures.ts";
import type { ReplayTask } from "./replay-listener.ts";

const mentionCount = 100_000;
const monitorCount = 20;

const alone = await take(1);
const together = await take(4);
say(`four at once take ${(together / alone).toFixed(2)} times as long as one alone`);

/** @returns how many seconds the listeners took */
async function take(listenerCount: number): Promise<number> {
  const folder = await dataFolder();
  try {
    const program = await startProgram({ dataFolder: folder.path });
    try {
      await writeMonitors(program);
      const workspaceId = await withDatabase(folder.path, async (client) => {
        const { rows } = await client.query<{ id: string }>(
          "select distinct workspace_id as id from monitor",
        );
        return rows[0]?.id ?? "";
      });
      const task = { databaseUrl: await databaseUrl(folder.path), workspaceId, mentionCount, monitorCount };
      const begun = performance.now();
      const stored = await Promise.all(Array.from({ length: listenerCount }, () => listen(task)));
      const seconds = (performance.now() - begun) / 1000;
      const { rows } = await withDatabase(folder.path, (client) =>
        client.query<{ mentions: string; ids: string }>(
          "select count(*) as mentions, count(distinct (network, remote_id)) as ids from mention",
        ),
      );
      const { mentions = "0", ids = "0" } = rows[0] ?? {};
      const sum = stored.reduce((total, count) => total + count, 0);
      say(`${listenerCount} listeners, each with the same ${mentionCount} mentions: ${seconds.toFixed(1)} s`);
      say(
        `  ${(mentionCount / seconds).toFixed(0)} mentions a second, ${((mentionCount * listenerCount) / seconds).toFixed(0)} read a second`,
      );
      say(`  stored ${mentions}, distinct ${ids}, said to be stored ${stored.join(" + ")} = ${sum}`);
      const { db, close } = openDatabase(task.databaseUrl, 1, createLog("warn"));
      const differences = await rollupDifferences(db).finally(close);
      say(`  rollups that are not the count of their mentions: ${differences.length}`);
      if (mentions !== ids || sum !== Number(mentions) || differences.length > 0) process.exitCode = 1;
      return seconds;
    } finally {
      await program.stop();
    }
  } finally {
    await folder.remove();
  }
}

function listen(task: ReplayTask): Promise<number> {
  const child = fork(path.resolve("dist/bench/replay-listener.js"));
  return new Promise((resolve, reject) => {
    child.once("message", ({ stored }: { stored: number }) => resolve(stored));
    child.once("exit", (code) => reject(new Error(`a listener ended with ${code}`)));
    child.send(task);
  });
}

async function writeMonitors(program: Program): Promise<void> {
  for (let number = 0; number < monitorCount; number += 1) {
    const { status, body } = await program.call("POST", "/monitors", {
      name: `Marque ${number}`,
      kind: "brand",
      query: `marque${number} OR #marque${number} OR "maison ${number}"`,
    });
    if (status !== 201) throw new Error(`a monitor was refused: ${JSON.stringify(body)}`);
  }
}
