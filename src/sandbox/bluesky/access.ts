import type { Answer, Asked, Refusals, Route } from "../wire.ts";
import { bearerOf, json } from "../wire.ts";
import type { Actor, BlueskyState } from "./state.ts";
import { accountNamed } from "./state.ts";
import { claimsOf, verify } from "./tokens.ts";

/** The account behind the access token; `null` without one. */
export function accountOf(headers: Asked["headers"]): string | null {
  const token = bearerOf(headers);
  const claims = token === null ? null : claimsOf(token);
  return claims ? accountNamed(claims.name) : null;
}

/** An error as XRPC writes it. https://atproto.com/specs/xrpc#error-responses */
export function xrpcError(status: number, error: string, message: string, headers = {}): Answer {
  return json(status, { error, message }, headers);
}

const expired = xrpcError(400, "ExpiredToken", "Token has expired");

export const refusals: Refusals = {
  rateLimited: (asked, resetSeconds) =>
    tooMany({
      limit: 3000,
      windowSeconds: 300,
      resetAt: new Date(asked.now.getTime() + resetSeconds * 1000),
      now: asked.now,
    }),
  serverError: (status) =>
    status === 500
      ? xrpcError(500, "InternalServerError", "Internal Server Error")
      : xrpcError(status, status === 502 ? "UpstreamFailure" : "NotEnoughResources", "Upstream Failure"),
  expiredToken: () => expired,
  notFound: () => xrpcError(501, "MethodNotImplemented", "Method Not Implemented"),
};

interface Limit {
  name: string;
  points: number;
  windowSeconds: number;
  cost: number;
}

const apiLimit: Limit = { name: "api", points: 3000, windowSeconds: 300, cost: 1 };

/** Points of a write: create 3, put 2, delete 1, of 5,000 an hour. https://docs.bsky.app/docs/advanced-guides/rate-limits */
export function writeLimit(cost: number): Limit {
  return { name: "write", points: 5000, windowSeconds: 3600, cost };
}

/** A call that needs an access token. */
export function signedIn(
  state: BlueskyState,
  handle: (asked: Asked, actor: Actor, account: string) => Answer,
  limit = apiLimit,
): Route["handle"] {
  return (asked) => {
    const token = bearerOf(asked.headers);
    if (token === null) return xrpcError(401, "AuthMissing", "Authentication Required");
    const verified = verify(token, "com.atproto.access", asked.now);
    if (verified.kind === "expired") return expired;
    if (verified.kind === "invalid") return xrpcError(400, "InvalidToken", "Token could not be verified");
    const account = accountNamed(verified.claims.name);
    const actor = state.meet(account);
    return counted(state, asked, account, limit, () => handle(asked, actor, account));
  };
}

/** Answers under a limit, with its headers. */
export function counted(
  state: BlueskyState,
  asked: Asked,
  key: string,
  limit: Limit,
  handle: () => Answer,
): Answer {
  const { points, windowSeconds, cost } = limit;
  const rate = state.world.rates.take(`bluesky ${limit.name} ${key}`, points, windowSeconds, asked.now, cost);
  if (rate.exceeded) return tooMany({ limit: points, windowSeconds, resetAt: rate.resetAt, now: asked.now });
  const answer = handle();
  return { ...answer, headers: { ...answer.headers, ...rateHeaders({ ...rate, windowSeconds }) } };
}

function tooMany(rate: { limit: number; windowSeconds: number; resetAt: Date; now: Date }): Answer {
  const seconds = Math.max(1, Math.ceil((rate.resetAt.getTime() - rate.now.getTime()) / 1000));
  return xrpcError(429, "RateLimitExceeded", "Rate Limit Exceeded", {
    ...rateHeaders({ ...rate, remaining: 0 }),
    "retry-after": String(seconds),
  });
}

function rateHeaders(rate: { limit: number; windowSeconds: number; remaining: number; resetAt: Date }) {
  return {
    "ratelimit-limit": String(rate.limit),
    "ratelimit-remaining": String(rate.remaining),
    "ratelimit-reset": String(Math.ceil(rate.resetAt.getTime() / 1000)),
    "ratelimit-policy": `${rate.limit};w=${rate.windowSeconds}`,
  };
}
