import { setTimeout as wait } from "node:timers/promises";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { callerOf } from "../auth.ts";
import type { LiveEvent } from "../event-hub.ts";
import type { ApiNeeds } from "../needs.ts";

const heartbeatMilliseconds = 15_000;
/** A reader that does not read: it is let go, and comes back with Last-Event-ID. */
const mostBytesWaiting = 1024 * 1024;

/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export const eventRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const open = new Set<AbortController>();
    // Otherwise the server would wait for readers who never leave.
    app.addHook("preClose", async () => {
      for (const end of open) end.abort();
    });
    app.get(
      "/events",
      {
        config: { action: "read" },
        schema: {
          tags: ["events"],
          summary: "Changes of publications, mentions and alerts as they happen (text/event-stream)",
          headers: z.object({
            "last-event-id": z
              .string()
              .regex(/^\d{1,18}$/)
              .optional(),
          }),
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const end = new AbortController();
        open.add(end);
        reply.hijack();
        const { raw } = reply;
        raw.writeHead(200, {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-store",
          "x-accel-buffering": "no",
        });
        raw.write("retry: 2000\n\n");
        const write = (event: LiveEvent) => {
          if (raw.writableLength > mostBytesWaiting) return end.abort();
          raw.write(`id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event.data)}\n\n`);
        };
        const unwatch = ctx.events.watch(workspaceId, write);
        raw.once("close", () => end.abort());
        const last = request.headers["last-event-id"];
        if (last !== undefined)
          for (const event of await ctx.events.missed(workspaceId, BigInt(last))) write(event);
        while (!end.signal.aborted) {
          raw.write(": still here\n\n");
          await wait(heartbeatMilliseconds, undefined, { signal: end.signal }).catch(() => undefined);
        }
        unwatch();
        open.delete(end);
        raw.end();
      },
    );
  };
