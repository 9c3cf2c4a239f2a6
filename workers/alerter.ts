import { look } from "../src/alerts/detect.ts";
import { deliver } from "../src/alerts/notify.ts";
import { deliveriesToRing } from "../src/alerts/store-deliveries.ts";
import type { App } from "../src/app.ts";
import { sendReport } from "../src/reports/send.ts";
import type { RunningWorker } from "./worker.ts";

const atOnce = 8;

/** Looks for spikes where new mentions came in, and tells those on duty. */
export function startAlerter(app: App): RunningWorker {
  const worker = app.queues.work("alerting", atOnce, async ({ name, id }) => {
    if (name === "look") {
      // Who is to be told is told now; the scheduler's next round would find it as well.
      if (await look(app, id)) await ringDeliveries(app);
    } else if (name === "deliver") await deliver(app, id, app.signal);
    else if (name === "send-report") await sendReport(app, id, app.signal);
    else throw new Error(`the alerter does not answer "${name}"`);
  });
  return { stop: () => worker.close() };
}

async function ringDeliveries(app: App): Promise<void> {
  const now = app.clock();
  await app.queues.ring(await deliveriesToRing(app.db, { now, horizon: now, everything: false }), now);
}
