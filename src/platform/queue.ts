import {
  type Job as BullJob,
  createPostgresBackend,
  type JobsOptions,
  Queue,
  runMigrations,
  Worker,
  type WorkerOptions,
} from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import { type Job, type JobName, type QueueName, queueNames, queueOf, ringsFor } from "../jobs.ts";
import { limitTo } from "./limit.ts";
import type { Log } from "./log.ts";

/** The doorbell: BullMQ on Redis, or on PostgreSQL in the database that holds everything else. */
export interface Queues {
  backend: "redis" | "postgres";
  /** Rings for each job at its time. A job that is already waiting under its id is not rung twice. */
  ring(jobs: readonly Job[], now: Date): Promise<void>;
  /** True at the first call after the queue lost what it held (or was new): everything must be rung anew. */
  wasWiped(): Promise<boolean>;
  /** How many rings wait, by queue; those of one name for one instant may share one. */
  waiting(): Promise<Record<QueueName, number>>;
  /**
   * Answers rings until `close`, at most `concurrency` at once. A handler that throws is logged; the scheduler rings
   * again for what is still due.
   */
  work(queue: QueueName, concurrency: number, handle: Handler): WorkerHandle;
  close(): Promise<void>;
}

export type Handler = (job: { name: JobName; id: string }) => Promise<void>;
export interface WorkerHandle {
  /** Takes no more jobs, and waits for those that run. */
  close(): Promise<void>;
}

export interface QueueOptions {
  redisUrl: string | null;
  databaseUrl: string;
  log: Log;
}

/** The queue's own memory of a job ends with the job: a finished one kept under its id would swallow a new ring. */
const forgetful: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };
/** Waits until long after anybody cares. When it is gone, so is all that waited beside it. */
const canary = { name: "canary", id: "canary", delayMilliseconds: 10 * 365 * 86_400_000 } as const;

/** @throws when the backend cannot be reached */
export async function openQueues(options: QueueOptions): Promise<Queues> {
  const backend = options.redisUrl
    ? redisBackend(options.redisUrl, options.log)
    : await postgresBackend(options);
  const queues = new Map(
    queueNames.map((name) => {
      const queue = backend.queue(name);
      queue.on("error", (error) => options.log.warn({ err: error, queue: name }, "queue connection trouble"));
      return [name, queue];
    }),
  );
  const queueFor = (name: QueueName): Queue => {
    const queue = queues.get(name);
    if (!queue) throw new Error(`no queue ${name}`);
    return queue;
  };
  const workers: Worker[] = [];

  return {
    backend: backend.kind,
    async ring(jobs, now) {
      for (const name of queueNames) {
        const mine = jobs.filter((job) => queueOf[job.name] === name);
        if (mine.length === 0) continue;
        await queueFor(name).addBulk(
          ringsFor(mine).map(({ jobId, name, dueAt, ids }) => ({
            name,
            data: { ids },
            opts: { ...forgetful, jobId, delay: Math.max(0, dueAt.getTime() - now.getTime()) },
          })),
        );
      }
    },
    async wasWiped() {
      const wiped = await Promise.all(
        queueNames.map(async (name) => {
          if (await queueFor(name).getJob(canary.id)) return false;
          await queueFor(name).add(
            canary.name,
            { ids: [] },
            { ...forgetful, jobId: canary.id, delay: canary.delayMilliseconds },
          );
          return true;
        }),
      );
      return wiped.includes(true);
    },
    async waiting() {
      const counts = await Promise.all(
        queueNames.map(async (name) => {
          const found = await queueFor(name).getJobCounts("waiting", "delayed", "active");
          const total = Object.values(found).reduce((sum, count) => sum + count, 0);
          return [name, Math.max(0, total - 1)] as const;
        }),
      );
      return Object.fromEntries(counts) as Record<QueueName, number>;
    },
    work(name, concurrency, handle) {
      const limited = limitTo(concurrency);
      const worker = backend.worker(name, concurrency, async (job) => {
        const answer = (id: string) => handle({ name: job.name as JobName, id });
        await Promise.all(
          job.data.ids.map((id) =>
            limited(() => answer(id)).catch((error: unknown) =>
              options.log.error({ err: error, job: job.name, id }, "job failed"),
            ),
          ),
        );
      });
      worker.on("failed", (job, error) => options.log.error({ err: error, job: job?.id }, "job failed"));
      worker.on("error", (error) => options.log.warn({ err: error, queue: name }, "worker trouble"));
      workers.push(worker);
      return { close: () => worker.close() };
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await backend.close();
    },
  };
}

interface Backend {
  kind: Queues["backend"];
  queue(name: QueueName): Queue;
  worker(
    name: QueueName,
    concurrency: number,
    process: (job: BullJob<{ ids: string[] }>) => Promise<void>,
  ): Worker;
  close(): Promise<void>;
}

const workerOptions = (concurrency: number): Omit<WorkerOptions, "connection"> => ({
  concurrency,
  lockDuration: 60_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
});

function redisBackend(url: string, log: Log): Backend {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  connection.on("error", (error: Error) => log.warn({ err: error }, "redis connection trouble"));
  return {
    kind: "redis",
    queue: (name) => new Queue(name, { connection, prefix: "vigie" }),
    worker: (name, concurrency, process) =>
      new Worker(name, process, { ...workerOptions(concurrency), connection, prefix: "vigie" }),
    async close() {
      await connection.quit().catch(() => connection.disconnect());
    },
  };
}

async function postgresBackend({ databaseUrl }: QueueOptions): Promise<Backend> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
  // Each job that ends is a commit of its own; those of several connections share one wait for the disk.
  const manyConnections = 12;
  const connection = (max: number) => ({ connectionString: databaseUrl, max, keepAlive: true });
  return {
    kind: "postgres",
    queue: (name) =>
      new Queue(name, { connection: connection(2) }, createPostgresBackend) as unknown as Queue,
    worker: (name, concurrency, process) =>
      new Worker(
        name,
        process,
        { ...workerOptions(concurrency), connection: connection(concurrency > 16 ? manyConnections : 2) },
        createPostgresBackend,
      ) as unknown as Worker,
    close: async () => undefined,
  };
}
