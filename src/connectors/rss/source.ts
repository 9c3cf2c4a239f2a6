import { createHash } from "node:crypto";
import type { PolledSource, PollOutcome, PollRequest } from "../../listening/source.ts";
import type { HttpReply } from "../../platform/http.ts";
import { decodeFeed } from "./decode.ts";
import { lookAt } from "./discover.ts";
import { readDocument } from "./document.ts";
import { itemsOf } from "./items.ts";
import { mentionsFrom } from "./mentions.ts";
import { freshSeconds, isFeedAnswer, outcomeOfFailure, ttlSecondsOf } from "./reply.ts";
import { authorization, FeedCredentials, FeedCursor, FeedSettings, feedTypesWanted } from "./schema.ts";

/** Bounds of one reading. */
export interface FeedLimits {
  /** Largest feed, after decompression. */
  maxBytes: number;
  /** From asking to the last byte. */
  timeoutSeconds: number;
}

const usualLimits: FeedLimits = { maxBytes: 10 * 1024 * 1024, timeoutSeconds: 30 };

/** Reads feeds politely: asks only for what changed, and not before the server wants to be asked again. */
export function createRssSource(
  limits: FeedLimits = usualLimits,
): PolledSource<FeedCredentials, FeedSettings> {
  return {
    kind: "polled",
    settings: FeedSettings,
    needsCredentials: false,
    defaultIntervalSeconds: 15 * 60,
    poll: (request, signal) => poll(limits, request, signal),
    look: ({ access, settings }, signal) => lookAt(access, settings.url, signal),
  };
}

type Request = PollRequest<FeedCredentials, FeedSettings>;

async function poll(limits: FeedLimits, request: Request, signal: AbortSignal): Promise<PollOutcome> {
  const credentials = FeedCredentials.nullable().safeParse(await request.access.vault.read());
  if (!credentials.success)
    return {
      kind: "refused",
      because: "credentials",
      detail: "a feed wants {username, password}, or nothing",
    };
  // A cursor that an older version wrote costs one full reading, nothing else.
  const cursor = FeedCursor.safeParse(request.cursor).data ?? null;
  const reply = await request.access.http.send(
    {
      method: "GET",
      url: request.settings.url,
      headers: {
        accept: feedTypesWanted,
        ...validatorsFor(request.settings.url, cursor),
        ...authorization(credentials.data),
      },
      redirects: 5,
      ...limits,
    },
    signal,
  );
  if (cursor && reply.kind === "answer" && reply.status === 304 && hasMoved(reply))
    return { kind: "page", mentions: [], cursor, more: false, movedTo: reply.url };
  if (!isFeedAnswer(reply))
    return outcomeOfFailure(reply, {
      now: request.now,
      workedBefore: cursor !== null,
      ttlSeconds: cursor?.ttlSeconds ?? null,
      withCredentials: credentials.data !== null,
    });
  return pageFrom(reply, request, cursor);
}

function pageFrom(
  reply: Extract<HttpReply, { kind: "answer" }>,
  { settings }: Request,
  cursor: FeedCursor | null,
): PollOutcome {
  const document = readDocument(decodeFeed(reply.body, reply.headers["content-type"]), reply.url);
  if (document.kind === "broken") return { kind: "retry", detail: document.detail };
  if (document.kind === "other") {
    // A page in the place of a feed that used to work is maintenance or a bad day, not a wrong setting.
    if (cursor) return { kind: "retry", detail: document.detail };
    return { kind: "refused", because: "settings", detail: document.detail };
  }
  const scope =
    cursor?.scope ?? `feed:${createHash("sha256").update(settings.url).digest("hex").slice(0, 16)}`;
  const from = { url: reply.url, scope, sharedIds: cursor?.sharedIds.split("\n").filter(Boolean) ?? [] };
  const { mentions, rejected, sharedIds } = mentionsFrom(itemsOf(document.feed), from);
  const ttlSeconds = ttlSecondsOf(document.feed);
  const notBeforeSeconds = freshSeconds(reply.headers, ttlSeconds);
  return {
    kind: "page",
    mentions,
    cursor: {
      url: settings.url,
      etag: reply.headers.etag ?? null,
      lastModified: reply.headers["last-modified"] ?? null,
      ttlSeconds,
      scope,
      sharedIds: sharedIds.join("\n"),
    } satisfies FeedCursor,
    more: false,
    ...(notBeforeSeconds > 0 ? { notBeforeSeconds } : {}),
    ...(rejected.length > 0 ? { rejected } : {}),
    ...(hasMoved(reply) ? { movedTo: reply.url } : {}),
  };
}

/** Only a move that is permanent on the whole way names an address one may keep. */
function hasMoved({ redirectedBy }: { redirectedBy: number[] }): boolean {
  return redirectedBy.length > 0 && redirectedBy.every((status) => status === 301 || status === 308);
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-13.1: the server's own words, sent back unchanged. */
function validatorsFor(url: string, cursor: FeedCursor | null): Record<string, string> {
  if (cursor?.url !== url) return {};
  return {
    ...(cursor.etag ? { "if-none-match": cursor.etag } : {}),
    ...(cursor.lastModified ? { "if-modified-since": cursor.lastModified } : {}),
  };
}
