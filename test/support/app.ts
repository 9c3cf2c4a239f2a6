import { randomBytes } from "node:crypto";
import os from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { inject } from "vitest";
import { readConfig } from "../../config/config.ts";
import { createServer } from "../../src/api/server.ts";
import { type App, createApp } from "../../src/app.ts";
import { createLog } from "../../src/platform/log.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import { createKey } from "../../src/workspaces/keys.ts";

/** A database of a test's own, migrated. */
export async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`create database ${name} template "template"`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}

/** A clock that a test sets. It stands still until told otherwise. */
export interface TestClock {
  (): Date;
  set(at: Date): void;
  pass(seconds: number): void;
}

export function testClock(at: Date = new Date("2026-11-21T10:00:00Z")): TestClock {
  let now = at;
  const clock = (() => now) as TestClock;
  clock.set = (next) => {
    now = next;
  };
  clock.pass = (seconds) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  return clock;
}

/** The whole program in this process, on a database of its own, with a workspace, an owner's key and a sandbox. */
export interface TestApp {
  app: App;
  clock: TestClock;
  server: FastifyInstance;
  sandbox: Awaited<ReturnType<typeof startSandbox>>;
  workspaceId: string;
  key: string;
  /** A request to the API with the owner's key, answered as parsed JSON (its shape is for the test to say). */
  call<T = Record<string, unknown>>(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: T; headers: Record<string, unknown> }>;
  close(): Promise<void>;
}

/**
 * @param options.env further settings, such as REDIS_URL
 * @param options.clock hand in `systemClock` for tests through the queue, whose delays are real
 * @param options.startAt where the test's clock stands at first: networks state their time as it really is, so tests
 *   that read it back begin now
 */
export async function startTestApp(
  options: { env?: Record<string, string>; clock?: () => Date; startAt?: Date } = {},
): Promise<TestApp> {
  const database = await createDatabase();
  const clock = testClock(options.startAt);
  // One time for Vigie and the networks: what they posted when is compared.
  const sandbox = await startSandbox({ clock: options.clock ?? clock });
  const config = readConfig({
    DATABASE_URL: database.url,
    VIGIE_SECRET_KEY: "a key for tests, long enough to be one",
    VIGIE_DATA_DIR: path.join(os.tmpdir(), "vigie-test-unused"),
    VIGIE_ALLOW_PRIVATE_ADDRESSES: "1",
    LOG_LEVEL: "warn",
    ...options.env,
  });
  const app = await createApp(config, {
    clock: options.clock ?? clock,
    chance: () => 0.5,
    log: createLog(process.env.LOG_LEVEL ?? "fatal"),
  });
  const server = await createServer(app);
  const { id: workspaceId } = await app.db.workspace.create({ data: { name: "Test" } });
  const { key } = await createKey(app, workspaceId, { name: "tests", role: "owner" });
  return {
    app,
    clock,
    server,
    sandbox,
    workspaceId,
    key,
    async call<T>(
      method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
      url: string,
      body?: unknown,
      headers = {},
    ) {
      const reply = await server.inject({
        method,
        url: `/api/v1${url}`,
        headers: { authorization: `Bearer ${key}`, ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      const isJson = String(reply.headers["content-type"] ?? "").includes("json");
      const parsed: unknown = isJson ? reply.json() : reply.body;
      return { status: reply.statusCode, body: parsed as T, headers: reply.headers };
    },
    async close() {
      await server.close();
      await app.close();
      await sandbox.close();
      await database.drop();
    },
  };
}
