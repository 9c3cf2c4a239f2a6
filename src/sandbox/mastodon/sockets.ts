import { z } from "zod";
import { accountOfToken, tokenState } from "../ids.ts";
import type { SocketRoute } from "../wire.ts";
import { bearerOf } from "../wire.ts";
import type { MastodonState } from "./state.ts";
import { type StreamEvent, type Subscription, subscribe } from "./streaming.ts";

const Command = z.object({
  type: z.enum(["subscribe", "unsubscribe"]),
  stream: z.string(),
  tag: z.string().optional(),
});

type SocketAsked = Parameters<SocketRoute["open"]>[0];

/** Streaming over one WebSocket, with subscriptions that come and go. https://docs.joinmastodon.org/methods/streaming/#websocket */
export function streamingSockets(state: MastodonState): SocketRoute[] {
  return ["/api/v1/streaming", "/api/v1/streaming/"].map((path) => ({
    path,
    mayOpen: (asked) => tokenState(tokenOf(asked) ?? "wrong") === "good",
    open(asked, socket) {
      const account = accountOfToken(tokenOf(asked) ?? "");
      const running = new Map<string, () => void>();
      const start = (stream: string, tag: string | null) => {
        const key = keyOf(stream, tag);
        if (running.has(key)) return;
        const names = tag === null ? [stream] : [stream, tag];
        const emit = ({ event, payload }: StreamEvent) =>
          socket.send(JSON.stringify({ stream: names, event, payload }));
        const subscription: Subscription = { stream: pathOf(stream), tag, account, baseUrl: asked.baseUrl };
        running.set(key, subscribe(state, subscription, emit));
      };
      const wanted = asked.query.get("stream");
      if (wanted !== null) start(wanted, asked.query.get("tag"));
      socket.on("message", (data) => {
        const command = Command.safeParse(parsed(String(data)));
        if (!command.success) {
          socket.send(JSON.stringify({ error: "Unknown message type", status: 400 }));
          return;
        }
        const { type, stream, tag } = command.data;
        if (type === "subscribe") start(stream, tag ?? null);
        else {
          running.get(keyOf(stream, tag ?? null))?.();
          running.delete(keyOf(stream, tag ?? null));
        }
      });
      return () => {
        for (const stop of running.values()) stop();
      };
    },
  }));
}

function tokenOf({ query, headers }: SocketAsked): string | null {
  return query.get("access_token") ?? headers["sec-websocket-protocol"] ?? bearerOf(headers);
}

/** `public:local` over WebSocket is `public/local` in the paths of server-sent events. */
function pathOf(stream: string): string {
  return stream.replace(":", "/");
}

function keyOf(stream: string, tag: string | null): string {
  return `${stream} ${tag ?? ""}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // answered as an unknown message
  }
}
