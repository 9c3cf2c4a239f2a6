// Compiles Vigie into dist/: the programs, and beside them the web app. Plain JavaScript, because it runs before anything
// is compiled.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

/** What is built, from what, and where it lands in dist/. */
const programs = {
  stamp: "stamp",
  sources: ["src", "workers", "config", "prisma", "package.json"],
  builder: "src/bundle.mjs",
};
const webApp = { stamp: "web.stamp", sources: ["web", "package.json"], builder: "web/build.mjs" };

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
    stale.map(async ({ builder, file, stamp }) => {
      // In a process of its own: what compiles shall not stay in memory with what was compiled.
      await promisify(execFile)(process.execPath, [path.join(root, builder)], { cwd: root });
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
