import { STATUS_CODES } from "node:http";
import type { AnyFeed } from "feedsmith";
import type { PollOutcome } from "../../listening/source.ts";
import type { HttpReply } from "../../platform/http.ts";
import { retryAfterSeconds } from "../webhook/retry-after.ts";

type Answer = Extract<HttpReply, { kind: "answer" }>;

/** No header keeps a feed silent for longer: a mistyped max-age must not end the listening. */
const longestSilenceSeconds = 24 * 3600;

/** True for an answer whose body should be a feed. */
export function isFeedAnswer(reply: HttpReply): reply is Answer {
  return reply.kind === "answer" && reply.status >= 200 && reply.status < 300;
}

/** What is known of a feed when its reading gave no feed. */
export interface FeedState {
  now: Date;
  workedBefore: boolean;
  ttlSeconds: number | null;
  withCredentials: boolean;
}

/** What follows from an answer that holds no feed, or from none at all. Names no address: it may be a secret. */
export function outcomeOfFailure(reply: HttpReply, state: FeedState): PollOutcome {
  switch (reply.kind) {
    case "answer":
      return outcomeOfStatus(reply, state);
    case "not-sent":
      if (reply.blocked) return { kind: "refused", because: "settings", detail: reply.detail };
      return { kind: "retry", detail: `the server could not be reached: ${reply.detail}` };
    case "no-answer":
      return { kind: "retry", detail: `the feed did not arrive whole: ${reply.detail}` };
    case "too-large": {
      const detail = `the feed is ${reply.detail}`;
      return state.workedBefore
        ? { kind: "retry", detail }
        : { kind: "refused", because: "settings", detail };
    }
  }
}

function outcomeOfStatus(reply: Answer, state: FeedState): PollOutcome {
  const words = `${reply.status} ${STATUS_CODES[reply.status] ?? ""}`.trim();
  switch (reply.status) {
    case 304: {
      const notBeforeSeconds = freshSeconds(reply.headers, state.ttlSeconds);
      return { kind: "unchanged", ...(notBeforeSeconds > 0 ? { notBeforeSeconds } : {}) };
    }
    case 410:
      return {
        kind: "refused",
        because: "gone",
        detail: `the server says the feed is gone for good (${words})`,
      };
    case 401:
    case 403: {
      const what = state.withCredentials
        ? "does not accept this user name and password"
        : "refuses to show the feed";
      return { kind: "refused", because: "credentials", detail: `the server ${what} (${words})` };
    }
    default: {
      const asked = retryAfterSeconds(reply.headers, state.now);
      const afterSeconds =
        asked === undefined ? {} : { afterSeconds: Math.min(asked, longestSilenceSeconds) };
      return { kind: "retry", ...afterSeconds, detail: `the server answers ${words}` };
    }
  }
}

/** `<ttl>`, https://www.rssboard.org/rss-specification#ltttlgtSubelementOfLtchannelgt: minutes the feed may be kept. */
export function ttlSecondsOf(parsed: AnyFeed): number | null {
  if (parsed.format !== "rss" || !parsed.feed.ttl || parsed.feed.ttl < 0) return null;
  return Math.round(parsed.feed.ttl * 60);
}

/** How long there is no use in asking again, in seconds: the longer of what the server and what the feed says. */
export function freshSeconds(headers: Readonly<Record<string, string>>, ttlSeconds: number | null): number {
  return Math.min(Math.max(cacheSeconds(headers), ttlSeconds ?? 0), longestSilenceSeconds);
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-4.2: what is left of `max-age` after the time spent in caches. */
function cacheSeconds(headers: Readonly<Record<string, string>>): number {
  const directives = (headers["cache-control"] ?? "").toLowerCase();
  if (/\bno-(cache|store)\b/.test(directives)) return 0;
  const maxAge = Number(/(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(directives)?.[1] ?? 0);
  return Math.max(0, maxAge - (Number.parseInt(headers.age ?? "0", 10) || 0));
}
