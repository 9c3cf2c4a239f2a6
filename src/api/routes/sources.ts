import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NotFound } from "../../errors.ts";
import type { Source } from "../../generated/prisma/client.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, byCreation, page, pageByCreation, readCursor } from "../pagination.ts";
import { IdParams, PageQuery, pageOf } from "../schemas.ts";
import { NewSource, readNewSource, readSourceChange, SourceChange } from "../source-change.ts";
import { RejectedView, rejectedView, SourceDetail, SourceView, sourceView } from "../views/source.ts";

const tags = ["sources"];
/** Where is listened. */
export const sourceRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/sources",
      {
        config: { action: "configure" },
        schema: { tags, summary: "Listen somewhere", body: NewSource, response: { 201: SourceView } },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const data = await readNewSource(ctx, workspaceId, request.body);
        const source = await ctx.db.source.create({ data });
        return reply.code(201).send(sourceView(ctx, source));
      },
    );

    app.get(
      "/sources",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List sources",
          querystring: PageQuery,
          response: { 200: pageOf(SourceView) },
        },
      },
      async (request) => {
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.source.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...after,
          },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, (row) => sourceView(ctx, row));
      },
    );

    app.get(
      "/sources/:id",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "One source, with what could not be read of it",
          params: IdParams,
          response: { 200: SourceDetail },
        },
      },
      async (request) => {
        const source = await requireSource(ctx, callerOf(request).workspaceId, request.params.id);
        const rejected = await ctx.db.rejectedItem.findMany({
          where: { sourceId: source.id },
          orderBy: [{ at: "desc" }, { id: "desc" }],
          take: 20,
        });
        return {
          ...sourceView(ctx, source),
          rejected: rejected.map(rejectedView),
        };
      },
    );

    app.get(
      "/sources/:id/rejected-items",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "What could not be read of a source, with the reason: the newest hundred are kept",
          params: IdParams,
          querystring: PageQuery,
          response: { 200: pageOf(RejectedView) },
        },
      },
      async (request) => {
        const { limit, cursor, order } = request.query;
        const { id } = await requireSource(ctx, callerOf(request).workspaceId, request.params.id);
        const rows = await ctx.db.rejectedItem.findMany({
          where: { sourceId: id, ...behind(readCursor(cursor), "at", order) },
          orderBy: [{ at: order }, { id: order }],
          take: limit + 1,
        });
        return page(rows, limit, (row) => row, rejectedView);
      },
    );

    app.patch(
      "/sources/:id",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Change, pause or resume a source",
          description: "`settings` replaces all settings but `baseUrl`, which stays when it is not given.",
          params: IdParams,
          body: SourceChange,
          response: { 200: SourceView },
        },
      },
      async (request) => {
        const source = await requireSource(ctx, callerOf(request).workspaceId, request.params.id);
        const data = await readSourceChange(ctx, source, request.body);
        return sourceView(ctx, await ctx.db.source.update({ where: { id: source.id }, data }));
      },
    );

    app.delete(
      "/sources/:id",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Stop listening there; what was found stays",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { id } = await requireSource(ctx, callerOf(request).workspaceId, request.params.id);
        await ctx.db.source.delete({ where: { id } });
        return reply.code(204).send(null);
      },
    );
  };

/** @throws NotFound */
async function requireSource(ctx: Pick<ApiNeeds, "db">, workspaceId: string, id: string): Promise<Source> {
  const found = mayBeId(id) ? await ctx.db.source.findFirst({ where: { id, workspaceId } }) : null;
  if (!found) throw new NotFound("source", id);
  return found;
}
