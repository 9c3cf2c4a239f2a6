import type { FastifyInstance, FastifyRequest } from "fastify";
import { Forbidden, NotSignedIn } from "../errors.ts";
import { message } from "../messages.ts";
import type { Caller } from "../workspaces/caller.ts";
import { isGoodKey, keyFinder } from "../workspaces/keys.ts";
import { type Action, may } from "../workspaces/permissions.ts";
import { sessionEndsAt } from "../workspaces/session.ts";
import { findSession, type OpenSession, type Place } from "../workspaces/sessions.ts";
import type { ApiNeeds } from "./needs.ts";
import { refuseForeign } from "./same-origin.ts";
import { readToken } from "./session-cookie.ts";

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller | null;
    session: OpenSession | null;
  }
  interface FastifyContextConfig {
    /**
     * What the route asks of its caller: that they may do something, or only that a person is signed in, in whatever
     * workspace or none. A route under /api/v1 without it does not start.
     */
    action?: Action | "person" | "anyone";
  }
}

/**
 * Lets nobody in without a valid key or session, and nobody do what their role may not. Every route below says what
 * it asks; one that does not say stops the program at start.
 */
export function guard(app: FastifyInstance, ctx: ApiNeeds): void {
  const findKey = keyFinder(ctx);
  app.decorateRequest("caller", null);
  app.decorateRequest("session", null);
  app.addHook("onRoute", (route) => {
    if (route.method !== "HEAD" && route.method !== "OPTIONS" && !route.config?.action)
      throw new Error(`the route ${String(route.method)} ${route.url} does not say whom it lets in`);
  });
  app.addHook("onRequest", async (request) => {
    const asked = request.routeOptions.config.action ?? "administer";
    const key = bearer(request);
    if (key !== null) request.caller = asked === "anyone" ? null : await findKey(key);
    else {
      const token = readToken(request, ctx.publicUrl);
      refuseForeign(request, ctx.publicUrl, token !== null);
      request.session = token === null ? null : await findSession(ctx, token, wantedWorkspace(request));
      request.caller = request.session?.caller ?? null;
    }
    if (asked !== "anyone") refuse(request, asked);
  });
}

/** @throws NotSignedIn or Forbidden when this caller may not have what the route gives */
function refuse(request: FastifyRequest, asked: Action | "person"): void {
  const { caller, session } = request;
  if (!caller && !session)
    throw new NotSignedIn(
      message(
        "not_signed_in",
        "sign in, or send a valid API key: Authorization: Bearer <key>",
        "connectez-vous, ou envoyez une clé d’API valide\u202f: Authorization: Bearer <clé>",
      ),
    );
  if (asked === "person") {
    if (session) return;
    throw new Forbidden(
      message(
        "people_only",
        "this is for people who sign in, not for keys",
        "réservé aux personnes, pas aux clés",
      ),
    );
  }
  const wanted = wantedWorkspace(request);
  if (!caller || (wanted !== null && wanted !== caller.workspaceId))
    throw new Forbidden(
      message(
        "other_workspace",
        wanted === null ? "you belong to no workspace" : `you do not belong to the workspace "${wanted}"`,
        wanted === null
          ? "vous ne faites partie d’aucun espace de travail"
          : `vous ne faites pas partie de l’espace de travail «\u202f${wanted}\u202f»`,
      ),
    );
  if (may(caller, asked)) return;
  throw new Forbidden(
    message(
      "not_allowed",
      `the role "${caller.role}" may not do this here; it asks for "${asked}"`,
      `le rôle «\u202f${caller.role}\u202f» ne le permet pas ici\u202f; il faut «\u202f${asked}\u202f»`,
    ),
  );
}

/** The caller of a route that lets nobody in unknown. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error("a route without a caller asked for it");
  return request.caller;
}

/** The session of a route that asks for a person. */
export function sessionOf(request: FastifyRequest): OpenSession {
  if (!request.session) throw new Error("a route without a session asked for it");
  return request.session;
}

/**
 * Whether who was let in a while ago would be let in again. Asked by answers without end; nothing is noted: a page that
 * only stands open does not keep a session from ending.
 */
export async function mayStayConnected(
  ctx: Pick<ApiNeeds, "db" | "clock">,
  { id, workspaceId }: Pick<Caller, "id" | "workspaceId">,
  session: Pick<OpenSession, "id"> | null,
): Promise<boolean> {
  const now = ctx.clock();
  if (!session) return isGoodKey(await ctx.db.apiKey.findUnique({ where: { id } }), now);
  const found = await ctx.db.session.findFirst({
    where: { id: session.id, user: { memberships: { some: { workspaceId } } } },
    select: { createdAt: true, lastSeenAt: true },
  });
  return found !== null && sessionEndsAt(found) > now;
}

export function placeOf(request: FastifyRequest): Place {
  return { address: request.ip, userAgent: request.headers["user-agent"] ?? "" };
}

function bearer(request: FastifyRequest): string | null {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

/** A person works in several workspaces at once, one to a window: each request may say which it means. */
function wantedWorkspace(request: FastifyRequest): string | null {
  const header = request.headers["x-vigie-workspace"];
  return typeof header === "string" && header !== "" ? header : null;
}
