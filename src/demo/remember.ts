import { setTimeout as wait } from "node:timers/promises";
import type { App } from "../app.ts";
import { importLines } from "../listening/import.ts";
import { linesOf } from "../listening/import-lines.ts";
import { readHere } from "../listening/import-read.ts";
import { pastMentions } from "./past.ts";

/** So many lines are matched and scored at a stretch: a few milliseconds, as posts go out meanwhile, on time. */
const linesAtOnce = 25;
/** Between two stretches: nobody waits for the past, and what is due and what is asked goes first. */
const restMilliseconds = 150;

/**
 * Brings in the month before the demo began, as a person would: by the import of past mentions.
 * @param signal ends it with what is stored so far
 */
export async function rememberPast(
  app: App,
  workspace: { id: string; timeZone: string },
  signal: AbortSignal,
): Promise<void> {
  const lines = pastMentions(app.clock(), workspace.timeZone).map((mention) => JSON.stringify(mention));
  // On this thread, which has the word lists already: two threads more would take 200 MB for a second's work.
  const here = { ...app, lineReader: readHere() };
  let stored = 0;
  for (let from = 0; from < lines.length && !signal.aborted; from += linesAtOnce) {
    const chunk = Buffer.from(`${lines.slice(from, from + linesAtOnce).join("\n")}\n`);
    stored += (await importLines(here, workspace.id, linesOf(one(chunk)))).stored;
    await wait(restMilliseconds);
  }
  app.log.info({ stored }, "the demo has its past");
}

async function* one(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}
