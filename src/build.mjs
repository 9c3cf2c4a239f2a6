// Compiles Vigie into dist/: the database client from its schema, then the programs, and beside them the web app. Plain
// JavaScript, because it runs before anything is compiled.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

/** What is built, from what, and where it lands in dist/. */
const programs = {
  stamp: "stamp",
  sources: ["src", "workers", "config", "prisma", "package.json"],
  build: buildPrograms,
};
const webApp = { stamp: "web.stamp", sources: ["web", "package.json"], build: buildWebApp };

/** Builds what is not built yet, or changed since: programs and web app at the same time. */
export async function buildIfStale(root) {
  const stale = [programs, webApp]
    .map((part) => ({
      ...part,
      file: path.join(root, "dist", part.stamp),
      stamp: stampOf(root, part.sources),
    }))
    .filter(({ file, stamp }) => !existsSync(file) || readFileSync(file, "utf8") !== stamp);
  if (stale.length === 0) return;
  refuseMissingPackages(root);
  process.stderr.write(
    "Building Vigie (once, some seconds) / Construction de Vigie (une fois, quelques secondes)…\n",
  );
  await Promise.all(
    stale.map(async ({ build, file, stamp }) => {
      await build(root);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, stamp);
    }),
  );
}

/** Changes whenever a source file does. */
function stampOf(root, sources) {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((name) => list(path.join(root, name))).sort()) {
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

/** After an update that brought packages: otherwise the build would fail with a sentence that helps nobody. */
function refuseMissingPackages(root) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !existsSync(path.join(root, "node_modules", name, "package.json")),
  );
  if (missing.length === 0) return;
  process.stderr.write(
    `Packages are missing (${missing.join(", ")}): run npm ci. / Des paquets manquent : lancez npm ci.\n`,
  );
  process.exit(1);
}

async function buildPrograms(root) {
  // Loaded only here: a start that has nothing to build does not pay for it.
  const { build: bundle } = await import("esbuild");
  await generateClient(root);
  const dist = path.join(root, "dist");
  mkdirSync(dist, { recursive: true });
  // The web app beside it has its own builder.
  for (const name of readdirSync(dist))
    if (/\.js(\.map)?$/.test(name)) rmSync(path.join(dist, name), { force: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: {
      main: "src/main.ts",
      sandbox: "src/sandbox/main.ts",
      "import-thread": "src/listening/import-thread.ts",
    },
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
}

/** In a process of its own: the other core bundles the programs meanwhile. */
async function buildWebApp(root) {
  await promisify(execFile)(process.execPath, [path.join(root, "web", "build.mjs")], { cwd: root });
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
