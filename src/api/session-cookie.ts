import { parseCookie, stringifySetCookie } from "cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { longestSeconds } from "../workspaces/session.ts";

/** Behind https the browser itself holds that no other host set it: https://www.rfc-editor.org/rfc/rfc6265bis#section-4.1.3 */
export function cookieName(publicUrl: string): string {
  return isSecure(publicUrl) ? "__Host-vigie" : "vigie";
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith("https:");
}

export function readToken(request: FastifyRequest, publicUrl: string): string | null {
  const token = parseCookie(request.headers.cookie ?? "")[cookieName(publicUrl)];
  return token && token.length <= 100 ? token : null;
}

/**
 * Out of reach of scripts, and sent with no request that another site starts but a followed link: links in our own
 * mails, and the way back from a network's consent page, find the person signed in. @param token null: forget it
 */
export function sendToken(reply: FastifyReply, publicUrl: string, token: string | null): void {
  reply.header(
    "set-cookie",
    stringifySetCookie({
      name: cookieName(publicUrl),
      value: token ?? "",
      path: "/",
      httpOnly: true,
      sameSite: "lax",
      secure: isSecure(publicUrl),
      maxAge: token === null ? 0 : longestSeconds,
    }),
  );
}
