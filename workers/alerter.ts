import { look } from "../src/alerts/detect.ts";
import { deliver } from "../src/alerts/notify.ts";
import type { App } from "../src/app.ts";
import type { RunningWorker } from "./worker.ts";

const atOnce = 8;

/** Looks for spikes where new mentions came in, and tells those on duty. */
export function startAlerter(app: App): RunningWorker {
  const worker = app.queues.work("alerting", atOnce, async ({ name, id }) => {
    if (name === "look") await look(app, id);
    else if (name === "deliver") await deliver(app, id, app.signal);
    else throw new Error(`the alerter does not answer "${name}"`);
  });
  return { stop: () => worker.close() };
}
