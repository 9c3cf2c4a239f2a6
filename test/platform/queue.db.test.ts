import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Job } from "../../src/jobs.ts";
import { createLog } from "../../src/platform/log.ts";
import { openQueues, type Queues, type WorkerHandle } from "../../src/platform/queue.ts";
import { createDatabase } from "../support/app.ts";
import { availableBackends, type RunningBackend } from "../support/queues.ts";

const publish = (id: string, dueAt: Date): Job => ({ name: "publish", id, dueAt });

describe.each(availableBackends())("the queue on $name", (backend) => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let running: RunningBackend;
  let queues: Queues;
  const workers: WorkerHandle[] = [];

  beforeAll(async () => {
    database = await createDatabase();
    running = await backend.start(database.url);
    queues = await openQueues({
      redisUrl: running.redisUrl,
      databaseUrl: database.url,
      log: createLog("fatal"),
    });
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.close();
    await running.wipe();
  });
  afterAll(async () => {
    await queues?.close();
    await running?.stop();
    await database?.drop();
  });

  /** A worker that notes whom it was called for, and when. */
  function listening(handle: (id: string) => Promise<void> = async () => undefined) {
    const heard: { name: string; id: string; at: number }[] = [];
    const worker = queues.work("publishing", 8, async ({ name, id }) => {
      heard.push({ name, id, at: Date.now() });
      await handle(id);
    });
    workers.push(worker);
    return { heard, ids: () => heard.map(({ id }) => id), worker };
  }

  test("calls the worker with the name and id of what is due", async () => {
    expect(queues.backend).toBe(backend.name);
    const { heard } = listening();
    const id = randomUUID();
    await queues.ring([publish(id, new Date())], new Date());
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]).toMatchObject({ name: "publish", id });
  });

  test("does not call before the time, and not a second after it", async () => {
    const { heard } = listening();
    const now = new Date();
    const due = [400, 700, 1000].map((ms) => publish(randomUUID(), new Date(now.getTime() + ms)));
    await queues.ring(due, now);
    await expect.poll(() => heard.length, { timeout: 5000 }).toBe(3);
    for (const job of due) {
      const at = heard.find(({ id }) => id === job.id)?.at ?? 0;
      expect(at).toBeGreaterThanOrEqual(job.dueAt.getTime());
      expect(at).toBeLessThan(job.dueAt.getTime() + 1000);
    }
  });

  test("calls once for one thing at one time, however often it is rung for", async () => {
    const { ids } = listening();
    const [id, last] = [randomUUID(), randomUUID()];
    const now = new Date();
    const dueAt = new Date(now.getTime() + 300);
    await Promise.all(Array.from({ length: 5 }, () => queues.ring([publish(id, dueAt)], now)));
    await queues.ring([publish(id, dueAt), publish(last, new Date(now.getTime() + 600))], now);
    await expect.poll(() => ids().includes(last), { timeout: 5000 }).toBe(true);
    expect(ids()).toEqual([id, last]);
  });

  test("calls again for the same thing at another time, and for a time that was rung for and is over", async () => {
    const { ids } = listening();
    const id = randomUUID();
    const dueAt = new Date();
    await queues.ring([publish(id, dueAt)], dueAt);
    await expect.poll(() => ids().length).toBe(1);
    await queues.ring([publish(id, new Date(dueAt.getTime() + 1))], dueAt);
    await expect.poll(() => ids().length).toBe(2);
    await queues.ring([publish(id, dueAt)], dueAt);
    await expect.poll(() => ids().length).toBe(3);
  });

  test("a call that breaks is not repeated by the queue, and stands in the way of no other", async () => {
    const { ids } = listening(async (id) => {
      if (id.startsWith("bad")) throw new Error("this one breaks");
    });
    const dueAt = new Date();
    await queues.ring([publish("bad", dueAt), publish("good", dueAt)], dueAt);
    await expect.poll(() => ids().length).toBe(2);
    await queues.ring([publish("bad", dueAt)], dueAt);
    await expect.poll(() => ids().length).toBe(3);
    expect(ids().sort()).toEqual(["bad", "bad", "good"]);
  });

  test("each kind of work waits in its own line", async () => {
    const { ids } = listening();
    const dueAt = new Date();
    const [id, pollId] = [randomUUID(), randomUUID()];
    await queues.wasWiped();
    await queues.ring([{ name: "poll", id: pollId, dueAt }, publish(id, dueAt)], dueAt);
    await expect.poll(() => ids().length).toBe(1);
    expect(ids()).toEqual([id]);
    expect(await queues.waiting()).toMatchObject({ listening: 1, alerting: 0 });
  });

  test("knows once that it lost everything, and works on", async () => {
    const { ids } = listening();
    expect(await queues.wasWiped()).toBe(true);
    expect(await queues.wasWiped()).toBe(false);
    const now = new Date();
    const id = randomUUID();
    await queues.ring([publish(id, new Date(now.getTime() + 3_600_000))], now);
    await running.wipe();
    expect(await queues.wasWiped()).toBe(true);
    expect(await queues.wasWiped()).toBe(false);
    expect((await queues.waiting()).publishing).toBe(0);
    await queues.ring([publish(id, now)], now);
    await expect.poll(() => ids().length, { timeout: 8000 }).toBe(1);
    const after = new Date();
    await queues.ring([publish(randomUUID(), after)], after);
    await expect.poll(() => ids().length, { timeout: 8000 }).toBe(2);
  });

  test("tells how many wait, without its own mark; what is due at one instant waits together", async () => {
    await queues.wasWiped();
    const now = new Date();
    const later = new Date(now.getTime() + 3_600_000);
    const evenLater = new Date(now.getTime() + 3_600_001);
    await queues.ring([publish(randomUUID(), later), publish(randomUUID(), evenLater)], now);
    expect((await queues.waiting()).publishing).toBe(2);
    await queues.ring([publish(randomUUID(), evenLater), publish(randomUUID(), evenLater)], now);
    expect((await queues.waiting()).publishing).toBe(3);
  });

  test("a worker that is asked to stop ends what it runs, and takes on nothing new", async () => {
    const gate = new EventEmitter();
    const { ids, worker } = listening(async () => void (await once(gate, "open")));
    const dueAt = new Date();
    await queues.ring([publish("running", dueAt)], dueAt);
    await expect.poll(() => ids()).toEqual(["running"]);
    let stopped = false;
    const stopping = worker.close().then(() => {
      stopped = true;
    });
    await wait(200);
    expect(stopped).toBe(false);
    gate.emit("open");
    await stopping;
    await queues.ring([publish("waiting", dueAt)], dueAt);
    await wait(200);
    expect(ids()).toEqual(["running"]);
  });

  test("a burst of a thousand is answered, each once", async () => {
    const { ids } = listening();
    const dueAt = new Date();
    const wanted = Array.from({ length: 1000 }, () => randomUUID());
    await queues.ring(
      wanted.map((id) => publish(id, dueAt)),
      dueAt,
    );
    await expect.poll(() => ids().length, { timeout: 20_000 }).toBe(1000);
    expect(new Set(ids()).size).toBe(1000);
  });
});
