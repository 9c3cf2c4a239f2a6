import { randomBytes } from "node:crypto";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { Redis } from "ioredis";
import { BadConfig, type Config, readConfig } from "../../config/config.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { AlreadyRunning, claimSoleUse } from "../platform/sole-use.ts";
import { databaseFindings } from "./doctor-database.ts";
import {
  type Finding,
  freeSpaceFinding,
  lineOf,
  modelFinding,
  publicUrlFinding,
  settingFindings,
  smtpFinding,
} from "./finding.ts";
import { answerMilliseconds, detailOf, settled } from "./settled.ts";
import { tryModel } from "./try-model.ts";

/**
 * Looks at everything that Vigie needs and prints a line for each: what is well, what is not, and how to mend it.
 * Changes nothing that a start would not. Also works beside a Vigie that runs. Ends with 1 when something fails.
 */
export async function doctor(): Promise<void> {
  let failed = false;
  for await (const finding of findings(process.env)) {
    failed ||= finding.level === "FAIL";
    process.stdout.write(`${lineOf(finding)}\n`);
  }
  process.exitCode = failed ? 1 : 0;
}

async function* findings(env: NodeJS.ProcessEnv): AsyncGenerator<Finding> {
  let config: Config;
  try {
    config = readConfig(env);
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    return yield* settingFindings(error.problems);
  }
  yield { level: "ok", what: "settings", detail: "all can be used" };
  yield publicUrlFinding(config);
  if (config.publicUrl) yield await publicAnswer(config.publicUrl);
  yield smtpFinding(config.smtpUrl);
  if (config.sentimentModel)
    yield modelFinding(config.sentimentModel.languages, await tryModel(config.sentimentModel.folder));
  if (config.redisUrl) yield await redisFinding(config.redisUrl);
  if (config.databaseUrl !== null) return yield* databaseFindings(config, config.databaseUrl, true);
  yield* embeddedFindings(config, path.resolve(config.dataFolder));
}

/** Where Vigie brings its own PostgreSQL: started for the look if it does not run, left alone if it does. */
async function* embeddedFindings(config: Config, folder: string): AsyncGenerator<Finding> {
  const writable = await folderFinding(folder);
  yield writable;
  if (writable.level === "FAIL") return;
  const { bavail, bsize } = await statfs(folder);
  yield freeSpaceFinding(bavail * bsize);
  const embedded = await settled(startEmbeddedPostgres(folder));
  if (embedded.kind === "failed") {
    yield {
      level: "FAIL",
      what: "database",
      detail: embedded.detail,
      mend: "set DATABASE_URL to use another one",
    };
    return;
  }
  const claimed = await claim(embedded.value);
  if (claimed === "running") yield await runningFinding(config);
  try {
    yield* databaseFindings(config, embedded.value.url, claimed === "running");
  } finally {
    if (claimed !== "running") {
      await claimed.release();
      await embedded.value.stop();
    }
  }
}

async function claim(embedded: EmbeddedPostgres): Promise<"running" | { release(): Promise<void> }> {
  try {
    return await claimSoleUse(embedded.url);
  } catch (error) {
    if (error instanceof AlreadyRunning) return "running";
    throw error;
  }
}

async function runningFinding({ host, port }: Config): Promise<Finding> {
  const at = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const what = "Vigie";
  const answer = await settled(
    fetch(`${at}/health/ready`, { signal: AbortSignal.timeout(answerMilliseconds) }),
  );
  if (answer.kind === "done" && answer.value.ok)
    return { level: "ok", what, detail: `runs on this data folder and is ready at ${at}` };
  const said =
    answer.kind === "done" ? `answers ${answer.value.status}` : `does not answer (${answer.detail})`;
  return {
    level: "warn",
    what,
    detail: `runs on this data folder, but ${at}/health/ready ${said}`,
    mend: "set PORT and HOST here as they were when it was started; if they are, read its log",
  };
}

async function folderFinding(folder: string): Promise<Finding> {
  const probe = path.join(folder, `.doctor-${randomBytes(4).toString("hex")}`);
  const written = await settled(
    mkdir(folder, { recursive: true, mode: 0o700 })
      .then(() => writeFile(probe, "", { flag: "wx" }))
      .then(() => rm(probe)),
  );
  if (written.kind === "done")
    return { level: "ok", what: "data folder", detail: `${folder} can be written` };
  return {
    level: "FAIL",
    what: "data folder",
    detail: written.detail,
    mend: "let the user that runs Vigie write there, or set VIGIE_DATA_DIR to another folder",
  };
}

async function publicAnswer(publicUrl: string): Promise<Finding> {
  const url = `${publicUrl}/health/live`;
  const answer = await settled(fetch(url, { signal: AbortSignal.timeout(answerMilliseconds) }));
  if (answer.kind === "done" && answer.value.ok)
    return { level: "ok", what: "public URL", detail: "Vigie answers there" };
  const said = answer.kind === "done" ? `answers ${answer.value.status}` : answer.detail;
  return {
    level: "warn",
    what: "public URL",
    detail: `${url}: ${said}`,
    mend: "start the API, or lead that address to it; from inside its network a machine may not reach it",
  };
}

async function redisFinding(url: string): Promise<Finding> {
  const what = "redis";
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: answerMilliseconds,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // `connect` below only says that the connection is closed; the event says why.
  let why: string | null = null;
  redis.on("error", (error: Error) => {
    why ??= detailOf(error);
  });
  const info = await settled(redis.connect().then(() => redis.info("memory")));
  redis.disconnect();
  if (info.kind === "failed")
    return {
      level: "FAIL",
      what,
      detail: why ?? info.detail,
      mend: "start Redis, or correct REDIS_URL; without REDIS_URL the queue is in PostgreSQL",
    };
  const policy = /^maxmemory_policy:(\S+)/m.exec(info.value)?.[1];
  if (policy === undefined || policy === "noeviction") return { level: "ok", what, detail: "answers" };
  return {
    level: "warn",
    what,
    detail: `its maxmemory-policy is ${policy}`,
    mend: "set it to noeviction: Redis may throw away jobs; the scheduler rings again, but late",
  };
}
