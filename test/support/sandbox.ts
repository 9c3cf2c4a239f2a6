import { afterAll, afterEach, beforeAll } from "vitest";
import { z } from "zod";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";

const Posts = z.object({ posts: z.array(z.looseObject({ id: z.string(), text: z.string() })) });
const Said = z.object({ mentions: z.tuple([z.object({ id: z.string() })]) });

/** A sandbox of its own for the tests of one `describe`, emptied after each of them. */
export function useSandbox() {
  let sandbox: Sandbox | undefined;
  const url = () => {
    if (!sandbox) throw new Error("the sandbox has not started");
    return sandbox.url;
  };
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url()}/_sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => control("POST", "reset"));
  afterAll(() => sandbox?.close());

  return {
    url,
    /** Makes the network misbehave. */
    fault: (fault: Readonly<Record<string, unknown>>) => control("POST", "faults", fault),
    /** Somebody else says something; answers with its remote id. */
    said: async (mention: Readonly<Record<string, unknown>>) =>
      Said.parse(await control("POST", "mentions", { mentions: [mention] })).mentions[0].id,
    /** Several people say several things. */
    saidAll: (mentions: readonly Readonly<Record<string, unknown>>[]) =>
      control("POST", "mentions", { mentions }),
    /** They delete it again. */
    unsaid: (id: string) => control("DELETE", `mentions/${encodeURIComponent(id)}`),
    /** What was posted on a network, in order. */
    posts: async (network: string) => Posts.parse(await control("GET", `posts?network=${network}`)).posts,
  };
}
