import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, describe, expect, inject, test } from "vitest";
import { Prisma } from "../../src/generated/prisma/client.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { createLog } from "../../src/platform/log.ts";
import { applyMigrations, nextMigration } from "../../src/platform/migrations.ts";
import { createDatabase } from "../support/app.ts";

const migrations = path.resolve("prisma/migrations");
const names = async () =>
  (await readdir(migrations, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** A database with nothing in it. */
async function emptyDatabase() {
  const server = new pg.Client({ connectionString: inject("postgresUrl") });
  await server.connect();
  const name = `empty_${Math.random().toString(16).slice(2)}`;
  await server.query(`create database ${name}`);
  cleanUp.push(async () => {
    await server.query(`drop database ${name} with (force)`);
    await server.end();
  });
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  const query = async (sql: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    return client.query(sql, values).finally(() => client.end());
  };
  return { url: url.href, query };
}

/** The migrations there are, with one more behind them. */
async function withOneMore(sql: string): Promise<{ folder: string; name: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "vigie-migrations-"));
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  await cp(migrations, folder, { recursive: true });
  const name = "29990101000000_one_more";
  await cp(path.join(folder, (await names())[0] ?? ""), path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
  return { folder, name };
}

describe("at a start", () => {
  test("every migration is applied once, however many processes start at the same moment", async () => {
    const { url, query } = await emptyDatabase();
    const applied = await Promise.all(Array.from({ length: 4 }, () => applyMigrations(url, migrations)));
    expect(applied.flat().sort()).toEqual(await names());
    const { rows } = await query("select migration_name, finished_at from _prisma_migrations");
    expect(rows.map((row) => row.migration_name).sort()).toEqual(await names());
    expect(rows.every((row) => row.finished_at !== null)).toBe(true);
    expect(await applyMigrations(url, migrations)).toEqual([]);
  });

  test("one that sorts among those that are there, but came later, is applied by its name", async () => {
    const { url, query } = await emptyDatabase();
    const folder = await mkdtemp(path.join(os.tmpdir(), "vigie-migrations-"));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    await cp(migrations, folder, { recursive: true });
    const late = "20261122021222_sentiment_rules";
    await rm(path.join(folder, late), { recursive: true });
    // What was built on it meanwhile is not there yet either; what was not, is.
    const later = (await names()).filter((name) => name > "20261122023600_oauth");
    for (const name of later) await rm(path.join(folder, name), { recursive: true });
    expect(await applyMigrations(url, folder)).toContain("20261122023600_oauth");
    expect((await query("select to_regclass('sentiment_rule') as found")).rows).toEqual([{ found: null }]);
    expect(await applyMigrations(url, migrations)).toEqual([late, ...later]);
    expect((await query("select * from sentiment_rule")).rows).toEqual([]);
    expect(await applyMigrations(url, migrations)).toEqual([]);
  });

  test("a start that was killed half-way is gone on with", async () => {
    const { url, query } = await emptyDatabase();
    await applyMigrations(url, migrations);
    const { folder, name } = await withOneMore("create table one_more (id int primary key);");
    await query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, applied_steps_count)
       values (gen_random_uuid(), 'unknown', $1, now(), 0)`,
      [name],
    );
    expect(await applyMigrations(url, folder)).toEqual([name]);
    expect((await query("select * from one_more")).rows).toEqual([]);
    expect(await applyMigrations(url, folder)).toEqual([]);
  });

  test("a migration that fails leaves nothing of itself, says why, and is tried again at the next start", async () => {
    const { url, query } = await emptyDatabase();
    await applyMigrations(url, migrations);
    const wrong = await withOneMore("create table half (id int); select * from nowhere;");
    await expect(applyMigrations(url, wrong.folder)).rejects.toThrow(/relation "nowhere" does not exist/);
    expect((await query("select to_regclass('half') as half")).rows).toEqual([{ half: null }]);
    const right = await withOneMore("create table half (id int);");
    expect(await applyMigrations(url, right.folder)).toEqual([right.name]);
  });

  test("a migration with a function, whose body holds semicolons, is not cut in pieces", async () => {
    const { url, query } = await emptyDatabase();
    await applyMigrations(url, migrations);
    const { folder } = await withOneMore(
      "create function one() returns int language plpgsql as $$ begin perform 1; return 1; end; $$;",
    );
    await applyMigrations(url, folder);
    expect((await query("select one()")).rows).toEqual([{ one: 1 }]);
  });

  test("data of before is still there after it", async () => {
    const { url, query } = await emptyDatabase();
    await applyMigrations(url, migrations);
    await query("insert into workspace (id, name) values (gen_random_uuid(), 'Kept')");
    const { folder } = await withOneMore("alter table workspace add column motto text;");
    await applyMigrations(url, folder);
    expect((await query("select name, motto from workspace")).rows).toEqual([{ name: "Kept", motto: null }]);
  });
});

describe("schema and migrations agree", () => {
  test("every model can be read from a migrated database, column by column", async () => {
    const { url, drop } = await createDatabase();
    const { db, close } = openDatabase(url, 2, createLog("fatal"));
    cleanUp.push(drop, close);
    const models = Object.keys(Prisma.ModelName);
    expect(models.length).toBeGreaterThan(20);
    for (const model of models) {
      const delegate = Reflect.get(db, model.charAt(0).toLowerCase() + model.slice(1)) as {
        findMany(query: { take: number }): Promise<unknown[]>;
      };
      expect([model, await delegate.findMany({ take: 1 })]).toEqual([model, []]);
    }
  });

  test("no migration is missing: what they make is what the schema asks for", async () => {
    const schema = await readFile(path.resolve("prisma/schema.prisma"), "utf8");
    const [byMigrations, bySchema] = [await emptyDatabase(), await emptyDatabase()];
    await applyMigrations(byMigrations.url, migrations);
    await bySchema.query(await nextMigration(bySchema.url, null, schema));
    const columns = `select table_name, column_name, udt_name, is_nullable, column_default from information_schema.columns
      where table_schema = 'public' and table_name <> '_prisma_migrations' order by 1, 2`;
    const made = (await byMigrations.query(columns)).rows;
    expect(made.length).toBeGreaterThan(100);
    expect(made).toEqual((await bySchema.query(columns)).rows);
    const values = `select t.typname, e.enumlabel from pg_enum e join pg_type t on t.oid = e.enumtypid
      join pg_namespace n on n.oid = t.typnamespace where n.nspname = 'public' order by 1, e.enumsortorder`;
    expect((await byMigrations.query(values)).rows).toEqual((await bySchema.query(values)).rows);
  });
});
