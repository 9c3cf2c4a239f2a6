import { fork } from "node:child_process";
import path from "node:path";

/** What a sandbox took in, and when. */
export interface Taken {
  text: string;
  at: number;
}

/** The sandbox as a process of its own, whose Mastodon takes `latencyMilliseconds` for a post. */
export async function startSandboxProcess(latencyMilliseconds: number) {
  const child = fork(path.resolve("dist/sandbox.js"), {
    env: { ...process.env, VIGIE_SANDBOX_PORT: "0" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message: { url: string }) => resolve(message.url));
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });
  const control = async (method: string, at: string, body?: unknown): Promise<unknown> => {
    const reply = await fetch(`${url}/_sandbox/${at}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!reply.ok) throw new Error(`the sandbox answered ${reply.status}: ${await reply.text()}`);
    return reply.status === 204 ? null : reply.json();
  };
  const beginAnew = async (): Promise<void> => {
    await control("POST", "reset");
    await control("POST", "faults", { network: "mastodon", kind: "latency", ms: latencyMilliseconds });
  };
  await beginAnew();
  return {
    url,
    beginAnew,
    async taken(): Promise<Taken[]> {
      const { posts } = (await control("GET", "posts?network=mastodon")) as {
        posts: { text: string; createdAt: string }[];
      };
      return posts.map(({ text, createdAt }) => ({ text, at: Date.parse(createdAt) }));
    },
    async stop(): Promise<void> {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
    },
  };
}

export type SandboxProcess = Awaited<ReturnType<typeof startSandboxProcess>>;
