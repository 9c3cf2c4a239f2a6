import type { Change } from "../ledger.ts";
import type { Answer, Asked, Route } from "../wire.ts";
import { signedIn } from "./access.ts";
import { isRemote } from "./read.ts";
import type { MastodonState, StatusDetail } from "./state.ts";
import { notificationView, statusView } from "./views.ts";

/** One event of a stream; the payload is text, JSON for all but `delete`. */
export interface StreamEvent {
  event: "update" | "status.update" | "delete" | "notification";
  payload: string;
}

export interface Subscription {
  /** As in the path: `public`, `public/local`, `hashtag`, `user`, `user/notification`. */
  stream: string;
  tag: string | null;
  account: string;
  baseUrl: string;
}

const heartbeatSeconds = 15;
const streams = [
  "public",
  "public/local",
  "public/remote",
  "hashtag",
  "hashtag/local",
  "user",
  "user/notification",
];

/** Server-sent events. https://docs.joinmastodon.org/methods/streaming/ */
export function streamingRoutes(state: MastodonState): Route[] {
  return [
    { method: "GET", path: "/api/v1/streaming/health", handle: () => ({ status: 200, body: "OK" }) },
    ...streams.map(
      (stream): Route => ({
        method: "GET",
        path: `/api/v1/streaming/${stream}`,
        handle: signedIn(state.world, (asked, account) => eventSource(state, asked, account, stream)),
      }),
    ),
  ];
}

function eventSource(state: MastodonState, asked: Asked, account: string, stream: string): Answer {
  const subscription = { stream, tag: asked.query.get("tag"), account, baseUrl: asked.baseUrl };
  return {
    status: 200,
    headers: { "content-type": "text/event-stream", "cache-control": "private, no-store" },
    stream(out) {
      out.write(":)\n");
      const leave = subscribe(state, subscription, ({ event, payload }) =>
        out.write(`event: ${event}\ndata: ${payload}\n\n`),
      );
      const heartbeat = setInterval(() => {
        if (!state.world.streams.isSilent(state.world.now())) out.write(":thump\n");
      }, heartbeatSeconds * 1000);
      const forget = state.world.streams.add(() => out.end());
      return () => {
        clearInterval(heartbeat);
        leave();
        forget();
      };
    },
  };
}

/** Calls for every event of the stream from now on; returns how to stop. */
export function subscribe(
  state: MastodonState,
  subscription: Subscription,
  emit: (event: StreamEvent) => void,
): () => void {
  return state.ledger.watch((change) => {
    const event = eventFor(state, subscription, change);
    if (event && !state.world.streams.isSilent(state.world.now())) emit(event);
  });
}

function eventFor(
  state: MastodonState,
  subscription: Subscription,
  { kind, entry }: Change<StatusDetail>,
): StreamEvent | undefined {
  const { stream, account, baseUrl } = subscription;
  if (stream.startsWith("user")) {
    if (kind === "added" && entry.notifies.includes(account))
      return { event: "notification", payload: JSON.stringify(notificationView(state, entry, baseUrl)) };
    if (stream === "user/notification" || entry.account !== account) return undefined;
  } else if (!isOnPublicStream(subscription, entry)) return undefined;
  if (kind === "removed") return { event: "delete", payload: entry.id };
  const event = kind === "changed" ? "status.update" : "update";
  return { event, payload: JSON.stringify(statusView(state, entry, baseUrl)) };
}

function isOnPublicStream({ stream, tag }: Subscription, entry: Change<StatusDetail>["entry"]): boolean {
  if (entry.detail.visibility !== "public") return false;
  if (stream.endsWith("/local") && isRemote(entry)) return false;
  if (stream.endsWith("/remote") && !isRemote(entry)) return false;
  return !stream.startsWith("hashtag") || entry.tags.includes((tag ?? "").toLowerCase());
}
