/**
 * How late a thousand publications leave that are due at one second, over fifty profiles of a network that takes
 * 100 ms for each, on both backends (`--postgres` or `--redis`: on one); against bare BullMQ jobs that make the same
 * calls.
 */
import { fork } from "node:child_process";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  dataFolder,
  found,
  type Program,
  startProgram,
  startRedis,
  until,
  withDatabase,
} from "../test/support/program.ts";
import { percentile, processorMilliseconds, say, seconds } from "./figures.ts";
import { type SandboxProcess, startSandboxProcess } from "./sandbox.ts";

const publicationCount = 1000;
const profileCount = 50;
const latencyMilliseconds = 100;
/** As Vigie has it unless told. */
const concurrency = 400;
/** Time for a thousand posts to be written before they are due. */
const leadSeconds = Number(process.env.BENCH_LEAD_SECONDS ?? 45);

interface Found {
  /** Per post, from when it was due until its request reached the network, in milliseconds. */
  lateness: number[];
  /** Before when they were due the first of them left; not above zero when none was early. */
  earlyMilliseconds: number;
  /** From when they were due until the last was done. */
  totalMilliseconds: number;
  posts: number;
  /** Of the program's own process, from a little before they were due until the last was done. */
  processorMilliseconds: number;
}

const backends = [
  { name: "postgres" as const, limitMilliseconds: 4000 },
  ...(found("redis-server") ? [{ name: "redis" as const, limitMilliseconds: 2000 }] : []),
].filter(({ name }) => !process.argv.includes(name === "redis" ? "--postgres" : "--redis"));
const sandbox = await startSandboxProcess(latencyMilliseconds);
for (const { name, limitMilliseconds } of backends) {
  const redis = name === "redis" ? await startRedis() : null;
  const folder = await dataFolder();
  try {
    const program = await startProgram({
      dataFolder: folder.path,
      env: redis ? { REDIS_URL: redis.url } : {},
      // Such as `--cpu-prof --cpu-prof-dir=profiles`.
      nodeOptions: (process.env.BENCH_NODE_OPTIONS ?? "").split(" ").filter(Boolean),
    });
    const vigie = await measureVigie(program, folder.path).finally(() => program.stop());
    const bare = await measureBare(name, redis?.url ?? null);
    tell(`Vigie, ${name}`, vigie);
    tell(`bare BullMQ, ${name}`, bare);
    const ratio = vigie.totalMilliseconds / bare.totalMilliseconds;
    say(`  all done in ${ratio.toFixed(2)} times what bare jobs take (target 2 at most)`);
    say(`  p99 ${seconds(percentile(vigie.lateness, 0.99))} (target ${seconds(limitMilliseconds)} at most)`);
    say(`  first left ${-vigie.earlyMilliseconds} ms after it was due (target: none before)`);
  } finally {
    await folder.remove();
    await redis?.stop();
  }
}
await sandbox.stop();

function tell(what: string, measured: Found): void {
  const { lateness, totalMilliseconds, posts } = measured;
  const figures = [0.5, 0.95, 0.99, 1].map((share) => seconds(percentile(lateness, share)));
  say(
    `${what}: ${posts} posts; p50 ${figures[0]}, p95 ${figures[1]}, p99 ${figures[2]}, max ${figures[3]}; all done after ${seconds(totalMilliseconds)}, ${seconds(measured.processorMilliseconds)} of processor time`,
  );
}

