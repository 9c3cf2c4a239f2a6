import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Conflict, Forbidden } from "../../errors.ts";
import type { ApiKey } from "../../generated/prisma/client.ts";
import { Role } from "../../generated/prisma/enums.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { createKey, revokeKey } from "../../workspaces/keys.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { IdParams, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";

const RoleName = z.enum(Role);

const Me = z.object({
  workspace: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  key: z.object({ id: z.string(), name: z.string(), role: RoleName }),
});

const KeyView = z.object({
  id: z.string(),
  name: z.string(),
  role: RoleName,
  /** The key's first characters, to tell keys apart. */
  prefix: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
/** `key` is shown this once. */
const CreatedKey = z.object({ id: z.string(), key: z.string(), name: z.string(), role: RoleName });

const NewKey = z.strictObject({ name: oneLine(200), role: RoleName });

const tags = ["keys"];

/** Who am I, and the keys of the workspace. */
export const keyRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/me",
      {
        config: { action: "read" },
        schema: { tags, summary: "Whose key this is, and for which workspace", response: { 200: Me } },
      },
      async (request) => {
        const { workspaceId, keyId, name, role } = callerOf(request);
        const workspace = await ctx.db.workspace.findUniqueOrThrow({
          where: { id: workspaceId },
          select: { id: true, name: true, timeZone: true },
        });
        return { workspace, key: { id: keyId, name, role } };
      },
    );

    app.post(
      "/api-keys",
      {
        config: { action: "administer", answersOnce: true },
        schema: {
          tags,
          summary: "Make a key; it is shown this once",
          body: NewKey,
          response: { 201: CreatedKey },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { name, role } = request.body;
        if (role === "owner") refuseUnlessOwner(caller.role);
        const { id, key } = await createKey(ctx, caller.workspaceId, { name, role });
        return reply.code(201).send({ id, key, name, role });
      },
    );

    app.get(
      "/api-keys",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "List the keys that are valid",
          querystring: PageQuery,
          response: { 200: pageOf(KeyView) },
        },
      },
      async (request) => {
        const { limit, cursor, order } = request.query;
        const rows = await ctx.db.apiKey.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            revokedAt: null,
            ...behind(readCursor(cursor), "createdAt", order),
          },
          orderBy: [{ createdAt: order }, { id: order }],
          take: limit + 1,
        });
        return page(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), view);
      },
    );

    app.delete(
      "/api-keys/:id",
      {
        config: { action: "administer" },
        schema: { tags, summary: "End a key", params: IdParams, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { id } = request.params;
        if (id === caller.keyId)
          throw new Conflict(
            "key_in_use",
            message(
              "key_in_use",
              "this is the key you are calling with; end it with another one",
              "c’est la clé de votre appel ; supprimez-la avec une autre",
            ),
          );
        const key = mayBeId(id)
          ? await ctx.db.apiKey.findFirst({ where: { id, workspaceId: caller.workspaceId } })
          : null;
        if (key?.role === "owner") refuseUnlessOwner(caller.role);
        await revokeKey(ctx, caller.workspaceId, id);
        return reply.code(204).send(null);
      },
    );
  };

/** Nobody gives away, or takes away, more than they have. @throws Forbidden */
function refuseUnlessOwner(role: Role): void {
  if (role === "owner") return;
  throw new Forbidden(
    message(
      "owners_only",
      `the role "${role}" may not make or end keys of owners`,
      `le rôle « ${role} » ne peut ni créer ni supprimer les clés de propriétaires`,
    ),
  );
}

function view(key: ApiKey): z.infer<typeof KeyView> {
  return {
    id: key.id,
    name: key.name,
    role: key.role,
    prefix: key.prefix,
    createdAt: iso(key.createdAt),
    lastUsedAt: iso(key.lastUsedAt),
  };
}
