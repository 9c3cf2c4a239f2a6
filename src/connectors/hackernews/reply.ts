import { STATUS_CODES } from "node:http";
import type { PollOutcome } from "../../listening/source.ts";
import type { HttpReply } from "../../platform/http.ts";
import { retryAfterSeconds } from "../webhook/retry-after.ts";
import { ErrorBody } from "./schema.ts";

export type Failed = Extract<PollOutcome, { kind: "retry" | "refused" }>;

/** What an answer that is not the one asked for means to a source. */
export function failed(reply: HttpReply, now: Date): Failed {
  if (reply.kind !== "answer") {
    const isBlocked = reply.kind === "not-sent" && reply.blocked;
    return isBlocked
      ? { kind: "refused", because: "settings", detail: reply.detail }
      : { kind: "retry", detail: reply.detail };
  }
  const words = `${reply.status} ${STATUS_CODES[reply.status] ?? ""}`.trim();
  const detail = ErrorBody.safeParse(jsonOf(reply.body)).data?.message ?? `the search answers ${words}`;
  if (reply.status === 429 || reply.status >= 500 || reply.status === 408) {
    const afterSeconds = retryAfterSeconds(reply.headers, now);
    return { kind: "retry", ...(afterSeconds === undefined ? {} : { afterSeconds }), detail };
  }
  if (reply.status === 410) return { kind: "refused", because: "gone", detail };
  return { kind: "refused", because: "settings", detail };
}

export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined; // not JSON: the schema refuses it
  }
}
