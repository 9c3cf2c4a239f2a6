import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NotFound } from "../../errors.ts";
import type { Source } from "../../generated/prisma/client.ts";
import { SourceState } from "../../generated/prisma/enums.ts";
import { type SourceMode, sourceModes } from "../../listening/source.ts";
import { shownSettings, withoutSecrets } from "../../listening/source-secrets.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";
import { NewSource, readNewSource, readSourceChange, SourceChange, settingsOf } from "../source-change.ts";

const SourceView = z.object({
  id: z.string(),
  network: z.string(),
  mode: z.enum(sourceModes),
  name: z.string(),
  /** Empty where the network's address is not asked for. */
  baseUrl: z.string(),
  /** Keys in addresses are shown as `…`. */
  settings: z.record(z.string(), z.unknown()),
  profile: z.string().nullable(),
  hasCredentials: z.boolean(),
  intervalSeconds: z.int(),
  state: z.enum(SourceState),
  failureCount: z.int(),
  lastError: z.string().nullable(),
  lastErrorAt: Instant.nullable(),
  lastPolledAt: Instant.nullable(),
  lastFoundAt: Instant.nullable(),
  /** Null: not by itself (paused, refused), or a stream. */
  nextPollAt: Instant.nullable(),
  /** Where the server says it moved for good. */
  movedTo: z.string().nullable(),
  createdAt: Instant,
});
const SourceDetail = SourceView.extend({
  /** The newest items that could not be read. */
  rejected: z.array(z.object({ remoteId: z.string(), reason: z.string(), at: Instant })),
});

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
        return reply.code(201).send(view(source));
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
        const { limit, cursor, order } = request.query;
        const rows = await ctx.db.source.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...behind(readCursor(cursor), "createdAt", order),
          },
          orderBy: [{ createdAt: order }, { id: order }],
          take: limit + 1,
        });
        return page(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), view);
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
          ...view(source),
          rejected: rejected.map(({ remoteId, reason, at }) => ({ remoteId, reason, at: iso(at) })),
        };
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
        return view(await ctx.db.source.update({ where: { id: source.id }, data }));
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

function view(source: Source): z.infer<typeof SourceView> {
  const isAsked = source.mode !== "stream" && (source.state === "active" || source.state === "failing");
  return {
    id: source.id,
    network: source.network,
    mode: source.mode as SourceMode,
    name: source.name,
    baseUrl: source.baseUrl,
    settings: shownSettings(settingsOf(source)),
    profile: source.profileId,
    hasCredentials: source.credentials !== null,
    intervalSeconds: source.intervalSeconds,
    state: source.state,
    failureCount: source.failureCount,
    lastError: source.lastError,
    lastErrorAt: iso(source.lastErrorAt),
    lastPolledAt: iso(source.lastPolledAt),
    lastFoundAt: iso(source.lastFoundAt),
    nextPollAt: isAsked ? iso(source.dueAt) : null,
    movedTo: source.movedTo === null ? null : withoutSecrets(source.movedTo),
    createdAt: iso(source.createdAt),
  };
}
