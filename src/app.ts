import { randomBytes } from "node:crypto";
import { setMaxListeners } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Config, readConfig } from "../config/config.ts";
import type { Channel } from "./alerts/channel.ts";
import { type EventHub, openEventHub } from "./api/event-hub.ts";
import type { ApiNeeds, KnownNetwork } from "./api/needs.ts";
import { connectors } from "./connectors/registry.ts";
import { readInThreads } from "./listening/import-threads.ts";
import { cacheMonitors } from "./listening/monitors.ts";
import type { ListeningNetworks } from "./listening/poll.ts";
import { openTransformer } from "./listening/transformer.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { type OpenDatabase, openDatabase } from "./platform/database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./platform/embedded-postgres.ts";
import { createHttp } from "./platform/http.ts";
import { readKept } from "./platform/kept-file.ts";
import { createLog, type Log } from "./platform/log.ts";
import { applyMigrations } from "./platform/migrations.ts";
import { openQueues } from "./platform/queue.ts";
import { checkSecretKey } from "./platform/secret-key-check.ts";
import { createSecrets } from "./platform/secrets.ts";
import { AlreadyRunning, claimSoleUse } from "./platform/sole-use.ts";
import { keepLeases, type LeaseKeeper } from "./publishing/lease.ts";
import type { Publishers } from "./publishing/publish.ts";
import { drawInThread } from "./reports/drawer.ts";
import { takeOver } from "./take-over.ts";
import { version } from "./version.ts";
import { isLoopback } from "./workspaces/first-owner.ts";

/** All parts of the program, put together: what doors and workers are given. */
export type App = ApiNeeds & {
  config: Config;
  databaseUrl: string;
  leases: LeaseKeeper;
  listening: ListeningNetworks;
  /** Aborts calls to the outside when the program must end and they do not. */
  signal: AbortSignal;
  abort(): void;
  /** Lets an origin through although it is private, for the demo's own sandbox. @returns an end to it */
  allowOrigin(origin: string): () => void;
  close(): Promise<void>;
};

/** What comes from outside the program: time, chance, and where its log goes. A test hands in its own. */
export interface World {
  clock: Clock;
  chance: () => number;
  log: Log;
}

/** Puts the parts together as they are set. @throws when a store cannot be reached */
export async function createApp(config: Config, world: Partial<World> = {}): Promise<App> {
  const folder = path.resolve(config.dataFolder);
  const outside = { clock: systemClock, chance: Math.random, log: createLog(config.logLevel), ...world };
  const embedded = config.databaseUrl === null ? await startEmbeddedPostgres(folder) : null;
  try {
    return await assemble(config, outside, folder, embedded);
  } catch (error) {
    // The database of another Vigie is not ours to end.
    if (!(error instanceof AlreadyRunning)) await embedded?.stop();
    throw error;
  }
}

async function assemble(
  config: Config,
  { clock, chance, log }: World,
  folder: string,
  embedded: EmbeddedPostgres | null,
): Promise<App> {
  const databaseUrl = embedded?.url ?? config.databaseUrl ?? "";
  const soleUse = embedded ? await claimSoleUse(databaseUrl) : null;
  const applied = await applyMigrations(databaseUrl, migrationsFolder());
  if (applied.length > 0) log.info({ migrations: applied }, "database brought up to date");
  const { db, close: closeDatabase } = openDatabase(databaseUrl, 20, log);
  const secrets = createSecrets(config.secretKeys ?? [await ownSecretKey(folder)]);
  await checkSecretKey(db, secrets);
  const allowedOrigins: string[] = [];
  const end = new AbortController();
  // Every call to a network listens for the end: as many as there are calls, and that is no leak.
  setMaxListeners(0, end.signal);
  const queues = await openQueues({ redisUrl: config.redisUrl, databaseUrl, log });
  const instance = `${os.hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`;
  const ground = {
    db,
    queues,
    clock,
    log,
    http: createHttp({
      allowPrivateAddresses: config.allowPrivateAddresses,
      allowedOrigins,
      userAgent: `Vigie/${version} (+${config.publicUrl ?? "https://github.com/vigie"})`,
    }),
    secrets,
    chance,
    instance,
  };
  if (embedded) await takeOver(ground);
  const events: EventHub = await openEventHub(ground, databaseUrl);
  const leases = keepLeases(ground);
  const lineReader = readInThreads();
  const transformer = config.sentimentModel && (await openTransformer(config.sentimentModel, { clock, log }));
  const reportDrawer = drawInThread();
  return {
    ...ground,
    ...rooms(config),
    config,
    databaseUrl,
    events,
    leases,
    monitors: cacheMonitors({ db, secrets, log }),
    lineReader,
    transformer,
    reportDrawer,
    ...settled(config),
    signal: end.signal,
    abort: () => end.abort(),
    allowOrigin(origin) {
      allowedOrigins.push(origin);
      return () => {
        const at = allowedOrigins.indexOf(origin);
        if (at >= 0) allowedOrigins.splice(at, 1);
      };
    },
    async close() {
      end.abort();
      leases.close();
      await lineReader.close();
      await transformer?.close();
      await reportDrawer.close();
      await events.close();
      await queues.close();
      await closeDatabase();
      await soleUse?.release();
      await embedded?.stop();
    },
  };
}

