import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine, SchemaFilter } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/** Spells `VIGI`: who applies migrations holds this advisory lock. */
const migrationLock = 0x56494749;

/**
 * Brings the database up to the newest migration, with Prisma's own engine compiled to WebAssembly: nothing is
 * downloaded, and the ledger is the one that `prisma migrate deploy` keeps. Any number of processes may call it at
 * once; one does the work, the others wait.
 * @returns names of the migrations that were applied now
 */
export async function applyMigrations(databaseUrl: string, migrationsFolder: string): Promise<string[]> {
  const migrationsList = await readMigrations(migrationsFolder);
  const guard = new pg.Client({ connectionString: databaseUrl });
  await guard.connect();
  try {
    await guard.query("select pg_advisory_lock($1)", [migrationLock]);
    const ledger = await readLedger(guard);
    const missing = migrationsList.migrationDirectories.filter(({ path }) => !ledger.applied.has(path));
    if (missing.length === 0) return [];
    const adapter = new OneTransactionPerScript(databaseUrl, guard);
    const engine = await openEngine(adapter, undefined);
    try {
      // A start that was killed half-way left nothing in the database but its entry in the ledger.
      for (const migrationName of ledger.unfinished) await engine.markMigrationRolledBack({ migrationName });
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilter });
      return appliedMigrationNames;
    } catch (error) {
      // The engine only says that its adapter failed; the adapter knows why.
      throw adapter.failure
        ? new Error(`A migration failed: ${adapter.failure.message}`, { cause: error })
        : error;
    } finally {
      engine.free();
      await adapter.close();
    }
  } finally {
    await guard.end();
  }
}

/**
 * Prisma's adapter cuts a script at every semicolon, also inside a function's body, and runs the pieces one by one.
 * PostgreSQL takes a whole script as one transaction: all of it or nothing.
 */
class OneTransactionPerScript extends PrismaPg {
  failure: Error | null = null;

  constructor(
    databaseUrl: string,
    private readonly client: pg.Client,
  ) {
    super({ connectionString: databaseUrl });
  }

  private readonly open: { dispose(): Promise<void> }[] = [];

  /** The engine leaves its connections open; idle ones would hold the process for ten seconds. */
  async close(): Promise<void> {
    await Promise.all(this.open.map((adapter) => adapter.dispose()));
  }

  override async connect() {
    const adapter = await super.connect();
    this.open.push(adapter);
    adapter.executeScript = async (script) => {
      await this.client.query(script).catch((error: Error) => {
        this.failure = error;
        throw error;
      });
    };
    return adapter;
  }
}

/**
 * The SQL that leads from one Prisma schema to another (`null`: an empty database): the text of the next migration,
 * empty when there is nothing to do.
 */
export async function nextMigration(databaseUrl: string, from: string | null, to: string): Promise<string> {
  const engine = await openEngine(new PrismaPg({ connectionString: databaseUrl }), [["schema.prisma", to]]);
  const datamodel = (content: string) => ({
    tag: "schemaDatamodel" as const,
    files: [{ path: "schema.prisma", content }],
  });
  try {
    const { stdout } = await engine.diff({
      from: from === null ? { tag: "empty" } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    return stdout ?? "";
  } finally {
    engine.free();
  }
}

const noFilter: SchemaFilter = { externalTables: [], externalEnums: [] };

async function readLedger(client: pg.Client): Promise<{ applied: Set<string>; unfinished: string[] }> {
  const ledger = await client.query("select to_regclass('_prisma_migrations') is not null as present");
  if (ledger.rows[0]?.present !== true) return { applied: new Set(), unfinished: [] };
  const { rows } = await client.query<{ migration_name: string; finished: boolean }>(
    "select migration_name, finished_at is not null as finished from _prisma_migrations where rolled_back_at is null",
  );
  const names = (finished: boolean) =>
    rows.filter((row) => row.finished === finished).map((row) => row.migration_name);
  return { applied: new Set(names(true)), unfinished: names(false) };
}

async function readMigrations(folder: string): Promise<MigrationList> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: folder,
    lockfile: {
      path: "migration_lock.toml",
      content: await readFile(path.join(folder, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(path.join(folder, name, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

/** Node has it; its type package and the ECMAScript library do not describe it. */
const webAssembly = (
  globalThis as unknown as {
    WebAssembly: {
      instantiate(
        bytes: Uint8Array,
        imports: Record<string, unknown>,
      ): Promise<{ instance: { exports: Record<string, (() => void) | undefined> } }>;
    };
  }
).WebAssembly;

async function openEngine(
  factory: PrismaPg,
  datamodels: [string, string][] | undefined,
): Promise<SchemaEngine> {
  loaded ??= loadGlue();
  const glue = await loaded;
  return glue.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
}

type Glue = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");

/** The glue keeps one memory for the whole process: a second one under engines that still live breaks them. */
let loaded: Promise<Glue> | null = null;

async function loadGlue(): Promise<Glue> {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmFile = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const { instance } = await webAssembly.instantiate(await readFile(wasmFile), {
    "./schema_engine_bg.js": glue,
  });
  (glue as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return glue;
}
