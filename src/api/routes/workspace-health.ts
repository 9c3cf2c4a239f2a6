import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { plusSeconds } from "../../platform/clock.ts";
import { publicationHealth } from "../../publishing/store-health.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { Instant, iso } from "../schemas.ts";

const Health = z.object({
  /** From the time meant to the first attempt, over the last 24 hours; null where nothing went out. */
  lateness: z
    .object({
      publications: z.int(),
      p50Seconds: z.number(),
      p95Seconds: z.number(),
      p99Seconds: z.number(),
    })
    .nullable(),
  /** What a person should look at. */
  publications: z.object({ unconfirmed: z.int(), failed: z.int(), missed: z.int(), held: z.int() }),
  /** Null: no scheduler was ever seen. */
  schedulerSeenAt: Instant.nullable(),
  queue: z.object({ backend: z.enum(["redis", "postgres"]), waiting: z.int() }),
});

const latenessSeconds = 86_400;

/** Whether what was planned goes out as planned. */
export const workspaceHealthRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/health",
      {
        config: { action: "read" },
        schema: {
          tags: ["health"],
          summary: "How late publications are, what waits for a person, and whether the machinery runs",
          response: { 200: Health },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const since = plusSeconds(ctx.clock(), -latenessSeconds);
        const [found, beat, waiting] = await Promise.all([
          publicationHealth(ctx.db, workspaceId, since),
          ctx.db.workerBeat.findFirst({ where: { worker: "scheduler" }, orderBy: { seenAt: "desc" } }),
          ctx.queues.waiting(),
        ]);
        return {
          ...found,
          schedulerSeenAt: iso(beat?.seenAt ?? null),
          queue: {
            backend: ctx.queues.backend,
            waiting: Object.values(waiting).reduce((sum, count) => sum + count, 0),
          },
        };
      },
    );
  };
