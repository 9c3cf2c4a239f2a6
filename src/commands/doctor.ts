import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import pg from "pg";
import { BadConfig, type Config, readConfig } from "../../config/config.ts";
import { type Database, openDatabase } from "../platform/database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { createLog } from "../platform/log.ts";
import { openQueues } from "../platform/queue.ts";
import { checkSecretKey } from "../platform/secret-key-check.ts";
import { createSecrets } from "../platform/secrets.ts";
import { AlreadyRunning, claimSoleUse } from "../platform/sole-use.ts";
import {
  clockFinding,
  type Finding,
  freeSpaceFinding,
  lineOf,
  migrationFinding,
  modelFinding,
  postgresFinding,
  profileFindings,
  publicUrlFinding,
  schedulerFinding,
  settingFindings,
  smtpFinding,
  sourceFindings,
  unconfirmedFinding,
} from "./finding.ts";
import { tryModel } from "./try-model.ts";

const answerMilliseconds = 5000;
const mostListed = 20;

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

/** @param isRunning whether workers may be at work on it just now */
async function* databaseFindings(config: Config, url: string, isRunning: boolean): AsyncGenerator<Finding> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: answerMilliseconds });
  client.on("error", () => undefined); // the query that meets it says so
  const connected = await settled(client.connect());
  if (connected.kind === "failed") {
    const mend = "start PostgreSQL, or correct DATABASE_URL (host, port, user, password, database)";
    yield { level: "FAIL", what: "database", detail: connected.detail, mend };
    return;
  }
  try {
    const version = await client.query<{ server_version_num: string }>("show server_version_num");
    yield postgresFinding(Number(version.rows[0]?.server_version_num));
    yield clockFinding(await skewOf(client));
    const [known, applied] = await Promise.all([knownMigrations(), appliedMigrations(client)]);
    const migrations = migrationFinding(known, applied);
    yield migrations;
    if (migrations.level !== "ok") return;
  } finally {
    await client.end();
  }
  yield await queueFinding(config, url);
  const { db, close } = openDatabase(url, 2, createLog("silent"));
  try {
    yield await secretKeyFinding(config, db);
    yield* contentFindings(db, isRunning);
  } finally {
    await close();
  }
}

/** How far the database's clock is ahead, in milliseconds; half the way there and back is taken off. */
async function skewOf(client: pg.Client): Promise<number> {
  const askedAt = Date.now();
  const { rows } = await client.query<{ at: Date }>("select clock_timestamp() as at");
  const answeredAt = Date.now();
  return (rows[0]?.at.getTime() ?? answeredAt) - (askedAt + answeredAt) / 2;
}

async function knownMigrations(): Promise<string[]> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const entries = await readdir(path.join(here, "..", "prisma", "migrations"), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const ledger = await client.query<{ present: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as present",
  );
  if (!ledger.rows[0]?.present) return [];
  const { rows } = await client.query<{ name: string }>(
    "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
  );
  return rows.map(({ name }) => name);
}

async function queueFinding(config: Config, databaseUrl: string): Promise<Finding> {
  const what = "queue";
  const log = createLog("silent");
  const looked = await settled(
    openQueues({ redisUrl: config.redisUrl, databaseUrl, log }).then(async (queues) => {
      const late = AbortSignal.timeout(answerMilliseconds);
      const tooLate = new Promise<never>((_resolve, reject) => {
        late.addEventListener("abort", () => reject(new Error("no answer in time")), { once: true });
      });
      const waiting = await Promise.race([queues.waiting(), tooLate]);
      await queues.close();
      return { backend: queues.backend, waiting };
    }),
  );
  if (looked.kind === "failed")
    return {
      level: "FAIL",
      what,
      detail: looked.detail,
      mend: `see the line of ${config.redisUrl ? "redis" : "the database"} above`,
    };
  const { backend, waiting } = looked.value;
  const counts = Object.entries(waiting).map(([name, count]) => `${name} ${count}`);
  return { level: "ok", what, detail: `on ${backend}; waiting: ${counts.join(", ")}` };
}

/** Whether what was sealed before can be opened. An embedded Vigie keeps its key in the data folder. */
async function secretKeyFinding(config: Config, db: Database): Promise<Finding> {
  const what = "secret key";
  const file = path.join(path.resolve(config.dataFolder), "secret-key");
  const kept = config.secretKeys ? null : await settled(readFile(file, "utf8"));
  if (kept?.kind === "failed") {
    const detail = `cannot be read: ${kept.detail}`;
    return {
      level: "FAIL",
      what,
      detail,
      mend: "bring the file back from a backup, or connect every profile again",
    };
  }
  const keys = config.secretKeys ?? [kept?.value.trim() ?? ""];
  const checked = await settled(checkSecretKey(db, createSecrets(keys)));
  if (checked.kind === "done") return { level: "ok", what, detail: "opens what it sealed" };
  return { level: "FAIL", what, detail: checked.detail, mend: "nothing sealed can be used until then" };
}

/** What the rows say of the parties outside. */
async function* contentFindings(db: Database, isRunning: boolean): AsyncGenerator<Finding> {
  const beat = await db.workerBeat.findFirst({ where: { worker: "scheduler" }, orderBy: { seenAt: "desc" } });
  yield schedulerFinding(beat?.seenAt ?? null, new Date(), isRunning);
  const [profileCount, toReconnect] = await Promise.all([
    db.profile.count({ where: { deletedAt: null } }),
    db.profile.findMany({ where: { deletedAt: null, state: "reconnect" }, take: mostListed }),
  ]);
  yield* profileFindings(
    profileCount,
    toReconnect.map(({ id, name, network, stateDetail }) => ({ id, name, network, detail: stateDetail })),
  );
  const [sourceCount, ailing] = await Promise.all([
    db.source.count(),
    db.source.findMany({ where: { state: { in: ["refused", "failing"] } }, take: mostListed }),
  ]);
  const inState = (wanted: "refused" | "failing") =>
    ailing
      .filter(({ state }) => state === wanted)
      .map(({ id, name, network, lastError }) => ({ id, name, network, detail: lastError }));
  yield* sourceFindings(sourceCount, { refused: inState("refused"), failing: inState("failing") });
  yield unconfirmedFinding(await db.publication.count({ where: { state: "unconfirmed" } }));
}

type Settled<T> = { kind: "done"; value: T } | { kind: "failed"; detail: string };

/** What came of it; a failure in words, with those of its cause, which say more. */
async function settled<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { kind: "done", value: await work };
  } catch (error) {
    return { kind: "failed", detail: detailOf(error) };
  }
}

function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.map(detailOf).join("; ");
  return error.cause instanceof Error ? `${error.message}: ${detailOf(error.cause)}` : error.message;
}
