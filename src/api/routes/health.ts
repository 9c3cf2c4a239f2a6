import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { renderMetrics } from "../metrics.ts";
import type { ApiNeeds } from "../needs.ts";

const Ready = z.object({
  status: z.enum(["ready", "not-ready"]),
  version: z.string(),
  database: z.enum(["ok", "failing"]),
  queue: z.enum(["ok", "failing"]),
  queueBackend: z.enum(["redis", "postgres"]),
  /** When a scheduler was last seen; null: never. */
  schedulerSeenAt: z.string().nullable(),
});

const checkMilliseconds = 3000;

/** For load balancers and monitoring; tells nothing of any workspace. */
export const healthRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/health/live",
      {
        config: { action: "anyone" },
        schema: {
          tags: ["health"],
          summary: "The process runs",
          response: { 200: z.object({ status: z.literal("live") }) },
        },
      },
      async () => ({ status: "live" as const }),
    );

    app.get(
      "/health/ready",
      {
        config: { action: "anyone" },
        schema: {
          tags: ["health"],
          summary: "Database and queue answer",
          response: { 200: Ready, 503: Ready },
        },
      },
      async (_request, reply) => {
        const [database, queue] = await Promise.all([
          answers(ctx.db.$queryRaw`select 1`),
          answers(ctx.queues.waiting()),
        ]);
        const beat = database
          ? await ctx.db.workerBeat.findFirst({ where: { worker: "scheduler" }, orderBy: { seenAt: "desc" } })
          : null;
        const ready = database && queue;
        return reply.code(ready ? 200 : 503).send({
          status: ready ? "ready" : "not-ready",
          version: ctx.version,
          database: database ? "ok" : "failing",
          queue: queue ? "ok" : "failing",
          queueBackend: ctx.queues.backend,
          schedulerSeenAt: beat?.seenAt.toISOString() ?? null,
        });
      },
    );

    app.get(
      "/metrics",
      {
        config: { action: "anyone" },
        schema: { tags: ["health"], summary: "Figures for Prometheus", response: { 200: z.string() } },
      },
      async (_request, reply) => {
        const { contentType, text } = await renderMetrics(ctx);
        return reply.header("content-type", contentType).serializer(String).send(text);
      },
    );
  };

/** Whether it answers in time; why not is in the log of whoever holds the connection. */
async function answers(question: PromiseLike<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), checkMilliseconds).unref();
  });
  return Promise.race([
    Promise.resolve(question).then(
      () => true,
      () => false,
    ),
    late,
  ]);
}
