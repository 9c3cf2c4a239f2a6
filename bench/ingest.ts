/**
 * How fast a history of mentions is taken in (read, matched, its language found, scored, counted, stored), through
 * the API of the running program; against COPY of the very rows that came of it into tables with the same indexes.
 * `--memory`: ten times as many, to see that memory does not grow with the file.
 */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { applyMigrations } from "../src/platform/migrations.ts";
import {
  bootstrapKey,
  dataFolder,
  type Program,
  startProgram,
  withDatabase,
} from "../test/support/program.ts";
import { residentMegabytes, say } from "./figures.ts";
import { historyOf } from "./history.ts";

const isLong = process.argv.includes("--memory");
const mentionCount = isLong ? 1_000_000 : 100_000;
const monitorCount = 20;

const folder = await dataFolder();
try {
  const program = await startProgram({
    dataFolder: folder.path,
    nodeOptions: (process.env.BENCH_NODE_OPTIONS ?? "").split(" ").filter(Boolean),
  });
  try {
    await writeMonitors(program);
    const memory: number[] = [await residentMegabytes(program.pid)];
    const sampling = sample(program.pid, memory);
    const begun = performance.now();
    const counts = await importInto(program, mentionCount).finally(() => sampling.abort());
    const seconds = (performance.now() - begun) / 1000;
    memory.push(await residentMegabytes(program.pid));
    say(`${mentionCount} lines: ${JSON.stringify(counts)}`);
    say(`taken in at ${(mentionCount / seconds).toFixed(0)} a second (target 3000), ${seconds.toFixed(1)} s`);
    say(
      `  memory at the start ${megabytes(memory[0])}, ${tenths(memory)}, at the end ${megabytes(memory.at(-1))}`,
    );
    if (!isLong) {
      const copied = await withDatabase(folder.path, copyAnew);
      say(
        `  COPY of the same ${copied.rows} rows: ${copied.seconds.toFixed(1)} s; taking in costs ${(seconds / copied.seconds).toFixed(1)} times as much`,
      );
    }
  } finally {
    await program.stop();
  }
} finally {
  await folder.remove();
}

function megabytes(value: number | undefined): string {
  return `${(value ?? 0).toFixed(0)} MB`;
}

/** The most in each tenth of the time. */
function tenths(samples: readonly number[]): string {
  const size = Math.max(1, Math.ceil(samples.length / 10));
  const most: string[] = [];
  for (let at = 0; at < samples.length; at += size)
    most.push(Math.max(...samples.slice(at, at + size)).toFixed(0));
  return `most in each tenth ${most.join(" ")}`;
}

function sample(pid: number, into: number[]): AbortController {
  const ending = new AbortController();
  const round = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      into.push(await residentMegabytes(pid));
      await wait(250);
    }
  };
  void round();
  return ending;
}

async function writeMonitors(program: Program): Promise<void> {
  for (let number = 0; number < monitorCount; number += 1) {
    const { status, body } = await program.call("POST", "/monitors", {
      name: `Marque ${number}`,
      kind: "brand",
      query: `marque${number} OR #marque${number} OR "maison ${number}"`,
    });
    if (status !== 201) throw new Error(`a monitor was refused: ${JSON.stringify(body)}`);
  }
}

async function importInto(program: Program, count: number): Promise<Record<string, number>> {
  const reply = await fetch(`${program.url}/api/v1/mentions/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${bootstrapKey}`, "content-type": "application/x-ndjson" },
    body: ReadableStream.from(historyOf(count, monitorCount)),
    // What fetch asks for with a body that is written as it is read.
    ...({ duplex: "half" } as object),
  });
  const text = await reply.text();
  if (reply.status !== 200) throw new Error(`the import was answered with ${reply.status}: ${text}`);
  const { stored, duplicate, unmatched, rejected } = JSON.parse(text) as Record<string, number> & {
    rejected: unknown[];
  };
  return {
    stored: stored ?? 0,
    duplicate: duplicate ?? 0,
    unmatched: unmatched ?? 0,
    rejected: rejected.length,
  };
}

/** What was stored, written again by COPY, in one transaction, into a second database with the same tables. */
async function copyAnew(client: pg.Client): Promise<{ rows: number; seconds: number }> {
  const { rows: settings } = await client.query<{ data_directory: string }>("show data_directory");
  const fileOf = (table: string) => `${settings[0]?.data_directory}/bench-${table}.copy`;
  const parents = ["workspace", "monitor"];
  const tables = ["mention", "mention_monitor", "rollup"];
  for (const table of [...parents, ...tables]) await client.query(`copy ${table} to '${fileOf(table)}'`);
  await client.query("create database bench_copy");
  const url = new URL(`postgresql://${client.host}`);
  url.port = String(client.port);
  url.username = client.user ?? "";
  url.password = client.password ?? "";
  url.pathname = "/bench_copy";
  await applyMigrations(url.href, "prisma/migrations");
  const other = new pg.Client({ connectionString: url.href });
  await other.connect();
  try {
    for (const table of parents) await other.query(`copy ${table} from '${fileOf(table)}'`);
    const begun = performance.now();
    await other.query("begin");
    let rows = 0;
    for (const table of tables)
      rows += (await other.query(`copy ${table} from '${fileOf(table)}'`)).rowCount ?? 0;
    await other.query("commit");
    return { rows, seconds: (performance.now() - begun) / 1000 };
  } finally {
    await other.end();
  }
}
