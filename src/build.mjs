// Compiles Vigie into dist/: the database client from its schema, then the programs. Plain JavaScript, because it runs
// before anything is compiled.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

/** Builds what is not built yet, or changed since. */
export async function buildIfStale(root) {
  const stampFile = path.join(root, "dist", "stamp");
  const stamp = stampOf(root);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  process.stderr.write(
    "Building Vigie (once, some seconds) / Construction de Vigie (une fois, quelques secondes)…\n",
  );
  await build(root);
  writeFileSync(stampFile, stamp);
}

/** Changes whenever a source file does. */
function stampOf(root) {
  const files = ["src", "workers", "config", "prisma", "package.json"].flatMap((name) =>
    list(path.join(root, name)),
  );
  const hash = createHash("sha256");
  for (const file of files.sort()) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${path.relative(root, file)} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex");
}

function list(at) {
  if (!statSync(at).isDirectory()) return [at];
  return readdirSync(at)
    .filter((name) => name !== "generated")
    .flatMap((name) => list(path.join(at, name)));
}

async function build(root) {
  // Loaded only here: a start that has nothing to build does not pay for it.
  const { build: bundle } = await import("esbuild");
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
}

/** Prisma's engine for migrations is never used from here: its download is switched off. */
async function generateClient(root) {
  const schema = path.join(root, "prisma", "schema.prisma");
  const client = path.join(root, "src", "generated", "prisma", "client.ts");
  if (existsSync(client) && statSync(client).mtimeMs > statSync(schema).mtimeMs) return;
  await promisify(execFile)(
    process.execPath,
    [path.join(root, "node_modules/prisma/build/index.js"), "generate"],
    {
      cwd: root,
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
    },
  );
}
