// Bundles the programs into dist/, after the database client that is made from its schema.
import { execFile } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = path.join(import.meta.dirname, "..");
const dist = path.join(root, "dist");

await generateClient();
mkdirSync(dist, { recursive: true });
// The web app beside it has its own builder.
for (const name of readdirSync(dist))
  if (/\.js(\.map)?$/.test(name)) rmSync(path.join(dist, name), { force: true });
await build({
  absWorkingDir: root,
  entryPoints: {
    main: "src/main.ts",
    sandbox: "src/sandbox/main.ts",
    "import-thread": "src/listening/import-thread.ts",
    "transformer-thread": "src/listening/transformer-thread.mjs",
    "report-thread": "src/reports/draw-thread.ts",
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
copyFileSync(path.join(root, "src", "sentiment", "model.bin"), path.join(dist, "model.bin"));
cpSync(path.join(root, "src", "reports", "fonts"), path.join(dist, "fonts"), { recursive: true });

/** Prisma's engine for migrations is never used from here: its download is switched off. */
async function generateClient() {
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
