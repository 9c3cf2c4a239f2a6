import { accountOfToken, tokenState } from "../ids.ts";
import type { Answer, Asked, Refusals, Route } from "../wire.ts";
import { bearerOf, json } from "../wire.ts";
import type { World } from "../world.ts";

/** The account behind the bearer token; `null` without one. */
export function accountOf(headers: Asked["headers"]): string | null {
  const token = bearerOf(headers);
  return token === null ? null : accountOfToken(token);
}

const invalidToken = json(401, { error: "The access token is invalid" });

/** https://docs.joinmastodon.org/api/rate-limits/ and the shapes of `app/controllers/api/base_controller.rb`. */
export const refusals: Refusals = {
  rateLimited: (asked, resetSeconds) =>
    json(
      429,
      { error: "Too many requests" },
      rateHeaders({
        limit: 300,
        remaining: 0,
        resetAt: new Date(asked.now.getTime() + resetSeconds * 1000),
      }),
    ),
  serverError: (status) =>
    status === 503
      ? json(503, { error: "There was a temporary problem serving your request, please try again" })
      : json(status, { error: "We're sorry, but something went wrong on our end." }),
  expiredToken: () => invalidToken,
  notFound: () => json(404, { error: "Record not found" }),
};

/** A call that needs a token. Counts against the account's limit and says so in the headers. */
export function signedIn(
  world: World,
  handle: (asked: Asked, account: string) => Answer,
  limit: { name: string; calls: number; seconds: number } = { name: "api", calls: 300, seconds: 300 },
): Route["handle"] {
  return (asked) => {
    const token = bearerOf(asked.headers);
    if (token === null || tokenState(token) !== "good" || world.isRevoked(token)) return invalidToken;
    const account = accountOfToken(token);
    const key = `mastodon ${limit.name} ${account}`;
    const rate = world.rates.take(key, limit.calls, limit.seconds, asked.now);
    if (rate.exceeded) return json(429, { error: "Too many requests" }, rateHeaders(rate));
    const answer = handle(asked, account);
    return { ...answer, headers: { ...answer.headers, ...rateHeaders(rate) } };
  };
}

/** Mastodon states the reset as ISO 8601 with microseconds. */
function rateHeaders(rate: { limit: number; remaining: number; resetAt: Date }): Record<string, string> {
  return {
    "x-ratelimit-limit": String(rate.limit),
    "x-ratelimit-remaining": String(rate.remaining),
    "x-ratelimit-reset": rate.resetAt.toISOString().replace("Z", "000Z"),
  };
}
