import type { FastifyRequest } from "fastify";
import { Forbidden } from "../errors.ts";
import { message } from "../messages.ts";

/**
 * Refuses a change that another site's page asks for in the name of who is signed in here. The cookie's SameSite
 * says so already; this holds also where a browser does not know it, and against pages on other ports of this host.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#using-standard-headers-to-verify-origin
 * @param hasCookie without one there is no name to misuse: a program that says nothing of its origin may go on
 * @throws Forbidden
 */
export function refuseForeign(request: FastifyRequest, publicUrl: string, hasCookie: boolean): void {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return;
  const { origin, host, "sec-fetch-site": site } = request.headers;
  if (site === undefined && origin === undefined && !hasCookie) return;
  if (typeof site === "string" ? site === "same-origin" : isOwn(origin, host, publicUrl)) return;
  throw new Forbidden(
    message(
      "other_origin",
      `a change must come from Vigie’s own pages, not from "${origin ?? "an unknown origin"}"; programs send an API key`,
      `une modification doit venir des pages de Vigie, pas de «\u202f${origin ?? "une origine inconnue"}\u202f»\u202f; un programme envoie une clé d’API`,
    ),
  );
}

function isOwn(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host || new URL(origin).origin === new URL(publicUrl).origin;
}
