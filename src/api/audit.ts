import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Platform } from "../platform/platform.ts";
import { record } from "../workspaces/audit.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route changes nothing, or writes the audit log itself, together with its change. */
    audit?: false;
  }
}

/**
 * Writes every change that a caller was granted into the audit log, before its answer leaves. Where that fails, nobody is
 * told that all went well: the deed goes into the program's log instead, and the answer is an error.
 */
export function keepAudit(app: FastifyInstance, ctx: Pick<Platform, "db" | "clock" | "log">): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (!request.caller || !isChange(request, reply)) return payload;
    const { caller, ip: address } = request;
    const deed = { action: actionOf(request), target: targetOf(request.params, payload), address };
    try {
      await record(ctx.db, ctx.clock(), caller, deed);
    } catch (error) {
      const { kind, id, workspaceId } = caller;
      ctx.log.error({ ...deed, actor: { kind, id }, workspaceId }, "a change is not in the audit log");
      throw error;
    }
    return payload;
  });
}

/** Method and path as the documentation writes them, without the prefix of the API. */
export function actionOf(request: FastifyRequest): string {
  return `${request.method} ${(request.routeOptions.url ?? "").replace(/^\/api\/v1/, "")}`;
}

function isChange(request: FastifyRequest, reply: FastifyReply): boolean {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method) || request.routeOptions.config.audit === false)
    return false;
  return reply.statusCode < 400 && !reply.getHeader("idempotent-replayed");
}

/** The id in the path, else that of what was made. */
function targetOf(params: unknown, payload: unknown): string | null {
  const inPath = idIn(params);
  if (inPath !== null || typeof payload !== "string" || !payload.startsWith("{")) return inPath;
  return idIn(JSON.parse(payload));
}

function idIn(value: unknown): string | null {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string"
    ? value.id.slice(0, 100)
    : null;
}
