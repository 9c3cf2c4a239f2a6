import { execFile } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, test } from "vitest";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Where the scripts are that start real servers. */
export const peersFolder = path.resolve(repository, process.env.VIGIE_PEERS_DIR ?? "../shared/peers");

const isRequired = (process.env.VIGIE_TEST_REQUIRE ?? "").includes("peers");

/** A real server nobody here wrote, started and stopped by a script. */
export interface Peer {
  /** Its work folder, shared by all runs on this machine so that a second start is quick. */
  workFolder: string;
  /** Starts it unless it runs already; answers with what the script printed. */
  start(): Promise<PeerOutput>;
  stop(): Promise<void>;
  /** Another command of the script, such as `add`; the work folder is put in as its first argument. */
  command(name: string, ...args: string[]): Promise<PeerOutput>;
}

export interface PeerOutput {
  text: string;
  /** The `KEY=value` pairs in it, one or more on a line. */
  values: Readonly<Record<string, string>>;
}

/**
 * @param script file name in the folder of scripts, such as `wordpress.sh`
 * @param options `args` follow the work folder on the command line (mode, ports); `folder` is the name of the work
 *   folder below VIGIE_PEERS_WORK, the script's name unless told
 */
export function peer(
  script: string,
  options: { args?: readonly string[]; folder?: string; env?: Readonly<Record<string, string>> } = {},
): Peer {
  const root = process.env.VIGIE_PEERS_WORK ?? path.join(tmpdir(), "vigie-peers");
  const workFolder = path.join(root, options.folder ?? path.parse(script).name);
  const file = path.join(peersFolder, script);
  async function command(name: string, ...args: string[]): Promise<PeerOutput> {
    mkdirSync(workFolder, { recursive: true });
    const [program, first] = script.endsWith(".mjs") ? [process.execPath, [file]] : ["bash", [file]];
    const { stdout } = await run(program, [...first, name, workFolder, ...args], {
      env: { ...withoutOurNpm(), ...options.env },
      timeout: 390_000,
      maxBuffer: 10 * 1024 * 1024,
    });
    return { text: stdout, values: valuesIn(stdout) };
  }
  return {
    workFolder,
    command,
    start: () => command("start", ...(options.args ?? [])),
    stop: async () => void (await command("stop", ...(options.args ?? []))),
  };
}

/**
 * `describe` for tests against a peer. Where the script is not there, says so and skips, unless
 * VIGIE_TEST_REQUIRE names `peers`: then it fails.
 */
export function describePeer(script: string, name: string, body: () => void): void {
  if (existsSync(path.join(peersFolder, script))) {
    describe(name, body);
    return;
  }
  if (isRequired) {
    test(name, () => {
      throw new Error(`VIGIE_TEST_REQUIRE asks for peers, but ${script} is not in ${peersFolder}`);
    });
    return;
  }
  // biome-ignore lint/suspicious/noConsole: a skipped contract test must be seen
  console.warn(`SKIPPED: ${name} (no ${script} in ${peersFolder}; set VIGIE_PEERS_DIR)`);
  test.skip(name, () => undefined);
}

function valuesIn(text: string): Record<string, string> {
  const pairs = text
    .split(/\s+/)
    .map((word) => /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(word))
    .filter((match) => match !== null);
  return Object.fromEntries(pairs.map((match) => [match[1] ?? "", match[2] ?? ""]));
}

/** A peer's npm must not run by this project's settings (no install scripts), which npm hands down to what it starts. */
function withoutOurNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}
