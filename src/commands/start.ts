import { readConfig, type WorkerName, workerNames } from "../../config/config.ts";
import { startAlerter } from "../../workers/alerter.ts";
import { startListener } from "../../workers/listener.ts";
import { startPublisher } from "../../workers/publisher.ts";
import { startScheduler } from "../../workers/scheduler.ts";
import type { RunningWorker } from "../../workers/worker.ts";
import { createServer } from "../api/server.ts";
import { type App, createApp } from "../app.ts";
import type { RunningDemo } from "../demo/demo.ts";
import { restDemo } from "../demo/store.ts";
import { firstOwnerCode, isFirstRun } from "../workspaces/first-owner.ts";
import { admitBootstrapKey } from "../workspaces/keys.ts";

const starters: Record<WorkerName, (app: App) => RunningWorker> = {
  scheduler: startScheduler,
  publisher: startPublisher,
  listener: startListener,
  alerter: startAlerter,
};

/** How long what runs may take to finish before its calls are ended, and the program must be gone. */
const finishMilliseconds = 6000;
const goneMilliseconds = 9500;

/** API and all workers in this process. */
export async function start(): Promise<void> {
  const config = readConfig(process.env);
  const app = await createApp(config);
  try {
    if (config.bootstrapApiKey) await admitBootstrapKey(app, config.bootstrapApiKey);
    const demo = config.demo ? await (await import("../demo/demo.ts")).startDemo(app) : null;
    if (!demo) await restDemo(app);
    const server = await createServer(app);
    const address = await server.listen({ port: config.port, host: config.host });
    // The system chose the port: only now is it known where links lead.
    if (config.port === 0 && config.publicUrl === null) app.publicUrl = address;
    const workers = config.workers.map((name) => starters[name](app));
    welcome(address, demo, await firstVisit(app));
    demo?.fillIn();
    endOnSignal(app, async () => {
      await Promise.all([server.close(), ...workers.map((worker) => worker.stop())]);
      await demo?.stop();
    });
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Workers only, for a deployment over several machines. @param names none: as VIGIE_WORKERS says */
export async function startWorkers(names: readonly string[]): Promise<void> {
  const config = readConfig({
    ...process.env,
    ...(names.length > 0 ? { VIGIE_WORKERS: names.join(",") } : {}),
  });
  const app = await createApp(config);
  const workers = config.workers.map((name) => starters[name](app));
  process.stdout.write(
    `Vigie workers: ${config.workers.join(", ") || `none of ${workerNames.join(", ")}`}\n`,
  );
  endOnSignal(app, async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
  });
}

function endOnSignal(app: App, finish: () => Promise<void>): void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) process.exit(130);
    ending = true;
    process.stderr.write("Vigie stops / Vigie s’arrête…\n");
    setTimeout(() => process.exit(1), goneMilliseconds).unref();
    const cut = setTimeout(() => app.abort(), finishMilliseconds);
    try {
      await finish();
      clearTimeout(cut);
      await app.close();
      process.exit(0);
    } catch (error) {
      app.log.error({ err: error }, "stopping failed");
      process.exit(1);
    }
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}

/** What the first visitor must know, while there is none yet. */
async function firstVisit(app: App): Promise<string[]> {
  if (!app.firstOwnerShowsCode || !(await isFirstRun(app.db))) return [];
  return [
    `  Code for the first owner / code pour le premier propriétaire\u202f: ${firstOwnerCode(app.secrets)}`,
  ];
}

function welcome(address: string, demo: RunningDemo | null, firstVisit: readonly string[]): void {
  const story = [
    "",
    "  A demo runs: within two minutes posts go out on a sandbox, opinion turns, an alert opens.",
    "  Une démo tourne\u202f: en deux minutes des publications partent sur un bac à sable, l’opinion se retourne,",
    "  une alerte s’ouvre.",
  ];
  const lines = [
    "",
    `  Vigie is ready / Vigie est prête\u202f: ${address}`,
    `  API: ${address}/api/docs`,
    ...(demo?.isNew ? story : []),
    ...firstVisit,
    ...(demo?.apiKey ? [`  Demo key / clé de démo\u202f: ${demo.apiKey}`] : []),
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
