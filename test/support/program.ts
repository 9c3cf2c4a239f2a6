import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { freePort } from "../../src/platform/free-port.ts";

const repository = path.resolve(import.meta.dirname, "../..");
const launcher = path.join(repository, "src/launch.mjs");

/** An owner's key, valid in every program that `startProgram` starts. */
export const bootstrapKey = "a-key-for-tests-of-the-whole-program";

/** How a program came to its end. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  milliseconds: number;
}

/** The built program, running as its own process. */
export interface Program {
  url: string;
  pid: number;
  /** How long it took from its start until `/health/ready` said yes. */
  readyMilliseconds: number;
  /** Everything it has printed. */
  output(): string;
  /** A request to `/api/v1` with the owner's key (its answer's shape is for the test to say). */
  call<T = Record<string, unknown>>(
    method: "GET" | "POST" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }>;
  /** `kill -9`: nothing of it can say goodbye. Its PostgreSQL goes on. */
  kill(): Promise<Ending>;
  /** SIGTERM. */
  stop(): Promise<Ending>;
}

export interface ProgramOptions {
  dataFolder: string;
  /** Beside those of every test; what is undefined is left out. */
  env?: Readonly<Record<string, string | undefined>>;
  /** As whom it runs; as the tests do unless told. Root only. */
  uid?: number;
  /** For Node itself, such as `--cpu-prof`. */
  nodeOptions?: readonly string[];
}

/** Starts the program and waits until it is ready. @throws with all it printed when it ends before */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const begun = performance.now();
  const child = spawnProgram(["start"], options);
  const output = outputOf(child);
  const ended = endOf(child);
  const url = await Promise.race([
    untilReady(output),
    ended.then(({ code, signal }) => {
      throw new Error(`the program ended with ${code ?? signal}:\n${output()}`);
    }),
  ]);
  const finish = async (signal: NodeJS.Signals): Promise<Ending> => {
    const asked = performance.now();
    child.kill(signal);
    return { ...(await ended), milliseconds: performance.now() - asked };
  };
  return {
    url,
    pid: child.pid ?? 0,
    readyMilliseconds: performance.now() - begun,
    output,
    call: (method, at, body) => call(`${url}/api/v1${at}`, method, body),
    kill: () => finish("SIGKILL"),
    stop: () => finish("SIGTERM"),
  };
}

/** Runs one command of the program to its end. */
export async function runProgram(
  args: readonly string[],
  { stdin = "", ...options }: ProgramOptions & { stdin?: string },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawnProgram(args, options);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  child.stdin?.end(stdin);
  const { code } = await endOf(child);
  return { code, stdout, stderr };
}

function spawnProgram(args: readonly string[], options: ProgramOptions): ChildProcess {
  const { dataFolder, env, uid, nodeOptions = [] } = options;
  return spawn(process.execPath, [...nodeOptions, launcher, ...args], {
    cwd: repository,
    stdio: "pipe",
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      VIGIE_DATA_DIR: dataFolder,
      VIGIE_DEMO: "0",
      VIGIE_BOOTSTRAP_API_KEY: bootstrapKey,
      VIGIE_ALLOW_PRIVATE_ADDRESSES: "1",
      LOG_LEVEL: "warn",
      ...env,
    },
  });
}

function outputOf(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      text += chunk;
    });
  return () => text;
}

function endOf(child: ChildProcess): Promise<Omit<Ending, "milliseconds">> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    // Not "exit": what it printed last would still be on its way.
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}

/** The port is the system's choice: the welcome says which. */
async function untilReady(output: () => string): Promise<string> {
  for (;;) {
    const url = /Vigie is ready[^\n]*(http:\/\/\S+)/.exec(output())?.[1];
    if (url && (await fetch(`${url}/health/ready`).catch(() => null))?.ok) return url;
    await wait(20);
  }
}

async function call<T>(url: string, method: string, body: unknown): Promise<{ status: number; body: T }> {
  const reply = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${bootstrapKey}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const isJson = reply.headers.get("content-type")?.includes("json");
  return { status: reply.status, body: (isJson ? JSON.parse(text) : text) as T };
}

/** A data folder of a test's own. `remove` ends a PostgreSQL that still runs on it. */
export async function dataFolder(parent = os.tmpdir()): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(parent, "vigie-program-"));
  return {
    path: folder,
    async remove() {
      const pid = await postgresPid(folder);
      if (pid !== null && isAlive(pid)) {
        process.kill(pid, "SIGQUIT");
        await until(() => !isAlive(pid));
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The PostgreSQL of a data folder, when its pid file is there. */
export async function postgresPid(folder: string): Promise<number | null> {
  const file = await pidFile(folder);
  return file ? Number(file[0]) : null;
}

/** Where the database of a running program is. */
export async function databaseUrl(folder: string): Promise<string> {
  const port = (await pidFile(folder))?.[3];
  const password = (await readFile(path.join(folder, "postgres-password"), "utf8")).trim();
  return `postgresql://vigie:${password}@127.0.0.1:${port}/postgres`;
}

/** Speaks to the database of a program as that program does. */
export async function withDatabase<T>(folder: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: await databaseUrl(folder) });
  await client.connect();
  return use(client).finally(() => client.end());
}

/** Lines of `postmaster.pid`: https://www.postgresql.org/docs/current/storage-file-layout.html */
async function pidFile(folder: string): Promise<string[] | null> {
  for (const data of ["postgres", "nobody/postgres"]) {
    const text = await readFile(path.join(folder, data, "postmaster.pid"), "utf8").catch(() => null);
    if (text) return text.split("\n");
  }
  return null;
}

/** True while the process runs: not for one that has ended and that its parent has not looked at yet. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // The state follows the name, which stands in parentheses: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return os.platform() !== "linux" || !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false; // no such process
  }
}

/** Waits for something that must happen soon. @throws when it does not */
export async function until(
  happened: () => boolean | Promise<boolean>,
  seconds = 30,
  everyMilliseconds = 25,
): Promise<void> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    if (await happened()) return;
    await wait(everyMilliseconds);
  }
  throw new Error(`still not so after ${seconds} s: ${happened}`);
}

/** The program `name` on the PATH, or null. */
export function found(name: string): string | null {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin", "/usr/sbin"];
  return folders.map((folder) => path.join(folder, name)).find(existsSync) ?? null;
}

/** True when a test that needs `what` must fail, not be skipped, where it is missing. */
export function isRequired(what: "redis" | "browser"): boolean {
  return (process.env.VIGIE_TEST_REQUIRE ?? "").split(",").includes(what);
}

/** A Redis of a test's own, that keeps nothing. */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const program = found("redis-server");
  if (!program) throw new Error("redis-server is not on the PATH");
  const port = await freePort();
  const child = spawn(
    program,
    ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    { cwd: os.tmpdir(), stdio: "pipe" },
  );
  const output = outputOf(child);
  await until(() => output().includes("Ready to accept connections"));
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      const ended = endOf(child);
      child.kill("SIGTERM");
      await ended;
    },
  };
}
