import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../src/platform/embedded-postgres.ts";
import { applyMigrations } from "../../src/platform/migrations.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of a server of the tests' own; its database `template` is migrated. */
    postgresUrl: string;
  }
}

/** One real PostgreSQL for all tests, with a migrated database to copy from. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "vigie-test-"));
  const server = await startEmbeddedPostgres(folder);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('create database "template"');
  await client.end();
  const template = new URL(server.url);
  template.pathname = "/template";
  await applyMigrations(template.href, path.resolve("prisma/migrations"));
  project.provide("postgresUrl", server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
