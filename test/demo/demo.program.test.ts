import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import type { DemoState } from "../../src/demo/state.ts";
import {
  dataFolder,
  type Program,
  type ProgramOptions,
  runProgram,
  startProgram,
  until,
} from "../support/program.ts";

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

type Demo = NonNullable<DemoState["demo"]>;

test("from the first start on a newcomer sees posts go out and an alert open; later starts go on", async () => {
  const folder = await dataFolder();
  endings.push(folder.remove);
  const first = await start(folder.path);
  const isOver = (demo: Demo) => demo.alerts.length > 0 && stillDue(demo).length === 0;
  await until(async () => isOver(await demoOf(first)), 240, 500);

  const shown = await demoOf(first);
  const published = shown.publications.filter(({ state }) => state === "published");
  expect(new Set(published.map(({ network }) => network)).size).toBe(4);
  expect(published.length).toBe(9);
  expect(shown.publications.filter(({ state }) => state !== "published").every(isScheduled)).toBe(true);
  const [alert] = shown.alerts;
  expect(alert).toMatchObject({ state: "firing" });
  expect(alert?.authors).toBeGreaterThan(5);
  expect(shown.counts.at(-1)?.negative).toBeGreaterThan(0);
  await expectOnSandbox(published);

  const key = (await readFile(path.join(folder.path, "demo-key"), "utf8")).trim();
  expect((await stat(path.join(folder.path, "demo-key"))).mode & 0o777).toBe(0o600);
  expect(first.output()).toContain(key);
  expect(await statesOf(first, key, "sources")).toEqual(["active", "active", "active"]);
  await expectFilledIn(first, key);
  // The demo is a workspace of its own.
  expect((await first.call<{ items: unknown[] }>("GET", "/posts")).body.items).toEqual([]);

  const sandbox = new URL(published[0]?.url ?? "").origin;
  await first.kill();
  await until(async () => !(await answers(sandbox)));

  const second = await start(folder.path);
  expect(second.output()).toContain(key);
  expect(await statesOf(second, key, "profiles")).toEqual([
    "connected",
    "connected",
    "connected",
    "connected",
  ]);
  const before = (await demoOf(second)).total;
  await until(async () => (await demoOf(second)).total > before, 120, 500);
  expect((await demoOf(second)).publications.length).toBe(shown.publications.length);
  expect(await statesOf(second, key, "sources")).toEqual(["active", "active", "active"]);

  const doctor = await runProgram(["doctor"], options(folder.path, { PORT: new URL(second.url).port }));
  expect(doctor.stdout).toContain("Vigie: runs on this data folder and is ready");
  expect(doctor.code, doctor.stdout).toBe(0);
  const refused = await runProgram(["import", "-"], options(folder.path));
  expect(refused.stderr).toContain("/api/v1/mentions/import");
  expect(refused.code).toBe(1);
  expect((await demoOf(second)).total).toBeGreaterThan(before);
});

test("a demo that is removed ends at once, stays away at the next start, and comes back when it is asked for", async () => {
  const folder = await dataFolder();
  endings.push(folder.remove);
  // As `npm start` does it: nothing is said of a demo.
  const byDefault = options(folder.path, { VIGIE_DEMO: undefined });
  const first = await startProgram(byDefault);
  endings.push(first.stop);
  const key = (await readFile(path.join(folder.path, "demo-key"), "utf8")).trim();
  const asDemo = { authorization: `Bearer ${key}` };
  const me = await (await fetch(`${first.url}/api/v1/me`, { headers: asDemo })).json();
  const { workspace } = me as { workspace: { id: string } };
  const sources = await (await fetch(`${first.url}/api/v1/sources`, { headers: asDemo })).json();
  const sandbox = /http:\/\/127\.0\.0\.1:\d+/.exec(JSON.stringify(sources))?.[0] ?? "";
  expect(await answers(sandbox)).toBe(true);
  expect(await demoOn(first)).toEqual({ brand: expect.any(String) });
  const removed = await fetch(`${first.url}/api/v1/workspaces/${workspace.id}`, {
    method: "DELETE",
    headers: asDemo,
  });
  expect(removed.status).toBe(204);
  await until(async () => !(await answers(sandbox)));
  await until(async () => !existsSync(path.join(folder.path, "demo-key")));
  expect(await demoOn(first)).toBeNull();
  await first.stop();
  expect(first.output()).not.toMatch(/"level":"(error|fatal)"/);

  const second = await startProgram(byDefault);
  endings.push(second.stop);
  expect(second.output()).not.toMatch(/demo/i);
  expect(await demoOn(second)).toBeNull();
  const busy = await runProgram(["remove-demo"], byDefault);
  expect([busy.code, busy.stderr]).toEqual([1, expect.stringContaining("stop Vigie first")]);
  await second.stop();

  const third = await start(folder.path);
  expect(third.output()).toContain("Demo key");
  await third.stop();
  const byCommand = await runProgram(["remove-demo"], byDefault);
  expect([byCommand.code, byCommand.stdout]).toEqual([0, expect.stringContaining("The demo is removed")]);
  const fourth = await startProgram(byDefault);
  endings.push(fourth.stop);
  expect(fourth.output()).not.toMatch(/demo/i);
}, 240_000);

