import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Forbidden, invalid, NotFound } from "../../errors.ts";
import type { Prisma, SavedView } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { sessionOf } from "../auth.ts";
import { newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";
import { IdParams, Instant, iso, oneLine } from "../schemas.ts";

/** A text, a number, a switch or a list of texts: what an address can say. */
const Value = z.union([z.string().max(300), z.number(), z.boolean(), z.array(z.string().max(100)).max(200)]);
const mostFilters = 30;
const mostViews = 50;

const Room = z.enum(["calendar", "mentions", "reputation"]);
const Written = z.strictObject({
  room: Room,
  name: oneLine(60),
  search: z
    .record(z.string().min(1).max(40), Value)
    .refine((search) => Object.keys(search).length <= mostFilters, {
      error: `at most ${mostFilters} filters are wanted`,
    }),
});
const View = Written.extend({ id: z.string(), createdAt: Instant });

const tags = ["me"];

/** Filters that a person gave a name to: theirs alone, in one workspace. */
export const savedViewRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/saved-views",
      {
        config: { action: "person" },
        schema: {
          tags,
          summary: "My named filters of a room, by name",
          querystring: z.object({ room: Room }),
          response: { 200: z.object({ items: z.array(View) }) },
        },
      },
      async (request) => {
        const rows = await ctx.db.savedView.findMany({
          where: { ...ownerOf(sessionOf(request)), room: request.query.room },
          orderBy: { name: "asc" },
        });
        return { items: rows.map(view) };
      },
    );

    app.post(
      "/saved-views",
      {
        config: { action: "person" },
        schema: {
          tags,
          summary: "Keep filters under a name; one of that name is replaced",
          body: Written,
          response: { 201: View },
        },
      },
      async (request, reply) => {
        const owner = ownerOf(sessionOf(request));
        const { room, name, search } = request.body;
        const key = { ...owner, room, name };
        const count = await ctx.db.savedView.count({ where: { ...owner, room, name: { not: name } } });
        if (count >= mostViews)
          throw invalid(
            "/name",
            message(
              "too_many_views",
              `${mostViews} views are kept for a room; remove one first`,
              `${mostViews} vues sont conservées par page\u202f; supprimez-en une d’abord`,
            ),
          );
        const row = await ctx.db.savedView.upsert({
          where: { workspaceId_userId_room_name: key },
          create: {
            id: newIdFor(request),
            ...key,
            search: search as Prisma.InputJsonObject,
            createdAt: ctx.clock(),
          },
          update: { search: search as Prisma.InputJsonObject },
        });
        return reply.code(201).send(view(row));
      },
    );

    app.delete(
      "/saved-views/:id",
      {
        config: { action: "person" },
        schema: { tags, summary: "Forget a name", params: IdParams, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { count } = mayBeId(id)
          ? await ctx.db.savedView.deleteMany({ where: { id, ...ownerOf(sessionOf(request)) } })
          : { count: 0 };
        if (count === 0) throw new NotFound("saved view", id);
        return reply.code(204).send(null);
      },
    );
  };

/** @throws Forbidden to a person who is in no workspace */
function ownerOf({ caller, userId }: ReturnType<typeof sessionOf>): { workspaceId: string; userId: string } {
  if (caller) return { workspaceId: caller.workspaceId, userId };
  throw new Forbidden(
    message(
      "other_workspace",
      "you belong to no workspace",
      "vous ne faites partie d’aucun espace de travail",
    ),
  );
}

function view({ id, room, name, search, createdAt }: SavedView): z.infer<typeof View> {
  return { ...Written.parse({ room, name, search }), id, createdAt: iso(createdAt) };
}
