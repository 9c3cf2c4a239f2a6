import { STATUS_CODES } from "node:http";
import type { DeliveryOutcome } from "../../alerts/channel.ts";
import type { HttpReply } from "../../platform/http.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** How a party means its answers, where parties differ. */
export interface AnswerRules {
  /**
   * What to make of a message that may have arrived: `retry` where telling twice does no harm, `unconfirmed`
   * where a person would see it twice.
   */
  whenUnclear: "retry" | "unconfirmed";
  /** The party's own words for a refusal; null where it says nothing. */
  words(body: Buffer): string | null;
  /** How long the party's body asks us to wait, where it says so there; undefined: see the header. */
  waitSeconds?(body: Buffer): number | undefined;
}

/** What became of a message sent by HTTP. Names no address: it may be a secret. */
export function outcomeOf(reply: HttpReply, rules: AnswerRules, sentAt: Date): DeliveryOutcome {
  switch (reply.kind) {
    case "answer":
      return outcomeOfAnswer(reply, rules, sentAt);
    case "not-sent":
      if (reply.blocked) return { kind: "rejected", detail: reply.detail };
      return { kind: "retry", detail: `the receiver could not be reached: ${reply.detail}` };
    case "no-answer":
      return { kind: rules.whenUnclear, detail: `the receiver gave no whole answer: ${reply.detail}` };
    case "too-large":
      // Nobody needs the answer's text: the status came before it.
      return outcomeOfAnswer({ ...reply, headers: {}, body: Buffer.alloc(0) }, rules, sentAt);
  }
}

function outcomeOfAnswer(
  reply: { status: number; headers: Readonly<Record<string, string>>; body: Buffer },
  rules: AnswerRules,
  sentAt: Date,
): DeliveryOutcome {
  const { status } = reply;
  const said = rules.words(reply.body);
  const detail = `${status} ${STATUS_CODES[status] ?? ""}`.trim() + (said ? `: ${said}` : "");
  if (status >= 200 && status < 300) return { kind: "delivered", detail };
  const asked = rules.waitSeconds?.(reply.body) ?? retryAfterSeconds(reply.headers, sentAt);
  const retry = { kind: "retry" as const, ...(asked === undefined ? {} : { afterSeconds: asked }), detail };
  // Too early, too slow or too many: nothing was taken.
  if (status === 408 || status === 425 || status === 429) return retry;
  if (status === 503 || (status >= 500 && rules.whenUnclear === "retry")) return retry;
  if (status >= 500) return { kind: "unconfirmed", detail };
  if (status >= 300 && status < 400)
    return { kind: "rejected", detail: `${detail}: the address has moved, and redirects are not followed` };
  return { kind: "rejected", detail };
}

/** A body's first words on one line; null where there are none. */
export function firstWords(body: Buffer): string | null {
  const words = body.toString("utf8", 0, 400).replace(/\s+/g, " ").trim();
  return words === "" ? null : words.slice(0, 200);
}
