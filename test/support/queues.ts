import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import pg from "pg";

/** A place where jobs can wait, of a test's own. */
export interface Backend {
  name: "postgres" | "redis";
  /** Starts what it needs, and answers with what is to be set. */
  start(databaseUrl: string): Promise<RunningBackend>;
}

export interface RunningBackend {
  /** Null on PostgreSQL: then jobs wait in the database. */
  redisUrl: string | null;
  /** Loses everything that waits, as a crash of an unsaved Redis would. */
  wipe(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The backends that can be tried on this machine. Redis is left out where there is no `redis-server`, and that is
 * said; it fails instead when VIGIE_TEST_REQUIRE names `redis`.
 */
export function availableBackends(): Backend[] {
  if (hasRedis()) return [onPostgres, onRedis];
  if ((process.env.VIGIE_TEST_REQUIRE ?? "").includes("redis"))
    throw new Error("VIGIE_TEST_REQUIRE asks for redis, but there is no redis-server on the PATH");
  // biome-ignore lint/suspicious/noConsole: a skipped backend must be seen
  console.warn("SKIPPED: the queue on Redis (no redis-server on the PATH)");
  return [onPostgres];
}

const onPostgres: Backend = {
  name: "postgres",
  async start(databaseUrl) {
    return {
      redisUrl: null,
      async wipe() {
        const client = new pg.Client({ connectionString: databaseUrl });
        await client.connect();
        try {
          await emptyQueue(client);
        } finally {
          await client.end();
        }
      },
      stop: async () => undefined,
    };
  },
};

/**
 * Empties everything that BullMQ keeps in a database, but which of its own migrations it has made. Workers that are at
 * it hold locks in another order: of two that wait for each other PostgreSQL ends one, and when it is this one, it
 * comes again.
 */
export async function emptyQueue(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ tables: string | null }>(`
    select string_agg(format('%I.%I', schemaname, tablename), ', ') as tables from pg_tables
    where schemaname = 'bullmq' and tablename not like '%migration%'`);
  const tables = rows[0]?.tables;
  if (!tables) throw new Error("the queue has no tables");
  for (let tries = 1; ; tries += 1)
    try {
      await client.query(`truncate ${tables} cascade`);
      return;
    } catch (error) {
      const isDeadlock = error instanceof pg.DatabaseError && error.code === "40P01";
      if (!isDeadlock || tries === 5) throw error;
    }
}

/** From the system's packages, not from npm. */
const redisProgram = "redis-server";

const onRedis: Backend = {
  name: "redis",
  async start() {
    const folder = await mkdtemp(path.join(os.tmpdir(), "vigie-redis-"));
    const port = await freePort();
    const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
    const server = spawn(redisProgram, options, { stdio: "ignore" });
    const redisUrl = `redis://127.0.0.1:${port}`;
    await untilItAnswers(redisUrl, server);
    return {
      redisUrl,
      async wipe() {
        const redis = new Redis(redisUrl);
        await redis.flushall().finally(() => redis.disconnect());
      },
      async stop() {
        const ended = new Promise((resolve) => server.once("exit", resolve));
        server.kill();
        await ended;
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};

function hasRedis(): boolean {
  try {
    execFileSync(redisProgram, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false; // whatever the reason, it cannot be started here
  }
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  const redis = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  redis.on("error", () => undefined); // until it listens, every try is refused
  const ended = new Promise<never>((_, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
  });
  ended.catch(() => undefined);
  await Promise.race([redis.ping(), ended]).finally(() => redis.disconnect());
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
