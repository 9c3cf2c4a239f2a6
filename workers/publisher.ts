import type { App } from "../src/app.ts";
import { publish, readBack } from "../src/publishing/publish.ts";
import { withdraw } from "../src/publishing/withdraw.ts";
import type { RunningWorker } from "./worker.ts";

/** Publishes what the queue rings for, and settles what is unconfirmed. */
export function startPublisher(app: App): RunningWorker {
  const worker = app.queues.work("publishing", app.config.publishConcurrency, async ({ name, id }) => {
    if (name === "publish") await publish(app, id, app.signal);
    else if (name === "read-back") await readBack(app, id, app.signal);
    else if (name === "withdraw") await withdraw(app, id, app.signal);
    else throw new Error(`the publisher does not answer "${name}"`);
  });
  return { stop: () => worker.close() };
}
