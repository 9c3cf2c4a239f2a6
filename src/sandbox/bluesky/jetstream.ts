import type { SocketRoute } from "../wire.ts";
import type { BlueskyState, StreamEvent } from "./state.ts";

/** Bytes a slow reader may fall behind before it is cut off. */
const mostBufferedBytes = 16 * 1024 * 1024;

/**
 * Jetstream v1: `?wantedCollections=&wantedDids=&cursor=<microseconds>`. A cursor is inclusive; one that is too old
 * is clamped without a word. https://github.com/bluesky-social/jetstream
 */
export function jetstreamSockets(state: BlueskyState): SocketRoute[] {
  return [
    {
      path: "/subscribe",
      open({ query }, socket) {
        const wants = filterOf(query);
        const send = (event: StreamEvent) => {
          if (!wants(event) || state.world.streams.isSilent(state.world.now())) return;
          if (socket.bufferedAmount > mostBufferedBytes) socket.terminate();
          else socket.send(event.text);
        };
        const cursor = Number(query.get("cursor") ?? "");
        if (cursor > 0) for (const event of eventsFrom(state, cursor)) send(event);
        return state.watch(send);
      },
    },
  ];
}

function eventsFrom(state: BlueskyState, cursor: number): StreamEvent[] {
  return state.events.items.filter((event) => event.timeUs >= cursor);
}

function filterOf(query: URLSearchParams): (event: StreamEvent) => boolean {
  const collections = query.getAll("wantedCollections");
  const dids = new Set(query.getAll("wantedDids"));
  return ({ collection, did }) =>
    (dids.size === 0 || dids.has(did)) &&
    (collection === null ||
      collections.length === 0 ||
      collections.some((wanted) =>
        wanted.endsWith("*") ? collection.startsWith(wanted.slice(0, -1)) : collection === wanted,
      ));
}
