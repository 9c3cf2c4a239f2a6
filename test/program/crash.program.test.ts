import { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";
import {
  dataFolder,
  found,
  isRequired,
  type Program,
  type ProgramOptions,
  startProgram,
  startRedis,
  until,
  withDatabase,
} from "../support/program.ts";
import { emptyQueue } from "../support/queues.ts";

/**
 * Two hundred posts due at one instant, on networks that lose one answer in four after they did what was asked,
 * while the program is killed or its queue is wiped three times: what is on the networks afterwards is what was
 * asked for, each once.
 */
const postCount = 200;
const disturbances = 3;
const networks = ["mastodon", "bluesky", "x", "wordpress"] as const;
const profilesPerNetwork = 3;
const settledWithinSeconds = 300;

/** Tells what is to be ended after the test, latest first. */
type Ending = (end: () => Promise<void>) => void;

// Most of their time they wait for leases and answers: all at once takes little more than one.
describe.concurrent("200 posts due at once, one answer in four lost", () => {
  test("and the program killed three times: none twice, none missing, all shown as published", async ({
    onTestFinished: ending,
  }) => {
    const run = await prepare(ending);
    for (let kill = 1; kill <= disturbances; kill += 1) {
      await run.untilPosted((postCount * kill) / (disturbances + 1));
      await run.program().kill();
      await run.restart();
    }
    await run.expectEachOnce();
  });

  test("and the queue on PostgreSQL wiped three times: the same", async ({ onTestFinished: ending }) => {
    const run = await prepare(ending);
    await wipeThreeTimes(run, () => withDatabase(run.folder, emptyQueue));
    await run.expectEachOnce();
  });

  const withRedis = found("redis-server") || isRequired("redis") ? test : skipLoudly;
  withRedis("and the queue on Redis wiped three times: the same", async ({ onTestFinished: ending }) => {
    const redis = await startRedis();
    ending(redis.stop);
    const run = await prepare(ending, { REDIS_URL: redis.url });
    const client = new Redis(redis.url);
    ending(async () => client.disconnect());
    await wipeThreeTimes(run, () => client.flushall());
    await run.expectEachOnce();
  });

  withRedis(
    "and the program killed three times with its queue on Redis: the same",
    async ({ onTestFinished: ending }) => {
      const redis = await startRedis();
      ending(redis.stop);
      const run = await prepare(ending, { REDIS_URL: redis.url });
      for (let kill = 1; kill <= disturbances; kill += 1) {
        await run.untilPosted((postCount * kill) / (disturbances + 1));
        await run.program().kill();
        await run.restart();
      }
      await run.expectEachOnce();
    },
  );
});

function skipLoudly(name: string): void {
  // biome-ignore lint/suspicious/noConsole: a skipped test must be seen
  console.warn(`SKIPPED: ${name} (no redis-server on the PATH)`);
  test.skip(name, () => undefined);
}

type Run = Awaited<ReturnType<typeof prepare>>;

/** Wipes while jobs wait, and again while they run. */
async function wipeThreeTimes(run: Run, wipe: () => Promise<unknown>): Promise<void> {
  await wipe();
  for (let time = 2; time <= disturbances; time += 1) {
    await run.untilPosted((postCount * (time - 1)) / disturbances);
    await wipe();
  }
}

/** A program with its profiles connected and all posts scheduled for one instant, a few seconds from now. */
async function prepare(ending: Ending, env: Readonly<Record<string, string>> = {}) {
  const sandbox = await startSandbox({ latencyMs: 50 });
  ending(() => sandbox.close());
  const folder = await dataFolder();
  ending(folder.remove);
  const options: ProgramOptions = { dataFolder: folder.path, env };
  let program = await startProgram(options);
  ending(async () => void (await program.kill()));
  for (const [seed, network] of networks.entries())
    await misbehave(sandbox, { network, kind: "reset-after", probability: 0.25, seed: seed + 1 });
  const profiles = await connectAll(program, sandbox);
  const texts = await scheduleAll(program, profiles);
  const posted = () => postedTexts(sandbox);
  return {
    folder: folder.path,
    program: () => program,
    untilPosted: (count: number) => until(async () => (await posted()).length >= count, 240),
    async restart() {
      program = await startProgram(options);
    },
    async expectEachOnce() {
      await until(
        async () => (await states(program)).published === postCount,
        settledWithinSeconds,
        500,
      ).catch(async (error: unknown) => {
        throw new Error(
          `${error}\n${JSON.stringify(await unsettled(program), null, 1)}\n${program.output()}`,
        );
      });
      expect((await posted()).sort()).toEqual([...texts].sort());
    },
  };
}

async function connectAll(program: Program, sandbox: Sandbox): Promise<string[]> {
  const ids: string[] = [];
  for (const network of networks)
    for (let number = 1; number <= profilesPerNetwork; number += 1) {
      const { status, body } = await program.call<{ id: string }>("POST", "/profiles", {
        network,
        credentials: credentialsOn[network](`${network}${number}`),
        settings: { baseUrl: `${sandbox.url}/${network}` },
      });
      expect(status, JSON.stringify(body)).toBe(201);
      ids.push(body.id);
    }
  return ids;
}

const credentialsOn = {
  mastodon: (account: string) => ({ accessToken: account }),
  bluesky: (account: string) => ({ identifier: account, password: "anything" }),
  x: (account: string) => ({ accessToken: account }),
  wordpress: (account: string) => ({ username: account, applicationPassword: "anything" }),
} as const;

async function scheduleAll(program: Program, profiles: readonly string[]): Promise<string[]> {
  const scheduledAt = new Date(Date.now() + 6000).toISOString();
  const texts = Array.from(
    { length: postCount },
    (_, number) => `Annonce numéro ${number + 1} de la journée`,
  );
  const schedule = async (text: string, index: number): Promise<void> => {
    const { status, body } = await program.call("POST", "/posts", {
      text,
      profiles: [profiles[index % profiles.length]],
      scheduledAt,
    });
    expect(status, JSON.stringify(body)).toBe(201);
  };
  const indexed = [...texts.entries()];
  while (indexed.length > 0)
    await Promise.all(indexed.splice(0, 10).map(([index, text]) => schedule(text, index)));
  return texts;
}

async function misbehave(sandbox: Sandbox, fault: Readonly<Record<string, unknown>>): Promise<void> {
  const reply = await fetch(`${sandbox.url}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fault),
  });
  expect(reply.status).toBe(201);
}

async function postedTexts(sandbox: Sandbox): Promise<string[]> {
  const reply = await fetch(`${sandbox.url}/_sandbox/posts`);
  const { posts } = (await reply.json()) as { posts: { text: string }[] };
  return posts.map(({ text }) => text);
}

interface Publication {
  id: string;
  network: string;
  state: string;
  nextAt: string | null;
  error: unknown;
}

async function publications(program: Program): Promise<Publication[]> {
  const all: Publication[] = [];
  let cursor = "";
  do {
    const { body } = await program.call<{ items: Publication[]; nextCursor: string | null }>(
      "GET",
      `/publications?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    all.push(...body.items);
    cursor = body.nextCursor ?? "";
  } while (cursor !== "");
  return all;
}

async function states(program: Program): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state } of await publications(program)) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

async function unsettled(program: Program): Promise<Publication[]> {
  return (await publications(program)).filter(({ state }) => state !== "published").slice(0, 10);
}
