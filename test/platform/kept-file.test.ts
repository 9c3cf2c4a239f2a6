import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readKept } from "../../src/platform/kept-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "vigie-kept-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a secret that was kept is read without its line end; where there is none, null is the answer", async () => {
  const file = path.join(folder, "secret-key");
  expect(await readKept(file)).toBeNull();
  await writeFile(file, "the kept secret\n");
  expect(await readKept(file)).toBe("the kept secret");
});

test("one that cannot be read, or is empty, is never taken for none", async () => {
  const blocked = path.join(folder, "a-folder");
  await mkdir(blocked);
  await expect(readKept(blocked)).rejects.toThrow(`${blocked} is there but cannot be read`);
  const empty = path.join(folder, "empty");
  await writeFile(empty, " \n");
  await expect(readKept(empty)).rejects.toThrow(`${empty} is empty`);
});
