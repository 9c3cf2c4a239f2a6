import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

interface Part {
  file: string;
  imports?: string[];
}

const dist = path.resolve(import.meta.dirname, "../../dist/web");
const mostKilobytes = 350;
/** What a first visit runs: the page's own script, French words, and the room it opens on. */
const firstRoom = ["index.html", "src/messages/fr/all.ts", "src/rooms/calendar/Calendar.tsx"];
/** Asked for by itself, it lies in the page's own script; where it does not, it is counted too. */
const frame = "src/frame/Frame.tsx";

test("the script of the first room stays under its budget", () => {
  const parts = JSON.parse(readFileSync(path.join(dist, ".vite/manifest.json"), "utf8")) as Record<
    string,
    Part
  >;
  const needed = new Set<string>();
  const need = (name: string): void => {
    const part = parts[name];
    if (!part) throw new Error(`the bundle has no ${name}`);
    if (needed.has(part.file)) return;
    needed.add(part.file);
    for (const other of part.imports ?? []) need(other);
  };
  for (const name of firstRoom) need(name);
  if (parts[frame]) need(frame);
  const bytes = [...needed].reduce((sum, file) => sum + statSync(path.join(dist, `${file}.gz`)).size, 0);
  expect(needed.size).toBeGreaterThan(firstRoom.length);
  // Many small files wait for each other: see firstPartOf in web/vite.config.ts.
  expect(needed.size).toBeLessThan(12);
  expect(bytes / 1000).toBeLessThan(mostKilobytes);
  // The two largest of them run at once: the browser is told to compile them while it reads them.
  const largest = [...needed].map((file) => readFileSync(path.join(dist, file), "utf8"));
  largest.sort((one, other) => other.length - one.length);
  for (const script of largest.slice(0, 2)) expect(script).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
});
