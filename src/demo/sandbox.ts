import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Log } from "../platform/log.ts";

/** The sandbox as a program of its own, beside ours. */
export type RunningSandbox =
  | { kind: "running"; url: string; stop(): void }
  | { kind: "failed"; detail: string };

const Hello = z.object({ url: z.url() });
const startMilliseconds = 20_000;

/**
 * Starts the sandbox on a free port of this machine. It ends with this process, however that ends; when it ends by
 * itself, the log says so.
 * @param program the built sandbox
 */
export function runSandbox(
  log: Log,
  program: URL = new URL("./sandbox.js", import.meta.url),
): Promise<RunningSandbox> {
  const child = fork(fileURLToPath(program), [], {
    execArgv: [],
    env: { ...process.env, VIGIE_SANDBOX_PORT: "0" },
    // A group of its own: Ctrl-C must not end it under posts that are still going out. It ends when we disconnect.
    detached: true,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let stopping = false;
  const stop = (): void => {
    stopping = true;
    if (child.connected) child.disconnect();
  };
  return new Promise((resolve) => {
    const fail = (detail: string): void => {
      clearTimeout(late);
      stop();
      resolve({ kind: "failed", detail });
    };
    const late = setTimeout(() => {
      fail(`it did not start within ${startMilliseconds / 1000} seconds`);
      child.kill();
    }, startMilliseconds);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code, signal) => {
      if (!stopping)
        log.warn({ code, signal }, "the demo's sandbox ended by itself; start Vigie again to have it back");
      fail(`it ended with ${signal ?? code}`);
    });
    child.once("message", (message) => {
      const hello = Hello.safeParse(message);
      if (!hello.success) return fail("it did not say where it listens");
      clearTimeout(late);
      resolve({ kind: "running", url: hello.data.url, stop });
    });
  });
}
