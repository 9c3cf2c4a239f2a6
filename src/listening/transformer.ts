import { setTimeout as wait } from "node:timers/promises";
import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import { leftOut, wordsFrom } from "../sentiment/transformer.ts";
import { lookAtModel } from "./model-folder.ts";
import {
  type ModelOpinion,
  type ModelThread,
  type ThreadLimits,
  threadOf,
  usualThreadLimits,
} from "./model-thread.ts";

/** A second scorer beside Vigie's own, run from a folder of this machine (docs/sentiment.md). */
export interface Transformer {
  /** Whether the operator named this language (ISO 639-1) as one that the model was made for. */
  serves(language: string): boolean;
  /**
   * What the model makes of texts, in their order; null where Vigie's own scorer has the word: the model failed, has too
   * much waiting, or was not fast enough for one who reads `live`.
   */
  read(texts: readonly string[], hurry: Hurry): Promise<(ModelOpinion | null)[]>;
  /** The words that made the opinion of a text; null where the model cannot say. Reads the text once for each word. */
  words(text: string): Promise<{ scorer: string; words: { word: string; weight: number }[] } | null>;
  close(): Promise<void>;
}

/** `live`: an alert may hang on it, so within seconds or not at all. `patient`: a history, which takes the time it takes. */
export type Hurry = "live" | "patient";

export interface TransformerLimits extends ThreadLimits {
  /** Seconds for all that one caller reads `live`. */
  live: number;
  /** Batches that may wait for their turn. */
  waiting: number;
}
const usualLimits: TransformerLimits = { ...usualThreadLimits, live: 3, waiting: 64 };

const batchTexts = 32;

/** People who may have words looked for at once: who reads mentions must not be kept from it by curiosity. */
const mostAsking = 2;

/**
 * Makes the model of a folder ready to be loaded. @returns null when the folder holds none that can be used: that is
 * logged, and Vigie's own scorer reads everything.
 */
export async function openTransformer(
  { folder, languages }: { folder: string; languages: readonly string[] },
  ctx: Pick<Platform, "clock" | "log">,
  given: Partial<TransformerLimits> = {},
): Promise<Transformer | null> {
  const looked = await lookAtModel(folder);
  if (looked.kind === "unusable") {
    const { en, fr } = looked.why;
    ctx.log.warn({ en, fr }, "sentiment model cannot be used: Vigie's own scorer reads every text");
    return null;
  }
  const limits = { ...usualLimits, ...given };
  const thread = threadOf(looked.model, ctx, limits);
  const inTurn = turns(thread, limits.waiting);
  const readLive = liveReader(inTurn, ctx, limits);
  let asking = 0;
  return {
    serves: (language) => languages.includes(language.toLowerCase().split(/[-_]/)[0] ?? ""),
    read: (texts, hurry) => (hurry === "live" ? readLive(texts) : readAll(texts, inTurn).done),
    async words(text) {
      if (asking >= mostAsking) return null;
      const without = leftOut(text);
      asking += 1;
      const read = readAll([text, ...without.map((one) => one.text)], inTurn).done;
      const [whole, ...others] = await read.finally(() => {
        asking -= 1;
      });
      const scores = others.flatMap((opinion) => (opinion ? [opinion.score] : []));
      if (!whole || scores.length < without.length) return null;
      return { scorer: whole.scorer, words: wordsFrom(whole.score, without, scores) };
    },
    close: thread.close,
  };
}

/** Reads a batch when all that asked before were served; null as well where it is not wanted any more by then. */
type InTurn = (texts: readonly string[], isWanted: () => boolean) => Promise<ModelOpinion[] | null>;

/** One batch after the other, those of all callers in turn: a history does not keep what is live waiting for long. */
function turns(thread: ModelThread, mostWaiting: number): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (texts, isWanted) => {
    if (waiting >= mostWaiting) return null;
    waiting += 1;
    const turn = last.then(() => (isWanted() ? thread.read(texts) : null));
    last = turn;
    return turn.finally(() => {
      waiting -= 1;
    });
  };
}

interface Reading {
  /** Filled batch by batch. */
  opinions: (ModelOpinion | null)[];
  done: Promise<(ModelOpinion | null)[]>;
}

function readAll(texts: readonly string[], inTurn: InTurn, isWanted: () => boolean = () => true): Reading {
  const opinions = texts.map((): ModelOpinion | null => null);
  // Short ones together: each text of a batch costs as much as its longest.
  const order = [...texts.keys()].sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
  const work = async () => {
    for (let at = 0; at < order.length && isWanted(); at += batchTexts) {
      const places = order.slice(at, at + batchTexts);
      const read = await inTurn(
        places.map((place) => texts[place] ?? ""),
        isWanted,
      );
      if (!read) break;
      for (const [i, place] of places.entries()) opinions[place] = read[i] ?? null;
    }
    return opinions;
  };
  return { opinions, done: work() };
}

function liveReader(
  inTurn: InTurn,
  { clock, log }: Pick<Platform, "clock" | "log">,
  limits: TransformerLimits,
): (texts: readonly string[]) => Promise<(ModelOpinion | null)[]> {
  let restsUntil = new Date(0);
  /** A stream that waited with each batch would fall ever further behind. */
  const rest = (leftCount: number): void => {
    if (clock() < restsUntil) return; // two were late at once
    restsUntil = plusSeconds(clock(), limits.pause);
    const { pause: pauseSeconds } = limits;
    log.warn({ leftCount, pauseSeconds }, "sentiment model is too slow: Vigie's own scorer reads meanwhile");
  };
  return async (texts) => {
    if (clock() < restsUntil) return texts.map(() => null);
    let isLate = false;
    const { opinions, done } = readAll(texts, inTurn, () => !isLate);
    const over = new AbortController();
    // The only way it fails is that we end the wait ourselves, below.
    const late = wait(limits.live * 1000, "late", { signal: over.signal }).catch(() => "in time");
    isLate = (await Promise.race([done, late])) === "late";
    over.abort();
    if (isLate) rest(opinions.filter((opinion) => opinion === null).length);
    // A copy: what comes later is nobody's.
    return [...opinions];
  };
}
