import type { App } from "../src/app.ts";

/** A worker that runs in this process. */
export interface RunningWorker {
  /** Takes on nothing new, and waits for what runs. */
  stop(): Promise<void>;
}

/**
 * Calls `round` again and again, `pauseMilliseconds` after the last one began, never two at once. A round that fails
 * is logged; the next one tries again.
 */
export function repeat(
  app: Pick<App, "log">,
  name: string,
  pauseMilliseconds: number,
  round: () => Promise<void>,
): RunningWorker {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const next = (): void => {
    const begun = Date.now();
    running = round()
      .catch((error: unknown) => app.log.error({ err: error, worker: name }, "round failed"))
      .then(() => {
        if (!stopped) timer = setTimeout(next, Math.max(0, pauseMilliseconds - (Date.now() - begun)));
      });
  };
  next();
  return {
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
