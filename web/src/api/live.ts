import { useEffect, useSyncExternalStore } from "react";

/** What the server tells of as it happens (GET /api/v1/events). */
export const liveKinds = ["publication", "mentions", "alert", "hold"] as const;
export type LiveKind = (typeof liveKinds)[number];
export type LiveState = "connecting" | "open" | "lost";

const firstRetryMilliseconds = 1000;
const longestRetryMilliseconds = 30_000;
/** A line that is back sooner is not worth a word. */
const lostAfterMilliseconds = 5000;

type Hear = (data: unknown) => void;
const hearers = new Map<LiveKind, Set<Hear>>(liveKinds.map((kind) => [kind, new Set()]));
const stateWatchers = new Set<() => void>();
const returnWatchers = new Set<() => void>();
let state: LiveState = "connecting";

/**
 * Holds one connection to the live events. The browser comes back by itself after a cut; after an answer that refuses
 * (the server restarts behind a proxy) it would not, so that is done here.
 * @returns an end to it
 */
export function connectLive(): () => void {
  let source: EventSource | null = null;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  let waitMilliseconds = firstRetryMilliseconds;

  const missIt = () => {
    if (state === "open") become("connecting");
    lostTimer ??= setTimeout(() => become("lost"), lostAfterMilliseconds);
  };
  const connect = () => {
    const opened = new EventSource("/api/v1/events");
    source = opened;
    opened.onopen = () => {
      clearTimeout(lostTimer);
      lostTimer = undefined;
      waitMilliseconds = firstRetryMilliseconds;
      const wasLost = state === "lost";
      become("open");
      if (wasLost) for (const hear of returnWatchers) hear();
    };
    opened.onerror = () => {
      missIt();
      if (opened.readyState !== EventSource.CLOSED) return;
      retryTimer = setTimeout(connect, waitMilliseconds);
      waitMilliseconds = Math.min(waitMilliseconds * 2, longestRetryMilliseconds);
    };
    for (const kind of liveKinds)
      opened.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        const parsed: unknown = JSON.parse(data);
        for (const hear of hearers.get(kind) ?? []) hear(parsed);
      });
  };
  connect();
  return () => {
    clearTimeout(retryTimer);
    clearTimeout(lostTimer);
    source?.close();
    become("connecting");
  };
}

function become(next: LiveState): void {
  state = next;
  for (const hear of stateWatchers) hear();
}

/** Whether live events arrive just now. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (hear) => {
      stateWatchers.add(hear);
      return () => stateWatchers.delete(hear);
    },
    () => state,
  );
}

/** Hears each live event of a kind while the component is shown. @param hear stable, or it is taken anew each time */
export function useLive(kind: LiveKind, hear: Hear): void {
  useEffect(() => {
    const all = hearers.get(kind);
    all?.add(hear);
    return () => void all?.delete(hear);
  }, [kind, hear]);
}

/** Called when a lost line is back: what happened meanwhile is to be read again. */
export function onLiveReturn(hear: () => void): () => void {
  returnWatchers.add(hear);
  return () => returnWatchers.delete(hear);
}
