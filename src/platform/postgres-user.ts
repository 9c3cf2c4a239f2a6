import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { access, chmod, chown, constants, cp, mkdir, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** As whom PostgreSQL runs, and where that user can reach its files. */
export interface PostgresUser {
  /** A folder that the user may write to; holds the data. */
  home: string;
  /** Starts one of PostgreSQL's programs. */
  spawn(program: "initdb" | "postgres", args: readonly string[]): ChildProcess;
  /** Runs one to its end. */
  run(
    program: "initdb" | "postgres",
    args: readonly string[],
  ): Promise<{ code: number | null; output: string }>;
  /** Hands a file that we wrote to the user. */
  own(file: string): Promise<void>;
}

/** `nobody`, by the number it has on every Linux system. */
const nobody = 65534;

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it as itself. Root runs it in a user namespace in which
 * root's own files appear as `nobody`'s, so that clone and data may lie where only root may enter. Where user
 * namespaces are closed (Docker's default), it runs as `nobody`, with data, and where needed the binaries, copied to
 * a place that `nobody` can reach.
 * @param home the data folder
 * @param native the folder with PostgreSQL's `bin`, `lib` and `share`
 * @throws when no way works; the message says what was tried
 */
export async function postgresUser(home: string, native: string): Promise<PostgresUser> {
  if (process.getuid?.() !== 0) return runner({ home, native, wrap: direct, own: async () => undefined });
  const inNamespace = runner({ home, native, wrap: namespaced, own: async () => undefined });
  const namespaceAttempt = await inNamespace.run("postgres", ["--version"]);
  if (namespaceAttempt.code === 0) return inNamespace;

  const reachable = await reachableByNobody(home, native);
  const asNobody = runner({
    ...reachable,
    wrap: (program, args) => ({ command: program, args, options: { uid: nobody, gid: nobody, cwd: "/" } }),
    own: (file) => chown(file, nobody, nobody),
  });
  const attempt = await asNobody.run("postgres", ["--version"]);
  if (attempt.code === 0) return asNobody;
  throw new Error(
    "PostgreSQL refuses to run as root, and neither a user namespace nor the user nobody works here: " +
      "start Vigie as an ordinary user, or name a PostgreSQL in DATABASE_URL.\n" +
      `unshare: ${namespaceAttempt.output.trim()}\nnobody: ${attempt.output.trim()}`,
  );
}

interface Wrapped {
  command: string;
  args: readonly string[];
  options: SpawnOptions;
}
type Wrap = (program: string, args: readonly string[]) => Wrapped;

const direct: Wrap = (program, args) => ({ command: program, args, options: {} });

const namespaced: Wrap = (program, args) => ({
  command: "unshare",
  args: ["--user", `--map-user=${nobody}`, `--map-group=${nobody}`, program, ...args],
  options: {},
});

function runner(how: { home: string; native: string; wrap: Wrap; own: PostgresUser["own"] }): PostgresUser {
  const start = (program: string, args: readonly string[], stdout: "pipe" | "ignore") => {
    const { command, args: words, options } = how.wrap(path.join(how.native, "bin", program), args);
    return spawn(command, words, {
      ...options,
      stdio: ["ignore", stdout, "pipe"],
      // Of its own process group: Ctrl-C reaches us alone, and we end it in order.
      detached: true,
      env: { LC_ALL: "C", TZ: "UTC", PATH: process.env.PATH, LD_LIBRARY_PATH: path.join(how.native, "lib") },
    });
  };
  return {
    home: how.home,
    own: how.own,
    spawn: (program, args) => start(program, args, "ignore"),
    run: (program, args) =>
      new Promise((resolve) => {
        const child = start(program, args, "pipe");
        let output = "";
        for (const stream of [child.stdout, child.stderr])
          stream?.on("data", (chunk: Buffer) => {
            output += chunk;
          });
        child.once("error", (error) => resolve({ code: null, output: error.message }));
        child.once("close", (code) => resolve({ code, output }));
      }),
  };
}

/** Data and binaries as they are where `nobody` can enter their folders, else in `/var/lib/vigie-<hash>`. */
async function reachableByNobody(home: string, native: string): Promise<{ home: string; native: string }> {
  if ((await isOpenToAll(home)) && (await isOpenToAll(native))) {
    const data = path.join(home, "nobody");
    await mkdir(data, { recursive: true, mode: 0o700 });
    await chmod(home, 0o711);
    await chown(data, nobody, nobody);
    return { home: data, native };
  }
  const outside = `/var/lib/vigie-${createHash("sha256").update(home).digest("hex").slice(0, 12)}`;
  const binaries = path.join(outside, "postgres-binaries");
  await mkdir(outside, { recursive: true, mode: 0o755 });
  await cp(native, binaries, { recursive: true, verbatimSymlinks: true });
  const data = path.join(outside, "data");
  await mkdir(data, { recursive: true, mode: 0o700 });
  await chown(data, nobody, nobody);
  return { home: data, native: binaries };
}

/** True when every folder on the way may be entered by anybody. */
async function isOpenToAll(folder: string): Promise<boolean> {
  for (let at = path.dirname(path.resolve(folder)); ; at = path.dirname(at)) {
    const { mode } = await stat(at);
    if ((mode & 0o001) === 0) return false;
    if (at === path.parse(at).root) break;
  }
  return access(folder, constants.R_OK).then(
    () => os.platform() === "linux",
    () => false,
  );
}
