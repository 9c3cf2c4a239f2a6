import type { FastifyInstance, FastifyRequest } from "fastify";
import { Forbidden } from "../errors.ts";
import { message } from "../messages.ts";
import type { Caller } from "../workspaces/keys.ts";
import { type Action, may } from "../workspaces/roles.ts";
import { sendProblem } from "./problem.ts";

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** What the route asks of its caller. A route under /api/v1 without it does not start. */
    action?: Action | "anyone";
  }
}

/**
 * Lets nobody in without a valid key, and nobody do what their role may not. Every route below says what it asks;
 * one that does not say stops the program at start.
 */
export function guard(app: FastifyInstance, findCaller: (key: string) => Promise<Caller | null>): void {
  app.decorateRequest("caller", null);
  app.addHook("onRoute", (route) => {
    if (route.method !== "HEAD" && route.method !== "OPTIONS" && !route.config?.action)
      throw new Error(`the route ${String(route.method)} ${route.url} does not say whom it lets in`);
  });
  app.addHook("onRequest", async (request, reply) => {
    const action = request.routeOptions.config.action ?? "administer";
    if (action === "anyone") return;
    const key = bearer(request);
    request.caller = key === null ? null : await findCaller(key);
    if (!request.caller) {
      reply.header("www-authenticate", 'Bearer realm="vigie"');
      return sendProblem(
        request,
        reply,
        401,
        message(
          "not_signed_in",
          "send a valid API key: Authorization: Bearer <key>",
          "envoyez une clé d’API valide : Authorization: Bearer <clé>",
        ),
      );
    }
    if (!may(request.caller.role, action))
      throw new Forbidden(
        message(
          "not_allowed",
          `the role "${request.caller.role}" may not do this; it asks for "${action}"`,
          `le rôle « ${request.caller.role} » ne le permet pas ; il faut « ${action} »`,
        ),
      );
  });
}

/** The caller of a route that lets nobody in unknown. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error("a route without a caller asked for it");
  return request.caller;
}

function bearer(request: FastifyRequest): string | null {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;
}
