import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import { type Opinion, opinionFrom } from "../sentiment/transformer.ts";
import type { ModelFolder } from "./model-folder.ts";

/** A text's feeling as a model sees it, and which model it was: its name and the first digits of its weights' SHA-256. */
export interface ModelOpinion extends Opinion {
  scorer: string;
}

/** A model in a thread of its own, loaded when it is first asked. */
export interface ModelThread {
  /** One batch; null where the model failed, just now or a while ago. To be called one at a time. */
  read(texts: readonly string[]): Promise<ModelOpinion[] | null>;
  /** What the model said when it last failed; null: it has not. */
  failure(): string | null;
  close(): Promise<void>;
}

/** In seconds. */
export interface ThreadLimits {
  load: number;
  /** For one batch; a model that takes longer hangs. */
  batch: number;
  /** How long a model that failed is left alone. */
  pause: number;
}

/** What `transformer-thread.mjs` answers. */
type Answer = { mark: string; logits: number[][] };

type State = { kind: "unloaded" } | { kind: "ready" } | { kind: "failed"; until: Date } | { kind: "closed" };

export const usualThreadLimits: ThreadLimits = { load: 120, batch: 30, pause: 60 };

export function threadOf(
  model: ModelFolder,
  { clock, log }: Pick<Platform, "clock" | "log">,
  limits: ThreadLimits = usualThreadLimits,
): ModelThread {
  // Half of the processors: posts are to leave on time meanwhile.
  const threads = Math.max(1, Math.floor(availableParallelism() / 2));
  let pool: Tinypool | null = null;
  let state: State = { kind: "unloaded" };
  let isKnownToFail = false;
  let failure: string | null = null;
  const isClosed = () => state.kind === "closed";

  const run = (texts: readonly string[], seconds: number): Promise<Answer> => {
    pool ??= new Tinypool({ filename: threadFile(), minThreads: 1, maxThreads: 1 });
    return pool.run({ model, threads, texts }, { signal: AbortSignal.timeout(seconds * 1000) });
  };

  const endThread = async (): Promise<void> => {
    const ending = pool;
    pool = null;
    await ending?.destroy();
  };

  const load = async (): Promise<void> => {
    const { mark } = await run([], limits.load);
    log.info({ model: `${model.name}@${mark}`, weights: model.file }, "sentiment model loaded");
  };

  /** The next thread begins with the model as it then is on the disk. */
  const fail = (error: unknown): void => {
    // Not waited for: a thread that hangs ends when it comes back from its sums.
    endThread().catch((err: unknown) => log.warn({ err }, "thread of the sentiment model did not end"));
    if (isClosed()) return;
    failure = error instanceof Error ? error.message : String(error);
    state = { kind: "failed", until: plusSeconds(clock(), limits.pause) };
    if (!isKnownToFail)
      log.warn(
        { err: error, model: model.name },
        "sentiment model failed: Vigie's own scorer reads meanwhile",
      );
    isKnownToFail = true;
  };

  return {
    async read(texts) {
      if (state.kind === "closed" || (state.kind === "failed" && clock() < state.until)) return null;
      try {
        if (state.kind !== "ready") await load();
        const opinions = opinionsFrom(await run(texts, limits.batch), texts.length, model);
        if (!isClosed()) state = { kind: "ready" };
        isKnownToFail = false;
        return opinions;
      } catch (error) {
        fail(error);
        return null;
      }
    },
    failure: () => failure,
    async close() {
      state = { kind: "closed" };
      await endThread();
    },
  };
}

/** @throws when the model did not answer each text with a number for each of its labels */
function opinionsFrom({ mark, logits }: Answer, wanted: number, model: ModelFolder): ModelOpinion[] {
  const opinions = logits.flatMap((row) => opinionFrom(row, model.labels) ?? []);
  if (opinions.length !== wanted)
    throw new Error(`the model gave ${opinions.length} usable answers to ${wanted} texts`);
  return opinions.map((opinion) => ({ ...opinion, scorer: `${model.name}@${mark}` }));
}

/** Beside the built program, or beside this file. */
function threadFile(): string {
  const built = fileURLToPath(new URL("./transformer-thread.js", import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL("./transformer-thread.mjs", import.meta.url));
}
