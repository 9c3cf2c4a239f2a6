#!/usr/bin/env node
// Starts Vigie from a fresh clone: builds what is not built yet, or changed since, then runs it in this process.
// Plain JavaScript, because it runs before anything is compiled.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const stampFile = path.join(root, "dist", "stamp");

/** Changes whenever a source file does. */
export function sourceStamp() {
  const files = ["src", "workers", "config", "prisma", "package.json"].flatMap((name) => list(path.join(root, name)));
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

// An installation that came built (a container image) has no sources and needs no compiler.
const cameBuilt = !existsSync(path.join(root, "src", "main.ts"));
if (!cameBuilt) {
  const stamp = sourceStamp();
  const built = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (built !== stamp) {
    process.stderr.write("Building Vigie (once, some seconds) / Construction de Vigie (une fois, quelques secondes)…\n");
    const { build } = await import("./build.mjs");
    await build(root, stampFile, stamp);
  }
}
await import("../dist/main.js");
