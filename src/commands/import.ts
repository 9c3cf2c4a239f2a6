import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { parseArgs } from "node:util";
import { readConfig } from "../../config/config.ts";
import { type App, createApp } from "../app.ts";
import { type Imported, importLines } from "../listening/import.ts";
import { csvLinesOf } from "../listening/import-csv.ts";
import { linesOf } from "../listening/import-lines.ts";
import { mayBeId } from "../platform/database.ts";
import { AlreadyRunning } from "../platform/sole-use.ts";

const progressMilliseconds = 1000;
const usage =
  "vigie import <file.jsonl or file.csv, or - for JSON Lines from standard input> [--workspace <id>]";

/**
 * Stores past mentions from JSON Lines or CSV, for the monitors there are. How far it is goes to standard error every second;
 * what became of it to standard output, as one JSON object. Ctrl-C stops it in order: what was stored stays, and the same
 * file may be given again.
 * @param args a file, or `-` for standard input, and maybe `--workspace` with its id; else the first that is no demo
 */
export async function importFile(args: readonly string[]): Promise<void> {
  const asked = readArgs(args);
  if (!asked) return refuse(usage, 2);
  const { file } = asked;
  if (file !== "-" && !(await isFile(file))) return refuse(`There is no file "${file}".`);
  const config = readConfig({ LOG_LEVEL: "warn", ...process.env });
  const app = await createApp(config).catch((error: unknown) => {
    if (error instanceof AlreadyRunning) return null;
    throw error;
  });
  if (!app) return refuse(askTheRunningOne(`http://${config.host}:${config.port}`, file));
  try {
    const workspace = await workspaceFor(app, asked.workspace);
    if (workspace.kind === "none") return refuse(workspace.reason);
    await importInto(app, workspace.id, file);
  } finally {
    await app.close();
  }
}

/** Null when they are not as `usage` says. */
function readArgs(args: readonly string[]): { file: string; workspace: string | null } | null {
  const workspace = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { workspace },
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    return file === undefined || others.length > 0 ? null : { file, workspace: values.workspace ?? null };
  } catch {
    return null; // parseArgs throws for an option that it does not know
  }
}

async function importInto(app: App, workspaceId: string, file: string): Promise<void> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  let soFar: Imported | null = null;
  const tell = setInterval(
    () => process.stderr.write(`${soFar ? progressOf(soFar) : "Reading…"}\n`),
    progressMilliseconds,
  );
  try {
    const chunks = addAbortSignal(stop.signal, file === "-" ? process.stdin : createReadStream(file));
    const lines = /\.csv$/i.test(file) ? csvLinesOf(chunks) : linesOf(chunks);
    soFar = await importLines(app, workspaceId, lines, (report) => {
      soFar = report;
    });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.stderr.write("Stopped; what was stored stays.\n");
    process.exitCode = 130;
  } finally {
    clearInterval(tell);
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
  process.stdout.write(`${JSON.stringify(summaryOf(soFar))}\n`);
}

/** As `POST /mentions/import` answers. */
function summaryOf(imported: Imported | null) {
  const { stored, duplicate, unmatched, rejectedCount, rejected } = imported ?? {
    stored: 0,
    duplicate: 0,
    unmatched: 0,
    rejectedCount: 0,
    rejected: [],
  };
  const lines = rejected.map(({ line, message }) => ({ line, message: message.en }));
  return { stored, duplicate, unmatched, rejected: lines, rejectedCount };
}

function progressOf({ stored, duplicate, unmatched, rejectedCount }: Imported): string {
  const lines = stored + duplicate + unmatched + rejectedCount;
  return `${lines} lines: ${stored} stored, ${duplicate} known, ${unmatched} unmatched, ${rejectedCount} rejected`;
}

type Chosen = { kind: "workspace"; id: string } | { kind: "none"; reason: string };

async function workspaceFor(app: Pick<App, "db">, wanted: string | null): Promise<Chosen> {
  const workspaces = await app.db.workspace.findMany({
    orderBy: { createdAt: "asc" },
    select: { id: true, name: true, isDemo: true, _count: { select: { monitors: true } } },
  });
  const list = workspaces.map(({ id, name }) => `  ${id}  ${name}`).join("\n");
  const chosen =
    wanted === null
      ? workspaces.find(({ isDemo }) => !isDemo)
      : workspaces.find(({ id }) => mayBeId(wanted) && id === wanted.toLowerCase());
  if (!chosen)
    return {
      kind: "none",
      reason:
        wanted === null
          ? `There is no workspace but the demo. Make one by starting Vigie with VIGIE_BOOTSTRAP_API_KEY, or name one with --workspace:\n${list}`
          : `There is no workspace "${wanted}". There are:\n${list}`,
    };
  if (chosen._count.monitors === 0)
    return {
      kind: "none",
      reason: `"${chosen.name}" has no monitor yet, so no mention would be kept. Make one first: POST /api/v1/monitors`,
    };
  return { kind: "workspace", id: chosen.id };
}

/** An embedded database is held by the one Vigie that runs on it; that one takes the file as well. */
function askTheRunningOne(at: string, file: string): string {
  const upload = file === "-" ? "-" : `'${file.replaceAll("'", `'\\''`)}'`;
  return `Vigie runs on this data folder and holds its database alone. Hand it the file while it runs:
  curl -T ${upload} -X POST -H "content-type: application/x-ndjson" \\
    -H "Authorization: Bearer $KEY" ${at}/api/v1/mentions/import
with an API key of the workspace in KEY. Or stop Vigie first.`;
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}

function refuse(reason: string, exitCode = 1): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = exitCode;
}