test("a history is loaded from the command line while Vigie is stopped, and counted once", async () => {
  const folder = await dataFolder();
  endings.push(folder.remove);
  const program = await startProgram({ dataFolder: folder.path });
  endings.push(program.stop);
  const nothing = await runProgram(["import", "-"], { dataFolder: path.join(folder.path, "other") });
  expect(nothing.stderr).toContain("VIGIE_BOOTSTRAP_API_KEY");
  await program.call("POST", "/monitors", { name: "Brand", kind: "brand", query: "tournelune" });
  await program.stop();

  const line = {
    network: "mastodon",
    remoteId: "1",
    text: "Bravo Tournelune",
    publishedAt: "2026-11-01T10:00:00Z",
  };
  const lines = [line, { ...line, remoteId: "2" }, { ...line, remoteId: "3", text: "nothing" }];
  const stdin = `${lines.map((item) => JSON.stringify(item)).join("\n")}\n{"half`;
  const loaded = await runProgram(["import", "-"], { dataFolder: folder.path, stdin });
  expect(loaded.code, loaded.stderr).toBe(0);
  expect(JSON.parse(loaded.stdout)).toMatchObject({
    stored: 2,
    duplicate: 0,
    unmatched: 1,
    rejected: [{ line: 4 }],
    rejectedCount: 1,
  });
  const again = await runProgram(["import", "-"], { dataFolder: folder.path, stdin });
  expect(JSON.parse(again.stdout)).toMatchObject({ stored: 0, duplicate: 2 });
  const doctor = await runProgram(["doctor"], { dataFolder: folder.path });
  expect(doctor.stdout).toContain("Vigie is not running");
  expect(doctor.code, doctor.stdout).toBe(0);
});

function options(folder: string, env: ProgramOptions["env"] = {}): ProgramOptions {
  return { dataFolder: folder, env: { VIGIE_DEMO: "1", VIGIE_ALLOW_PRIVATE_ADDRESSES: "0", ...env } };
}

async function start(folder: string): Promise<Program> {
  const program = await startProgram(options(folder));
  endings.push(program.stop);
  return program;
}

async function demoOf(program: Program): Promise<Demo> {
  const { demo } = (await (await fetch(`${program.url}/demo-state`)).json()) as DemoState;
  if (!demo) throw new Error("there is no demo");
  return demo;
}

/** What is to go out today and has not. */
function stillDue(demo: Demo) {
  const soon = Date.now() + 3_600_000;
  return demo.publications.filter(
    ({ state, scheduledAt }) => state !== "published" && Date.parse(scheduledAt ?? "") < soon,
  );
}

function isScheduled({ state }: { state: string }): boolean {
  return state === "scheduled";
}

/** Every publication stands on the sandbox once; a thread as its parts. */
async function expectOnSandbox(published: Demo["publications"]): Promise<void> {
  for (const url of new Set(published.flatMap((it) => it.url ?? []))) {
    const { posts } = (await (await fetch(url)).json()) as { posts: unknown[] };
    const expected = published.filter((it) => it.url === url).reduce((sum, { parts }) => sum + 1 + parts, 0);
    expect(posts.length, url).toBe(expected);
  }
}

/** The month before, a competitor to compare with, and the two weeks to come. */
async function expectFilledIn(program: Program, key: string): Promise<void> {
  const ask = async <T>(url: string): Promise<T> => {
    const answer = await fetch(`${program.url}/api/v1${url}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.status, url).toBe(200);
    return (await answer.json()) as T;
  };
  type Items<T> = { items: T[] };
  const monitors = (await ask<Items<{ id: string; kind: string }>>("/monitors")).items;
  expect(monitors.map(({ kind }) => kind).sort()).toEqual(["brand", "competitor"]);
  const period = `from=${new Date(Date.now() - 31 * 86_400_000).toISOString()}&to=${new Date().toISOString()}`;
  const ids = monitors.map(({ id }) => id).join(",");
  const voices = () =>
    ask<Items<{ kind: string; mentions: number; engagement: number }>>(
      `/reputation/share-of-voice?monitor=${ids}&${period}`,
    );
  await until(async () => (await voices()).items.every(({ mentions }) => mentions > 180), 120, 500);
  const [brand, competitor] = (await voices()).items;
  expect(brand?.kind).toBe("brand");
  expect(brand?.mentions).toBeGreaterThan(4 * (competitor?.mentions ?? 0));
  expect(brand?.engagement).toBeGreaterThan(1000);
  const posts = (await ask<Items<{ review: string; status: string; series: unknown }>>("/posts?limit=100"))
    .items;
  const inReview = (review: string) => posts.filter((post) => post.review === review).length;
  expect([inReview("waiting"), inReview("approved"), inReview("sentBack")]).toEqual([2, 1, 1]);
  expect(posts.filter(({ status }) => status === "draft").length).toBe(2);
  const profiles = (await ask<Items<{ id: string }>>("/profiles")).items;
  for (const { id } of profiles)
    expect((await ask<Items<unknown>>(`/profiles/${id}/slots/next`)).items.length).toBeGreaterThan(0);
  expect((await ask<Items<unknown>>("/campaigns")).items.length).toBe(1);
}

async function statesOf(program: Program, key: string, list: "profiles" | "sources"): Promise<string[]> {
  const answer = await fetch(`${program.url}/api/v1/${list}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { items } = (await answer.json()) as { items: { state: string }[] };
  return items.map(({ state }) => state);
}

/** What somebody sees who opens the address without an account. */
/** What a first visit is shown of the demo; null: there is none. */
async function demoOn(program: Program): Promise<{ brand: string } | null> {
  const state = await (await fetch(`${program.url}/demo-state`)).json();
  const { demo } = state as { demo: { brand: string } | null };
  return demo && { brand: demo.brand };
}

async function answers(origin: string): Promise<boolean> {
  return fetch(`${origin}/_sandbox/costs`).then(
    () => true,
    () => false,
  );
}