async function measureVigie(program: Program, folder: string): Promise<Found> {
  await sandbox.beginAnew();
  const profiles = await connectProfiles(program);
  const dueAt = Math.ceil(Date.now() / 1000) * 1000 + leadSeconds * 1000;
  await schedule(program, profiles, dueAt);
  if (Date.now() > dueAt - 3000) throw new Error("writing the posts took too long: raise BENCH_LEAD_SECONDS");
  await wait(dueAt - Date.now() - 50);
  const usedBefore = await processorMilliseconds(program.pid);
  const doneAt = await withDatabase(folder, async (client) => {
    await until(
      async () => {
        const { rows } = await client.query<{ open: number }>(
          "select count(*)::int as open from publication where state <> 'published'",
        );
        return rows[0]?.open === 0;
      },
      120,
      100,
    );
    const end = Date.now();
    const { rows } = await client.query<{ first: Date }>("select min(started_at) as first from attempt");
    return { end, first: rows[0]?.first.getTime() ?? 0 };
  });
  return {
    ...(await foundBy(sandbox, dueAt, doneAt.end, doneAt.first)),
    processorMilliseconds: (await processorMilliseconds(program.pid)) - usedBefore,
  };
}

async function foundBy(
  from: SandboxProcess,
  dueAt: number,
  doneAt: number,
  firstAt: number,
): Promise<Omit<Found, "processorMilliseconds">> {
  const taken = await from.taken();
  return {
    // What the sandbox tells is when it had it, after its latency.
    lateness: taken.map(({ at }) => at - latencyMilliseconds - dueAt),
    earlyMilliseconds: dueAt - firstAt,
    totalMilliseconds: doneAt - dueAt,
    posts: new Set(taken.map(({ text }) => text)).size,
  };
}

async function connectProfiles(program: Program): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < profileCount; number += 1) {
    const { status, body } = await program.call<{ id: string }>("POST", "/profiles", {
      network: "mastodon",
      credentials: { accessToken: `bench${number}` },
      settings: { baseUrl: `${sandbox.url}/mastodon` },
    });
    if (status !== 201) throw new Error(`a profile was refused: ${JSON.stringify(body)}`);
    ids.push(body.id);
  }
  return ids;
}

async function schedule(program: Program, profiles: readonly string[], dueAt: number): Promise<void> {
  const scheduledAt = new Date(dueAt).toISOString();
  const numbers = Array.from({ length: publicationCount }, (_, number) => number);
  while (numbers.length > 0)
    await Promise.all(
      numbers.splice(0, 10).map(async (number) => {
        const profile = profiles[number % profiles.length];
        const { status, body } = await program.call("POST", "/posts", {
          text: `Publication ${number}`,
          profiles: [profile],
          scheduledAt,
        });
        if (status !== 201) throw new Error(`a post was refused: ${JSON.stringify(body)}`);
      }),
    );
}

/** The same calls by jobs that do nothing else, on a queue of their own. */
async function measureBare(backend: "redis" | "postgres", redisUrl: string | null): Promise<Found> {
  await sandbox.beginAnew();
  const { startEmbeddedPostgres } = await import("../src/platform/embedded-postgres.ts");
  const folder = await dataFolder();
  const postgres = backend === "postgres" ? await startEmbeddedPostgres(folder.path) : null;
  const dueAt = Math.ceil(Date.now() / 1000) * 1000 + 10_000;
  const order = {
    backend,
    url: postgres?.url ?? redisUrl,
    sandbox: sandbox.url,
    count: publicationCount,
    concurrency,
    dueAt,
    profiles: profileCount,
  };
  const child = fork(path.resolve("dist/bench/bare-jobs.js"), [JSON.stringify(order)]);
  try {
    await wait(dueAt - Date.now() - 50);
    const usedBefore = await processorMilliseconds(child.pid ?? 0);
    const doneAt = await new Promise<number>((resolve, reject) => {
      child.on("message", (message: { doneAt?: number }) => message.doneAt && resolve(message.doneAt));
      child.once("exit", (code) => reject(new Error(`the bare jobs ended with ${code}`)));
    });
    return {
      ...(await foundBy(sandbox, dueAt, doneAt, dueAt)),
      processorMilliseconds: (await processorMilliseconds(child.pid ?? 0)) - usedBefore,
    };
  } finally {
    child.removeAllListeners("exit");
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.disconnect();
    await ended;
    await postgres?.stop();
    await folder.remove();
  }
}
