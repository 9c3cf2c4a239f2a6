import type { Cursor, PollOutcome, RawMention, Rejected, StreamBatch } from "../listening/source.ts";

export type StreamEnd = Exclude<PollOutcome, { kind: "page" }>;

/** What a connection pushes, until it is handed over. */
export interface StreamInbox {
  mention(mention: RawMention, cursor: Cursor): void;
  deleted(remoteId: string, cursor: Cursor): void;
  /** Something came that should have been a text and cannot be read. */
  rejected(item: Rejected, cursor: Cursor): void;
  /** Something came that is of no interest; only the place in the stream has moved. */
  moved(cursor: Cursor): void;
  /** The connection is over. What is waiting is handed over first; the first reason counts. */
  end(reason: StreamEnd): void;
  /** Hands over in batches, until the end. `onRoom` is called after each. */
  batches(onRoom?: () => void): AsyncGenerator<StreamBatch, StreamEnd>;
  /** Whether so much is waiting that the connection had better be paused. */
  isFull(): boolean;
}

/** How long things are gathered before they are handed over. */
const gatherMs = 500;
/** How often the place in the stream is handed over when nothing else is. */
const movedMs = 10_000;
const fullAt = 5000;
/** A stream that sends nothing else must not fill the memory with it. */
const mostRejected = 100;

/** Gathers what a connection pushes into batches, so that a busy stream is not one transaction for each text. */
export function streamInbox(start: Cursor): StreamInbox {
  let cursor = start;
  let mentions: RawMention[] = [];
  let deleted: string[] = [];
  let rejected: Rejected[] = [];
  let hasMoved = false;
  let ended: StreamEnd | null = null;
  let wake = () => {};

  const hasNews = () => mentions.length + deleted.length > 0;
  /** Resolves after `ms`, or as soon as `isEnough` holds when something happens. */
  const pause = (ms: number, isEnough: () => boolean) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        wake = () => {};
        resolve();
      };
      const timer = setTimeout(done, ms);
      wake = () => isEnough() && done();
      wake();
    });
  const take = (): StreamBatch => {
    const batch = { mentions, deleted, cursor, rejected };
    mentions = [];
    deleted = [];
    rejected = [];
    hasMoved = false;
    return batch;
  };
  const arrived = (at: Cursor) => {
    cursor = at;
    hasMoved = true;
    wake();
  };

  return {
    mention(mention, at) {
      mentions.push(mention);
      arrived(at);
    },
    deleted(remoteId, at) {
      deleted.push(remoteId);
      arrived(at);
    },
    rejected(item, at) {
      if (rejected.length < mostRejected) rejected.push(item);
      arrived(at);
    },
    moved: arrived,
    end(reason) {
      ended ??= reason;
      wake();
    },
    isFull: () => mentions.length + deleted.length >= fullAt,
    async *batches(onRoom = () => {}) {
      for (;;) {
        await pause(movedMs, () => hasNews() || ended !== null);
        if (hasNews()) await pause(gatherMs, () => ended !== null);
        if (hasMoved) yield take();
        onRoom();
        if (ended && !hasMoved) return ended;
      }
    },
  };
}
