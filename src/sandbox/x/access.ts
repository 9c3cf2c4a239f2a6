import { accountOfToken } from "../ids.ts";
import type { Answer, Asked, Refusals, Route } from "../wire.ts";
import { bearerOf, json } from "../wire.ts";
import type { World } from "../world.ts";
import type { Tokens } from "./tokens.ts";

/** The token of OAuth 2.0 or of an OAuth 1.0a signature, which is not checked. */
function tokenOf(headers: Asked["headers"]): string | null {
  const signed = /\boauth_token="([^"]+)"/.exec(headers.authorization ?? "")?.[1];
  return signed === undefined ? bearerOf(headers) : decodeURIComponent(signed);
}

export function accountOf(headers: Asked["headers"]): string | null {
  const token = tokenOf(headers);
  return token === null ? null : accountOfToken(token);
}

/** An error without a type of its own, as RFC 9457 allows. */
export function problem(status: number, title: string, detail: string, headers = {}): Answer {
  return json(
    status,
    { title, type: "about:blank", status, detail },
    {
      "content-type": "application/problem+json",
      ...headers,
    },
  );
}

/** https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
export function invalidRequest(parameter: string, message: string): Answer {
  return json(
    400,
    {
      errors: [{ parameters: { [parameter]: [] }, message }],
      title: "Invalid Request",
      detail: "One or more parameters to your request was invalid.",
      type: "https://api.x.com/2/problems/invalid-request",
    },
    { "content-type": "application/problem+json" },
  );
}

export const forbidden = (detail = "You are not permitted to perform this action.") =>
  problem(403, "Forbidden", detail);

const unauthorized = problem(401, "Unauthorized", "Unauthorized");

export const refusals: Refusals = {
  rateLimited: (asked, resetSeconds) =>
    tooMany({ limit: 100, remaining: 0, resetAt: new Date(asked.now.getTime() + resetSeconds * 1000) }),
  serverError: (status) =>
    problem(status, status === 503 ? "Service Unavailable" : "Internal Server Error", "Something is broken"),
  expiredToken: () => unauthorized,
  notFound: () => problem(404, "Not Found", "Not Found"),
};

/** Calls in 15 minutes for one user. https://docs.x.com/x-api/fundamentals/rate-limits */
export interface Limit {
  name: string;
  calls: number;
}

const windowSeconds = 900;

/** A call that needs a token; counts against the user's limit. */
export function signedIn(
  ctx: { world: World; tokens: Tokens },
  limit: Limit,
  handle: (asked: Asked, account: string) => Answer,
): Route["handle"] {
  return (asked) => {
    const token = tokenOf(asked.headers);
    if (token === null || !ctx.tokens.isGood(token, asked.now)) return unauthorized;
    const account = accountOfToken(token);
    const rate = ctx.world.rates.take(`x ${limit.name} ${account}`, limit.calls, windowSeconds, asked.now);
    if (rate.exceeded) return tooMany(rate);
    const answer = handle(asked, account);
    return { ...answer, headers: { ...answer.headers, ...rateHeaders(rate) } };
  };
}

function tooMany(rate: { limit: number; remaining: number; resetAt: Date }): Answer {
  return problem(429, "Too Many Requests", "Too Many Requests", rateHeaders({ ...rate, remaining: 0 }));
}

/** X states the reset in seconds since the epoch. */
function rateHeaders(rate: { limit: number; remaining: number; resetAt: Date }): Record<string, string> {
  return {
    "x-rate-limit-limit": String(rate.limit),
    "x-rate-limit-remaining": String(rate.remaining),
    "x-rate-limit-reset": String(Math.ceil(rate.resetAt.getTime() / 1000)),
  };
}
