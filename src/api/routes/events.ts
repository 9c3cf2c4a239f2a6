import { setTimeout as wait } from "node:timers/promises";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { callerOf, mayStayConnected } from "../auth.ts";
import type { LiveEvent } from "../event-hub.ts";
import type { ApiNeeds } from "../needs.ts";

const heartbeatMilliseconds = 15_000;
/** A reader that does not read: it is let go, and comes back with Last-Event-ID. */
const mostBytesWaiting = 1024 * 1024;
const mostToCatchUp = 2000;

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
        const caller = callerOf(request);
        const { workspaceId } = caller;
        const end = new AbortController();
        open.add(end);
        reply.hijack();
        const { raw } = reply;
        raw.writeHead(200, {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-store",
          // When the program ends, so must this connection: a kept one would hold it.
          connection: "close",
          "x-accel-buffering": "no",
        });
        raw.write("retry: 2000\n\n");
        const last = request.headers["last-event-id"];
        const seenUpTo = last === undefined ? null : BigInt(last);
        /** While catching up, an event may come both ways. */
        const written = new Set<bigint>();
        const write = (event: LiveEvent) => {
          if (written.has(event.id) || (seenUpTo !== null && event.id <= seenUpTo)) return;
          if (raw.writableLength > mostBytesWaiting) return end.abort();
          if (written.size < mostToCatchUp) written.add(event.id);
          raw.write(`id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event.data)}\n\n`);
        };
        const unwatch = ctx.events.watch(workspaceId, write);
        raw.once("close", () => end.abort());
        if (seenUpTo !== null)
          for (const event of await ctx.events.missed(workspaceId, seenUpTo)) write(event);
        while (!end.signal.aborted) {
          // Who was taken out, signed out, or whose key was ended, reads no further than this.
          if (!(await mayStayConnected(ctx, caller, request.session))) break;
          raw.write(": still here\n\n");
          // Ends early, as an abort, when the client goes.
          await wait(heartbeatMilliseconds, undefined, { signal: end.signal }).catch(() => undefined);
        }
        unwatch();
        open.delete(end);
        raw.end();
      },
    );
  };
