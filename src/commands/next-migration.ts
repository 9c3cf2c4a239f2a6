import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { nextMigration } from "../platform/migrations.ts";

/** For developers: writes the migration that leads from the committed schema to the present one. */
export async function writeNextMigration([name]: readonly string[]): Promise<void> {
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error(`name the migration in lower case, such as "add_campaigns"; got "${name ?? ""}"`);
  const schema = await readFile("prisma/schema.prisma", "utf8");
  const committed = execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], { encoding: "utf8" });
  const scratch = await mkdtemp(path.join(os.tmpdir(), "vigie-migration-"));
  const server = await startEmbeddedPostgres(scratch);
  try {
    const sql = await nextMigration(server.url, committed, schema);
    if (sql.trim() === "" || sql.includes("This is an empty migration")) {
      process.stdout.write("Nothing to migrate.\n");
      return;
    }
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = path.join("prisma/migrations", `${stamp}_${name}`);
    await mkdir(folder);
    await writeFile(path.join(folder, "migration.sql"), sql);
    process.stdout.write(`Wrote ${folder}/migration.sql: read it before you commit it.\n`);
  } finally {
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}
