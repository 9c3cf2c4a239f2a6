// Compiles Vigie into dist/: the database client from its schema, then the programs. Used by launch.mjs and `npm run build`.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { build as bundle } from "esbuild";

/** @param {string} root @param {string} stampFile @param {string} stamp */
export async function build(root, stampFile, stamp) {
  await generateClient(root);
  const dist = path.join(root, "dist");
  rmSync(dist, { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: { main: "src/main.ts", sandbox: "src/sandbox/main.ts" },
    outdir: dist,
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.19",
    sourcemap: true,
    logLevel: "error",
  });
  mkdirSync(dist, { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Prisma's engine for migrations is never used from here: its download is switched off. */
async function generateClient(root) {
  const schema = path.join(root, "prisma", "schema.prisma");
  const client = path.join(root, "src", "generated", "prisma", "client.ts");
  if (existsSync(client) && statSync(client).mtimeMs > statSync(schema).mtimeMs) return;
  await promisify(execFile)(process.execPath, [path.join(root, "node_modules/prisma/build/index.js"), "generate"], {
    cwd: root,
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
  });
}
