import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { Id, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";

const Entry = z.object({
  id: z.string(),
  at: Instant,
  actor: z.object({ kind: z.enum(["user", "key"]), id: z.string(), name: z.string() }),
  /** Method and path of the route. */
  action: z.string(),
  target: z.string().nullable(),
  address: z.string(),
});

/** Who did what. */
export const auditRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/audit",
      {
        config: { action: "administer" },
        schema: {
          tags: ["audit"],
          summary: "Who did what, when and from where, of the last year",
          querystring: PageQuery.extend({
            /** Id of a person or key. */
            actor: Id.optional(),
            /** The beginning of an action, such as `POST /posts`. */
            action: oneLine(100).optional(),
            target: Id.optional(),
            from: Instant.optional(),
            to: Instant.optional(),
          }),
          response: { 200: pageOf(Entry) },
        },
      },
      async (request) => {
        const { limit, cursor, order, actor, action, target, from, to } = request.query;
        const rows = await ctx.db.auditEntry.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(actor === undefined ? {} : { actorId: mayBeId(actor) ? actor : { in: [] } }),
            ...(action === undefined ? {} : { action: { startsWith: action } }),
            ...(target === undefined ? {} : { target }),
            AND: [
              { at: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) } },
              behind(readCursor(cursor), "at", order),
            ],
          },
          orderBy: [{ at: order }, { id: order }],
          take: limit + 1,
        });
        return page(
          rows,
          limit,
          (row) => row,
          (row) => ({
            id: row.id,
            at: iso(row.at),
            actor: {
              kind: row.actorKind === "key" ? ("key" as const) : ("user" as const),
              id: row.actorId,
              name: row.actorName,
            },
            action: row.action,
            target: row.target,
            address: row.address,
          }),
        );
      },
    );
  };
