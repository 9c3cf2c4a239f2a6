import { z } from "zod";
import type { PollRequest, StreamBatch, StreamedSource, Wants } from "../../listening/source.ts";
import { type StreamEnd, streamInbox } from "../stream-batches.ts";
import type { ServerSentEvent } from "./event-stream.ts";
import { mentionsFrom, notifiedOf } from "./mention.ts";
import { readAllowance, readFailed } from "./outcome.ts";
import { refresher } from "./refresher.ts";
import type { MastodonCredentials } from "./schema.ts";
import { openStream, readEvents } from "./streaming.ts";
import { eventReceiver, missedOn, type Timeline } from "./timelines.ts";

const Settings = z
  .object({
    /**
     * All public statuses that the server sees, those of its own people, those with one hashtag, or those that speak
     * to the profile whose credentials are given.
     */
    stream: z.enum(["public", "local", "hashtag", "user"]).default("public"),
    tag: z
      .string()
      .transform((text) => text.replace(/^#/, ""))
      .optional(),
    /** Where the server streams, when it does not say so itself. */
    streamingUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** After this many seconds without a sign of life the connection is taken for dead. Servers send one every 15. */
    silenceSeconds: z.number().min(0.1).max(3600).default(60),
  })
  .refine(({ stream, tag }) => stream !== "hashtag" || Boolean(tag), {
    path: ["tag"],
    message: "a hashtag stream needs a tag",
  });
type StreamSettings = z.infer<typeof Settings>;
type Request = PollRequest<MastodonCredentials, StreamSettings> & { wants: Wants };

/** One timeline as server-sent events; those that match are kept. https://docs.joinmastodon.org/methods/streaming/ */
export const streamSource: StreamedSource<MastodonCredentials, StreamSettings> = {
  kind: "streamed",
  settings: Settings,
  needsCredentials: true,
  allowance: readAllowance,
  refresher,
  stream,
};

async function* stream(request: Request, signal: AbortSignal): AsyncGenerator<StreamBatch, StreamEnd> {
  const { access, cursor, wants, settings } = request;
  const place = placeOf(settings.stream, settings.tag);
  const over = new AbortController();
  const ends = AbortSignal.any([signal, over.signal]);
  const failed = (why: StreamEnd): StreamEnd => (signal.aborted ? { kind: "unchanged" } : why);
  try {
    const opened = await openStream(
      access,
      { streamingUrl: settings.streamingUrl, ...place.streaming },
      ends,
    );
    if (opened.kind !== "open") return failed(readFailed(opened));
    const inbox = streamInbox(cursor ?? {});
    const events = heldBack(eventReceiver(place.timeline, cursor ?? {}, wants, inbox));
    const { silenceSeconds } = settings;
    readEvents(opened.body, { silenceSeconds, take: events.take, end: inbox.end }, signal);
    // Connected first, caught up second: what is said in between comes twice rather than never.
    const why = yield* missedOn(place.timeline, { access, cursor, wants }, ends);
    if (why) return failed(why);
    events.release();
    return yield* inbox.batches();
  } finally {
    over.abort();
  }
}

/** Keeps events until what was missed before them has been handed over. */
function heldBack(take: (event: ServerSentEvent) => void) {
  let held: ServerSentEvent[] | null = [];
  return {
    take(event: ServerSentEvent) {
      if (held) held.push(event);
      else take(event);
    },
    release() {
      const waiting = held ?? [];
      held = null;
      for (const event of waiting) take(event);
    },
  };
}

interface Place {
  streaming: { path: string; query: Record<string, string> };
  timeline: Timeline;
}

/** What most streams bring. */
const statuses = { event: "update", read: mentionsFrom } as const;

/** A stream, and the timeline that keeps what it said. */
function placeOf(name: StreamSettings["stream"], tag = ""): Place {
  switch (name) {
    case "public":
      return {
        streaming: { path: "/api/v1/streaming/public", query: {} },
        timeline: { path: "/api/v1/timelines/public", query: {}, ...statuses },
      };
    case "local":
      return {
        streaming: { path: "/api/v1/streaming/public/local", query: {} },
        timeline: { path: "/api/v1/timelines/public", query: { local: true }, ...statuses },
      };
    case "hashtag":
      return {
        streaming: { path: "/api/v1/streaming/hashtag", query: { tag } },
        timeline: { path: `/api/v1/timelines/tag/${encodeURIComponent(tag)}`, query: {}, ...statuses },
      };
    case "user":
      return {
        streaming: { path: "/api/v1/streaming/user/notification", query: {} },
        timeline: {
          path: "/api/v1/notifications",
          query: { "types[]": "mention" },
          event: "notification",
          read: notifiedOf,
        },
      };
  }
}
