import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/platform/clock.ts";
import { startPublisher } from "../../workers/publisher.ts";
import { startScheduler } from "../../workers/scheduler.ts";
import type { RunningWorker } from "../../workers/worker.ts";
import { type Posting, startPosting } from "../support/posting.ts";
import { availableBackends, type RunningBackend } from "../support/queues.ts";

/** The whole way, with real time: scheduler, queue, publisher, network. */
describe.each(availableBackends())("with the queue on $name", (backend) => {
  let running: RunningBackend;
  let t: Posting;
  let workers: RunningWorker[] = [];

  beforeAll(async () => {
    running = await backend.start("");
    const { redisUrl } = running;
    t = await startPosting({ clock: systemClock, env: redisUrl ? { REDIS_URL: redisUrl } : {} });
    if (!redisUrl) running = await backend.start(t.app.databaseUrl);
    expect(t.app.queues.backend).toBe(backend.name);
    // Two of each, as on two machines.
    workers = [startScheduler(t.app), startScheduler(t.app), startPublisher(t.app), startPublisher(t.app)];
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await t?.close();
    await running?.stop();
  });

  /** Seconds from the time meant to the moment each was out; waits until all are. */
  async function latenessOf(ids: readonly string[]): Promise<number[]> {
    const out = () => t.app.db.publication.findMany({ where: { id: { in: [...ids] }, state: "published" } });
    await expect.poll(async () => (await out()).length, { timeout: 40_000 }).toBe(ids.length);
    return (await out()).map(
      ({ publishedAt, scheduledAt }) =>
        ((publishedAt?.getTime() ?? NaN) - (scheduledAt?.getTime() ?? NaN)) / 1000,
    );
  }
  async function scheduleMany(account: string, count: number, secondsAhead: number): Promise<string[]> {
    const profile = await t.connect(account);
    const scheduledAt = new Date(Date.now() + secondsAhead * 1000).toISOString();
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1)
      ids.push((await t.schedule(profile, `${account} ${index}`, { scheduledAt })).id);
    return ids;
  }

  // How late it leaves at most is for `npm run bench -- lateness` to say: here other tests run beside it.
  test("all leaves, none before its time and each once, also when the queue loses everything before", async () => {
    const [moved] = await scheduleMany("moved", 1, 5);
    const ids = await scheduleMany("punctual", 30, 7);
    await t.call("POST", `/posts/${(await t.show(moved ?? "")).post}/publish-now`);
    await expect.poll(async () => (await t.app.queues.waiting()).publishing).toBeGreaterThanOrEqual(3);
    await running.wipe();
    const late = await latenessOf([...ids, moved ?? ""]);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(await t.posted("punctual")).toHaveLength(30);
    // Moved to now, it did not go out again at the moment for which the queue had been told first.
    expect(await t.posted("moved")).toHaveLength(1);
  });
});
