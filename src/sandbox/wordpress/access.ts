import { tokenState } from "../ids.ts";
import type { Answer, Asked, Refusals } from "../wire.ts";
import { json } from "../wire.ts";

/** Whoever sends the request, by HTTP Basic with an application password. */
export type Caller =
  | { kind: "user"; account: string }
  | { kind: "nobody" }
  | { kind: "refused"; answer: Answer };

export function callerOf(headers: Asked["headers"]): Caller {
  const basic = /^Basic\s+(.+)$/i.exec(headers.authorization ?? "")?.[1];
  if (basic === undefined) return { kind: "nobody" };
  const [username = "", ...rest] = Buffer.from(basic, "base64").toString("utf8").split(":");
  if (tokenState(username) !== "good")
    return {
      kind: "refused",
      answer: wpError(
        401,
        "invalid_username",
        "<strong>Error:</strong> Unknown username. Check again or try your email address.",
      ),
    };
  if (tokenState(rest.join(":").replace(/\s/g, "")) !== "good")
    return {
      kind: "refused",
      answer: wpError(401, "incorrect_password", "The provided password is an invalid application password."),
    };
  return { kind: "user", account: username };
}

export function accountOf(headers: Asked["headers"]): string | null {
  const caller = callerOf(headers);
  return caller.kind === "user" ? caller.account : null;
}

/** An error as the REST API writes it. */
export function wpError(
  status: number,
  code: string,
  message: string,
  data: Record<string, unknown> = {},
): Answer {
  return json(status, { code, message, data: { status, ...data } });
}

/** Core limits nothing; hosts and plugins answer with pages, not with JSON. */
export const refusals: Refusals = {
  rateLimited: (_asked, resetSeconds) =>
    page(429, "Too Many Requests", { "retry-after": String(resetSeconds) }),
  serverError: (status) =>
    status === 503
      ? page(503, "Briefly unavailable for scheduled maintenance. Check back in a minute.", {
          "retry-after": "60",
        })
      : page(status, "There has been a critical error on this website."),
  expiredToken: () =>
    wpError(401, "incorrect_password", "The provided password is an invalid application password."),
  notFound: (asked) =>
    asked.path.startsWith("/wp-json")
      ? wpError(404, "rest_no_route", "No route was found matching the URL and request method.")
      : page(404, "Page not found"),
};

function page(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "content-type": "text/html; charset=UTF-8", ...headers },
    body: `<!DOCTYPE html>\n<html><head><title>WordPress</title></head><body><p>${text}</p></body></html>\n`,
  };
}

/** What a call that needs a user gets without one. */
export function needsUser(caller: Caller, code: string, message: string): Answer | null {
  switch (caller.kind) {
    case "user":
      return null;
    // As seen on a real site: writing with a wrong password is told as not being allowed to.
    case "refused":
      return code === "rest_cannot_create" ? wpError(401, code, message) : caller.answer;
    case "nobody":
      return wpError(401, code, message);
  }
}
