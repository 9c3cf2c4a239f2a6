// Measures Vigie against a bare baseline on the same machine in the same run: `npm run bench -- [names] [--memory]`.
// Plain JavaScript, because it bundles the benches before they can run.
import { spawn } from "node:child_process";
import { copyFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildIfStale } from "../src/build.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const all = ["lateness", "ingest", "idle", "matcher", "replay", "spikes", "stream-to-alert"];
// One takes a quarter of an hour and 10 GB, the other a browser.
const onlyByName = ["dashboards", "screens"];
const names = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const options = process.argv.slice(2).filter((word) => word.startsWith("--"));
const unknown = names.filter((name) => ![...all, ...onlyByName].includes(name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(", ")}; there are ${[...all, ...onlyByName].join(", ")}.\n`,
  );
  process.exit(2);
}

await buildIfStale(root);
const outdir = path.join(root, "dist", "bench");
await build({
  absWorkingDir: root,
  entryPoints: readdirSync(path.join(root, "bench"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join("bench", file)),
  outdir,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20.19",
  logLevel: "error",
});
// Beside what is bundled, as in the program.
copyFileSync(path.join(root, "src", "sentiment", "model.bin"), path.join(outdir, "model.bin"));
for (const name of names.length > 0 ? names : all) {
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(outdir, `${name}.js`), ...options], {
      cwd: root,
      stdio: "inherit",
    });
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) process.exit(code ?? 1);
}
