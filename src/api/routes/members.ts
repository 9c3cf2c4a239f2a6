import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NotFound } from "../../errors.ts";
import { changeRole, leaveWorkspace, removeMember } from "../../workspaces/members.ts";
import { actions, permissions } from "../../workspaces/permissions.ts";
import { callerOf, sessionOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { page, readCursor } from "../pagination.ts";
import { ActionName, RoleName } from "../person.ts";
import { IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";

const MemberView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: RoleName,
  twoStep: z.boolean(),
  joinedAt: Instant,
});
const Table = z.object({
  roles: z.array(RoleName),
  actions: z.array(z.object({ action: ActionName, roles: z.array(RoleName) })),
});

const tags = ["people"];

/** The people of the workspace, and what each role may do. */
export const memberRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/roles",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Which role may do what: the table that is enforced",
          response: { 200: Table },
        },
      },
      async () => ({
        roles: RoleName.options,
        actions: actions.map((action) => ({ action, roles: [...permissions[action]] })),
      }),
    );

    app.get(
      "/members",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List people",
          querystring: PageQuery,
          response: { 200: pageOf(MemberView) },
        },
      },
      async (request) => {
        const { limit, cursor, order } = request.query;
        const place = readCursor(cursor);
        const after = order === "asc" ? "gt" : "lt";
        const rows = await ctx.db.membership.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(place
              ? {
                  OR: [
                    { createdAt: { [after]: place.at } },
                    { createdAt: place.at, userId: { [after]: place.id } },
                  ],
                }
              : {}),
          },
          include: { user: true },
          orderBy: [{ createdAt: order }, { userId: order }],
          take: limit + 1,
        });
        return page(
          rows,
          limit,
          (row) => ({ at: row.createdAt, id: row.userId }),
          ({ user, role, createdAt }) => ({
            id: user.id,
            name: user.name,
            email: user.email,
            role,
            twoStep: user.totpSince !== null,
            joinedAt: iso(createdAt),
          }),
        );
      },
    );

    app.patch(
      "/members/:id",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "Give a member another role",
          params: IdParams,
          body: z.strictObject({ role: RoleName }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        await changeRole(ctx, caller, caller.workspaceId, request.params.id, request.body.role);
        return reply.code(204).send(null);
      },
    );

    app.delete(
      "/members/:id",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "Take somebody out of the workspace",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        await removeMember(ctx, caller, caller.workspaceId, request.params.id);
        return reply.code(204).send(null);
      },
    );

    app.delete(
      "/me/membership",
      {
        config: { action: "person" },
        schema: {
          tags,
          summary: "Leave the workspace one is in; its last owner cannot",
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        // Without a caller, they belong to none, or not to the one asked for.
        if (!request.caller) throw new NotFound("member", sessionOf(request).userId);
        await leaveWorkspace(ctx, request.caller.workspaceId, request.caller.id);
        return reply.code(204).send(null);
      },
    );
  };
