import { chown, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  bootstrapKey,
  dataFolder,
  isAlive,
  type Program,
  type ProgramOptions,
  postgresPid,
  runProgram,
  startProgram,
  until,
  withDatabase,
} from "../support/program.ts";

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function newFolder(parent?: string): Promise<string> {
  const folder = await dataFolder(parent);
  endings.push(folder.remove);
  return folder.path;
}

async function start(options: ProgramOptions): Promise<Program> {
  const program = await startProgram(options);
  endings.push(() => program.kill());
  return program;
}

async function writeMonitor(program: Program, name: string): Promise<void> {
  const { status, body } = await program.call("POST", "/monitors", { name, kind: "brand", query: "vigie" });
  expect(status, JSON.stringify(body)).toBe(201);
}

async function monitorNames(program: Program): Promise<string[]> {
  const { body } = await program.call<{ items: { name: string }[] }>("GET", "/monitors");
  return body.items.map(({ name }) => name);
}

describe("one command", () => {
  test("SIGTERM ends everything within ten seconds, PostgreSQL included; the next start finds all data", async () => {
    const folder = await newFolder();
    const first = await start({ dataFolder: folder });
    await writeMonitor(first, "Avant l’arrêt");
    // The system chose the port, and links lead there.
    const invited = await first.call<{ link: string }>("POST", "/invitations", { role: "analyst" });
    expect(new URL(invited.body.link).origin).toBe(first.url);
    const postgres = await postgresPid(folder);
    expect(postgres && isAlive(postgres)).toBe(true);

    const ending = await first.stop();
    expect(ending, first.output()).toMatchObject({ code: 0, signal: null });
    expect(ending.milliseconds).toBeLessThan(10_000);
    await until(() => !isAlive(postgres ?? 0), 1);

    const second = await start({ dataFolder: folder });
    report(`ready after ${first.readyMilliseconds.toFixed(0)} ms the first time`);
    report(`ready after ${second.readyMilliseconds.toFixed(0)} ms the second time`);
    expect(await monitorNames(second)).toEqual(["Avant l’arrêt"]);
  });

  test("a program killed with -9 leaves PostgreSQL running, and the next start goes on with it", async () => {
    const folder = await newFolder();
    const first = await start({ dataFolder: folder });
    await writeMonitor(first, "Avant le crash");
    const postgres = await postgresPid(folder);
    await first.kill();
    expect(isAlive(postgres ?? 0)).toBe(true);

    const second = await start({ dataFolder: folder });
    expect(await postgresPid(folder)).toBe(postgres);
    expect(await monitorNames(second)).toEqual(["Avant le crash"]);
    expect((await second.stop()).code).toBe(0);
    expect(isAlive(postgres ?? 0)).toBe(false);
  });

  test("program and PostgreSQL both killed with -9: the next start recovers", async () => {
    const folder = await newFolder();
    const first = await start({ dataFolder: folder });
    await writeMonitor(first, "Avant la panne de courant");
    await first.kill();
    const postgres = (await postgresPid(folder)) ?? 0;
    process.kill(postgres, "SIGKILL");
    await until(() => !isAlive(postgres));
    const second = await start({ dataFolder: folder });
    expect(await monitorNames(second)).toEqual(["Avant la panne de courant"]);
  });

  test("a second program on the same data is refused, says why, and disturbs nothing", async () => {
    const folder = await newFolder();
    const first = await start({ dataFolder: folder });
    const second = await runProgram(["start"], { dataFolder: folder });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain("another Vigie is running on this data folder");
    expect(second.stderr).not.toMatch(/^ +at /m);
    await writeMonitor(first, "Toujours là");
  });

  test("a setting that cannot be used stops it, with its name, what it got and what it wants", async () => {
    const folder = await newFolder();
    const { code, stderr } = await runProgram(["start"], {
      dataFolder: folder,
      env: { PORT: "quatre", REDIS_URL: "http://127.0.0.1" },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('PORT is "quatre", but must be a whole number');
    expect(stderr).toContain("REDIS_URL");
    expect(stderr).toContain("redis:// or rediss://");
  });

  test("a port that is taken is named, and no PostgreSQL stays behind", async () => {
    const taken = await start({ dataFolder: await newFolder() });
    const folder = await newFolder();
    const port = new URL(taken.url).port;
    const { code, stderr } = await runProgram(["start"], { dataFolder: folder, env: { PORT: port } });
    expect(code).toBe(1);
    expect(stderr).toContain(port);
    expect(stderr).toContain("set PORT");
    expect(await postgresPid(folder)).toBeNull();
  });

  test("the key given from outside opens the API; nothing printed or stored repeats it", async () => {
    const folder = await newFolder();
    const program = await start({ dataFolder: folder, env: { LOG_LEVEL: "trace" } });
    expect((await program.call("GET", "/monitors")).status).toBe(200);
    expect(program.output()).not.toContain(bootstrapKey);
    const { rows } = await withDatabase(folder, (client) => client.query("select * from api_key"));
    expect(JSON.stringify(rows)).not.toContain(bootstrapKey);
    expect((await stat(path.join(folder, "secret-key"))).mode & 0o077).toBe(0);
  });
});

describe("commands in a pipe", () => {
  test("score answers line by line", async () => {
    const lines = [{ text: "Service lamentable, je suis très déçu" }, { text: "I love it", language: "en" }];
    const { code, stdout } = await runProgram(["score"], {
      dataFolder: await newFolder(),
      stdin: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
    });
    expect(code).toBe(0);
    const scored = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(scored).toMatchObject([
      { language: "fr", label: "negative" },
      { language: "en", label: "positive" },
    ]);
  });

  test("spikes scores each row of a CSV in [0, 1]", async () => {
    const rows = Array.from({ length: 200 }, (_, hour) => {
      const at = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
      return `${at},${hour === 190 ? 400 : 5 + (hour % 3)}`;
    });
    const { code, stdout } = await runProgram(["spikes"], {
      dataFolder: await newFolder(),
      stdin: `timestamp,value\n${rows.join("\n")}\n`,
    });
    expect(code).toBe(0);
    const [header, ...scored] = stdout.trim().split("\n");
    expect(header).toBe("timestamp,value,anomaly_score");
    const scores = scored.map((line) => Number(line.split(",")[2]));
    expect(scores).toHaveLength(rows.length);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(scores.indexOf(Math.max(...scores))).toBe(190);
  });

  test("a bad line ends with 1, its number and what it got", async () => {
    const { code, stderr } = await runProgram(["spikes"], {
      dataFolder: await newFolder(),
      stdin: "timestamp,value\n2026-01-01T00:00:00Z,many\n",
    });
    expect(code).toBe(1);
    expect(stderr).toContain('line 2: got "many"');
  });

  test("rebuild-rollups --check finds no difference", async () => {
    const { code, stdout } = await runProgram(["rebuild-rollups", "--check"], {
      dataFolder: await newFolder(),
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "No difference.\n" });
  });

  test("rebuild-rollups counts beside the running program, finds what is not true, and leaves it running", async () => {
    const folder = await newFolder();
    const program = await start({ dataFolder: folder });
    await writeMonitor(program, "Vigie");
    const stored = await fetch(`${program.url}/api/v1/mentions/import`, {
      method: "POST",
      headers: { authorization: `Bearer ${bootstrapKey}`, "content-type": "application/x-ndjson" },
      body: JSON.stringify({
        network: "rss",
        remoteId: "1",
        text: "vigie",
        publishedAt: "2026-11-01T10:20:00Z",
      }),
    });
    expect(await stored.json()).toMatchObject({ stored: 1 });
    const check = () => runProgram(["rebuild-rollups", "--check"], { dataFolder: folder });
    expect(await check()).toMatchObject({ code: 0, stdout: "No difference.\n" });
    await withDatabase(folder, (client) => client.query("update rollup set mentions = 7"));
    const found = await check();
    expect(found.code).toBe(1);
    expect(found.stdout).toContain("7 kept, 1 counted");
    const mended = await runProgram(["rebuild-rollups"], { dataFolder: folder });
    expect(mended).toMatchObject({ code: 0, stdout: expect.stringContaining("Counted anew.") });
    expect(await check()).toMatchObject({ code: 0, stdout: "No difference.\n" });
    expect(await monitorNames(program)).toEqual(["Vigie"]);
  });

  test("an unknown command is answered with the list of those there are", async () => {
    const { code, stderr } = await runProgram(["dance"], { dataFolder: await newFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain('There is no command "dance"');
    expect(stderr).toContain("rebuild-rollups");
  });
});

const isRoot = process.getuid?.() === 0;
/** `nobody`, by the number it has on every Linux system. */
const nobody = 65534;

describe.skipIf(!isRoot)("as root", () => {
  test("data in a folder that only root may enter", async () => {
    const closed = await mkdtemp(path.join(os.tmpdir(), "vigie-closed-"));
    endings.push(() => rm(closed, { recursive: true, force: true }));
    expect((await stat(closed)).mode & 0o077).toBe(0);
    const program = await start({ dataFolder: await newFolder(closed) });
    await writeMonitor(program, "Root");
    expect((await program.stop()).code).toBe(0);
  });
});

// A clone below /root can be read by nobody but root.
describe.skipIf(!isRoot || !(await isOpenToAll(import.meta.dirname)))("as an ordinary user", () => {
  test("the same program, with a data folder of that user's", async () => {
    const folder = await newFolder();
    await chown(folder, nobody, nobody);
    const program = await start({ dataFolder: folder, uid: nobody });
    await writeMonitor(program, "Personne");
    const status = await readFile(`/proc/${await postgresPid(folder)}/status`, "utf8");
    expect(status).toMatch(new RegExp(`^Uid:\\s+${nobody}\\s`, "m"));
    expect((await program.stop()).code).toBe(0);
  });
});

/** True when every folder on the way may be entered by anybody. */
async function isOpenToAll(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  const parent = path.dirname(folder);
  return (mode & 0o005) === 0o005 && (parent === folder || isOpenToAll(parent));
}

function report(line: string): void {
  // biome-ignore lint/suspicious/noConsole: a figure of the machine at hand, to be read and not to be asserted
  console.info(line);
}
