import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { isReader } from "../../campaigns/links.ts";
import { countClick, targetOf } from "../../campaigns/store.ts";
import { NotFound } from "../../errors.ts";
import type { ApiNeeds } from "../needs.ts";

/** Where readers of a post come by. It leads only where a publication's own link led: the address says a code, no target. */
export const linkRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/l/:code",
      {
        config: { action: "anyone" },
        schema: {
          tags: ["campaigns"],
          summary: "Follow a counted link",
          params: z.object({ code: z.string().max(64) }),
          response: { 302: z.null() },
        },
      },
      async (request, reply) => {
        const { code } = request.params;
        const target = await targetOf(ctx.db, code);
        if (target === null) throw new NotFound("link", code);
        const { "user-agent": userAgent, "sec-purpose": purpose } = request.headers;
        const isCounted = isReader({ method: request.method, userAgent, purpose: purpose?.toString() });
        // A reader goes on, counted or not.
        if (isCounted)
          await countClick(ctx.db, code, ctx.clock()).catch((error: unknown) =>
            ctx.log.error({ err: error, code }, "a click could not be counted"),
          );
        return reply.header("cache-control", "no-store").redirect(target, 302);
      },
    );
  };
