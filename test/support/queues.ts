import { Redis } from "ioredis";
import pg from "pg";
import { found, isRequired, startRedis } from "./program.ts";

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
  if (found("redis-server") || isRequired("redis")) return [onPostgres, onRedis];
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

const onRedis: Backend = {
  name: "redis",
  async start() {
    const { url, stop } = await startRedis();
    return {
      redisUrl: url,
      async wipe() {
        const redis = new Redis(url);
        await redis.flushall().finally(() => redis.disconnect());
      },
      stop,
    };
  },
};
