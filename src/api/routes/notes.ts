import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { invalid, NotFound } from "../../errors.ts";
import type { Note } from "../../generated/prisma/client.ts";
import { requireMonitor } from "../../listening/monitor-store.ts";
import { mayBeId } from "../../platform/database.ts";
import { resolveLocalTime } from "../../publishing/local-time.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { Id, IdParams, Instant, iso, oneLine } from "../schemas.ts";
import { Time } from "../views/post.ts";

const Written = z.strictObject({
  text: oneLine(300),
  /** When it happened; as a local time, that of a zone. */
  at: Time,
  /** Only beside the figures of this monitor; null: beside all. */
  monitor: Id.nullable().default(null),
});
const Change = z.strictObject({ text: Written.shape.text, at: Time, monitor: Id.nullable() }).partial();
const NoteView = z.object({
  id: z.string(),
  text: z.string(),
  at: Instant,
  monitor: z.string().nullable(),
  createdBy: z.string(),
  createdAt: Instant,
});

const tags = ["reputation"];
/** More than a chart can show. */
const mostNotes = 500;

/** What people write beside figures, so that a peak is still understood a year later. */
export const noteRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const require = async (workspaceId: string, id: string): Promise<Note> => {
      const note = mayBeId(id) ? await ctx.db.note.findFirst({ where: { id, workspaceId } }) : null;
      if (!note) throw new NotFound("note", id);
      return note;
    };

    app.get(
      "/notes",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Notes beside figures, newest first",
          querystring: z.strictObject({
            /** Those of this monitor, and those of all. */
            monitor: Id.optional(),
            /** Included. */
            from: Instant.optional(),
            /** Not included. */
            to: Instant.optional(),
          }),
          response: { 200: z.object({ items: z.array(NoteView) }) },
        },
      },
      async (request) => {
        const { monitor, from, to } = request.query;
        const { workspaceId } = callerOf(request);
        if (monitor !== undefined) await requireMonitor(ctx.db, workspaceId, monitor);
        const rows = await ctx.db.note.findMany({
          where: {
            workspaceId,
            ...(monitor === undefined ? {} : { OR: [{ monitorId: monitor }, { monitorId: null }] }),
            at: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) },
          },
          orderBy: [{ at: "desc" }, { id: "desc" }],
          take: mostNotes,
        });
        return { items: rows.map(view) };
      },
    );

    app.post(
      "/notes",
      {
        config: { action: "listen" },
        schema: {
          tags,
          summary: "Write beside the figures of a time what happened then",
          body: Written,
          response: { 201: NoteView },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { text, at, monitor } = request.body;
        if (monitor !== null) await requireMonitor(ctx.db, workspaceId, monitor);
        const id = newIdFor(request);
        const row = await ctx.db.note.upsert({
          where: { id },
          create: {
            id,
            workspaceId,
            text,
            at: instantOf(at),
            monitorId: monitor,
            createdBy: actorOf(request).name,
            createdAt: ctx.clock(),
          },
          update: {},
        });
        return reply.code(201).send(view(row));
      },
    );

    app.patch(
      "/notes/:id",
      {
        config: { action: "listen" },
        schema: {
          tags,
          summary: "Change a note",
          params: IdParams,
          body: Change,
          response: { 200: NoteView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = await require(workspaceId, request.params.id);
        const { text, at, monitor } = request.body;
        if (monitor) await requireMonitor(ctx.db, workspaceId, monitor);
        const row = await ctx.db.note.update({
          where: { id },
          data: {
            ...(text === undefined ? {} : { text }),
            ...(at === undefined ? {} : { at: instantOf(at) }),
            ...(monitor === undefined ? {} : { monitorId: monitor }),
          },
        });
        return view(row);
      },
    );

    app.delete(
      "/notes/:id",
      {
        config: { action: "listen" },
        schema: { tags, summary: "Remove a note", params: IdParams, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { id } = await require(callerOf(request).workspaceId, request.params.id);
        await ctx.db.note.delete({ where: { id } });
        return reply.code(204).send(null);
      },
    );
  };

function view({ id, text, at, monitorId, createdBy, createdAt }: Note): z.infer<typeof NoteView> {
  return { id, text, at: iso(at), monitor: monitorId, createdBy, createdAt: iso(createdAt) };
}

/** @throws Invalid for a local time or a zone that there is not */
function instantOf(time: z.infer<typeof Time>): Date {
  if (typeof time === "string") return new Date(time);
  const resolved = resolveLocalTime(time.local, time.timeZone);
  if (resolved.kind === "refused") throw invalid(`/at/${resolved.field}`, resolved.message);
  return resolved.instant;
}
