import type { App } from "../src/app.ts";
import { type ListenNeeds, poll } from "../src/listening/poll.ts";
import { refresh } from "../src/listening/refresh.ts";
import { keepStreams, streamRenewalSeconds } from "../src/listening/stream.ts";
import { type RunningWorker, repeat } from "./worker.ts";

const sourcesAtOnce = 8;

/** Polls the sources that the queue rings for, and holds its share of the streams. */
export function startListener(app: App): RunningWorker {
  const needs: ListenNeeds = {
    ...app,
    networks: app.listening,
    ring: (jobs) => app.queues.ring(jobs, app.clock()),
  };
  // Loaded now, so that the first mention need not wait for it.
  void app.transformer?.read([""], "patient");
  const streams = keepStreams(needs);
  const keeping = repeat(app, "listener", streamRenewalSeconds * 1000, () => streams.round());
  const worker = app.queues.work("listening", sourcesAtOnce, async ({ name, id }) => {
    if (name === "poll") await poll(needs, id, app.signal);
    else if (name === "refresh") await refresh(needs, id, app.signal);
    else throw new Error(`the listener does not answer "${name}"`);
  });
  return {
    async stop() {
      await keeping.stop();
      await Promise.all([streams.close(), worker.close()]);
    },
  };
}
