import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

interface Part {
  file: string;
  imports?: string[];
}

const dist = path.resolve(import.meta.dirname, "../../dist/web");
const mostKilobytes = 350;
/** What a first visit runs: the page's own script, French words, the frame and the room it opens on. */
const firstRoom = [
  "index.html",
  "src/messages/fr/all.ts",
  "src/frame/Frame.tsx",
  "src/rooms/calendar/Calendar.tsx",
];

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
  const bytes = [...needed].reduce((sum, file) => sum + statSync(path.join(dist, `${file}.gz`)).size, 0);
  expect(needed.size).toBeGreaterThan(firstRoom.length);
  expect(bytes / 1000).toBeLessThan(mostKilobytes);
});
