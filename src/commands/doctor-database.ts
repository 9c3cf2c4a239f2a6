import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { Config } from "../../config/config.ts";
import { type Database, openDatabase } from "../platform/database.ts";
import { createLog } from "../platform/log.ts";
import { openQueues } from "../platform/queue.ts";
import { checkSecretKey } from "../platform/secret-key-check.ts";
import { createSecrets } from "../platform/secrets.ts";
import {
  clockFinding,
  type Finding,
  migrationFinding,
  postgresFinding,
  profileFindings,
  schedulerFinding,
  sourceFindings,
  unconfirmedFinding,
} from "./finding.ts";
import { answerMilliseconds, settled } from "./settled.ts";

const mostListed = 20;

/**
 * What the database says: its version and clock, migrations, queue, key, and the parties outside.
 * @param isRunning whether workers may be at work on it just now
 */
export async function* databaseFindings(
  config: Config,
  url: string,
  isRunning: boolean,
): AsyncGenerator<Finding> {
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
