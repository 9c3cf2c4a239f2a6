#!/usr/bin/env node
// Starts Vigie from a fresh clone: builds what is not built yet, or changed since, then runs it in this process.
// Plain JavaScript, because it runs before anything is compiled.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
// An installation that came built (a container image) has no sources and needs no compiler.
if (existsSync(path.join(root, "src", "main.ts"))) {
  const { buildIfStale } = await import("./build.mjs");
  await buildIfStale(root);
}
await import("../dist/main.js");
