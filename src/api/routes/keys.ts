import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Conflict, invalid } from "../../errors.ts";
import type { ApiKey } from "../../generated/prisma/client.ts";
import type { Role } from "../../generated/prisma/enums.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { createKey, revokeKey, scopesFrom } from "../../workspaces/keys.ts";
import { type Action, actions, actionsOf, may, refuseBeyond, whole } from "../../workspaces/permissions.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { ActionName, RoleName } from "../person.ts";
import { IdParams, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";

const KeyView = z.object({
  id: z.string(),
  name: z.string(),
  role: RoleName,
  /** Actions of the role that it may do; none named: all of them. */
  scopes: z.array(ActionName),
  /** The key's first characters, to tell keys apart. */
  prefix: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
});
/** `key` is shown this once. */
const CreatedKey = KeyView.pick({ id: true, name: true, role: true, scopes: true, expiresAt: true }).extend({
  key: z.string(),
});

const NewKey = z.strictObject({
  name: oneLine(200),
  role: RoleName,
  scopes: z.array(ActionName).max(actions.length).default([]),
  expiresAt: Instant.optional(),
});

const tags = ["keys"];

/** The keys of the workspace. */
export const keyRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
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
        const { name, role, scopes, expiresAt } = request.body;
        refuseBeyond(caller, { role, scopes });
        checkScopes(role, scopes);
        const end = expiresAt === undefined ? null : checkedEnd(new Date(expiresAt), ctx.clock());
        const wanted = { name, role, scopes, expiresAt: end };
        const { id, key } = await createKey(ctx, caller.workspaceId, wanted);
        return reply.code(201).send({ id, key, name, role, scopes, expiresAt: iso(end) });
      },
    );

    app.get(
      "/api-keys",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "List the keys that were not ended",
          querystring: PageQuery,
          response: { 200: pageOf(KeyView) },
        },
      },
      async (request) => {
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.apiKey.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            revokedAt: null,
            ...after,
          },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, view);
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
        if (caller.kind === "key" && id === caller.id)
          throw new Conflict(
            "key_in_use",
            message(
              "key_in_use",
              "this is the key you are calling with; end it with another one",
              "c’est la clé de votre appel\u202f; supprimez-la avec une autre",
            ),
          );
        const key = mayBeId(id)
          ? await ctx.db.apiKey.findFirst({ where: { id, workspaceId: caller.workspaceId } })
          : null;
        if (key) refuseBeyond(caller, { role: key.role, scopes: scopesFrom(key.scopes) });
        await revokeKey(ctx, caller.workspaceId, id);
        return reply.code(204).send(null);
      },
    );
  };

/** @throws Invalid when a scope is none of the role's actions: the key could never use it */
function checkScopes(role: Role, scopes: readonly Action[]): void {
  scopes.forEach((scope, index) => {
    if (may(whole(role), scope)) return;
    throw invalid(
      `/scopes/${index}`,
      message(
        "scope_beyond_role",
        `the role "${role}" may not do "${scope}"; choose among ${actionsOf(whole(role)).join(", ")}`,
        `le rôle «\u202f${role}\u202f» ne permet pas «\u202f${scope}\u202f»\u202f; choisissez parmi ${actionsOf(whole(role)).join(", ")}`,
      ),
    );
  });
}

function checkedEnd(expiresAt: Date, now: Date): Date {
  if (expiresAt > now) return expiresAt;
  throw invalid(
    "/expiresAt",
    message(
      "expires_in_past",
      `${expiresAt.toISOString()} is over; give a time to come`,
      `${expiresAt.toISOString()} est passé\u202f; donnez un moment à venir`,
    ),
  );
}

function view(key: ApiKey): z.infer<typeof KeyView> {
  return {
    id: key.id,
    name: key.name,
    role: key.role,
    scopes: scopesFrom(key.scopes),
    prefix: key.prefix,
    createdAt: iso(key.createdAt),
    lastUsedAt: iso(key.lastUsedAt),
    expiresAt: iso(key.expiresAt),
  };
}