/**
 * The database alone, for commands that may run beside the program: an embedded one that it holds is used, and left
 * running. Where nothing runs, it is started, brought up to date and ended again.
 */
export async function openDatabaseAlone(config: Config): Promise<OpenDatabase> {
  const log = createLog(config.logLevel);
  const embedded =
    config.databaseUrl === null ? await startEmbeddedPostgres(path.resolve(config.dataFolder)) : null;
  const url = embedded?.url ?? config.databaseUrl ?? "";
  const soleUse =
    embedded &&
    (await claimSoleUse(url).catch((error: unknown) => {
      if (error instanceof AlreadyRunning) return null;
      throw error;
    }));
  const endOwn = async () => {
    if (!soleUse) return;
    await soleUse.release();
    await embedded.stop();
  };
  try {
    // Who runs has brought it up to date.
    if (!embedded || soleUse) await applyMigrations(url, migrationsFolder());
  } catch (error) {
    await endOwn();
    throw error;
  }
  const { db, close } = openDatabase(url, 4, log);
  return {
    db,
    async close() {
      await close();
      await endOwn();
    },
  };
}

/** What the settings alone decide. */
function settled(config: Config) {
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  const publicUrl = config.publicUrl ?? `http://${host}:${config.port}`;
  return {
    lateGraceSeconds: config.lateGraceSeconds,
    smtpUrl: config.smtpUrl,
    publicUrl,
    version,
    firstOwnerShowsCode: !isLoopback(config.host) || !isLoopback(new URL(publicUrl).hostname),
    trustedProxies: config.trustedProxies,
    showsDemo: config.demo,
  };
}

/** What the API's description is made of. Nothing else is asked for while its routes are only described. */
export function describedParts(): ApiNeeds {
  const config = readConfig({});
  const parts = { ...rooms(config), ...settled(config), log: createLog("fatal"), clock: systemClock };
  return new Proxy(parts, {
    get(known, name) {
      if (name in known) return Reflect.get(known, name);
      throw new Error(`describing the API asked for ${String(name)}`);
    },
  }) as unknown as ApiNeeds;
}

/** The registry, as each room wants it. */
function rooms(config: Config): Pick<App, "networks" | "publishers" | "channels" | "listening"> {
  const networks = new Map<string, KnownNetwork>();
  const publishers: Publishers & Map<string, unknown> = new Map();
  const channels = new Map<string, Channel>();
  const listening: ListeningNetworks & Map<string, unknown> = new Map();
  for (const connector of connectors) {
    const { id, name, verifier, oauth, publisher, sources, channel } = connector;
    if (channel) channels.set(id, channel);
    if (!verifier && !sources) continue;
    const baseUrl = config.baseUrls[id] ?? connector.defaultBaseUrl;
    networks.set(id, {
      id,
      name,
      baseUrl,
      verifier: verifier ?? null,
      oauth: oauth ?? null,
      oauthClient: config.oauthClients[id] ?? null,
      sources: sources ?? {},
      authorIds: connector.authorIds ?? null,
    });
    if (publisher && verifier) publishers.set(id, { id, name, publisher, credentials: verifier.credentials });
    if (sources) listening.set(id, { id, name, sources });
  }
  return { networks, publishers, channels, listening };
}

/** Beside the sources, or beside the built program. */
function migrationsFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return path.join(here, "..", "prisma", "migrations");
}

/** The key of an embedded installation: made at its first start, and kept beside its data. */
async function ownSecretKey(folder: string): Promise<string> {
  const file = path.join(folder, "secret-key");
  const kept = await readKept(file);
  if (kept !== null) return kept;
  const made = randomBytes(32).toString("base64url");
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: "wx" });
  return made;
}
