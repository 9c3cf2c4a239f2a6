import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { removeDemoAs } from "../../demo/removal.ts";
import { Forbidden, NotFound } from "../../errors.ts";
import { message } from "../../messages.ts";
import { actionsOf, whole } from "../../workspaces/permissions.ts";
import { actionOf } from "../audit.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { WorkspaceView } from "../person.ts";
import { IdParams, oneLine, TimeZone } from "../schemas.ts";

const NewWorkspace = z.strictObject({ name: oneLine(100), timeZone: TimeZone.default("Europe/Paris") });
const Change = z.strictObject({ name: oneLine(100), timeZone: TimeZone }).partial();

const tags = ["workspaces"];

/** One organisation or client each. */
export const workspaceRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/workspaces",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "The workspaces I belong to; a key belongs to one",
          response: { 200: z.object({ items: z.array(WorkspaceView) }) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        if (caller.kind === "key") {
          const { id, name, timeZone, isDemo } = await ctx.db.workspace.findUniqueOrThrow({
            where: { id: caller.workspaceId },
          });
          return { items: [{ id, name, timeZone, isDemo, role: caller.role, actions: actionsOf(caller) }] };
        }
        const rows = await ctx.db.membership.findMany({
          where: { userId: caller.id },
          include: { workspace: true },
          orderBy: [{ workspace: { isDemo: "asc" } }, { createdAt: "asc" }],
        });
        const items = rows.map(({ role, workspace: { id, name, timeZone, isDemo } }) => {
          return { id, name, timeZone, isDemo, role, actions: actionsOf(whole(role)) };
        });
        return { items };
      },
    );

    app.post(
      "/workspaces",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "Make a workspace, and own it",
          body: NewWorkspace,
          response: { 201: WorkspaceView },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        if (caller.kind === "key")
          throw new Forbidden(
            message(
              "people_only",
              "a workspace is made by a person, who owns it; a key belongs to one workspace",
              "un espace de travail est créé par une personne, à qui il appartient\u202f; une clé est liée au sien",
            ),
          );
        const role = "owner" as const;
        const now = ctx.clock();
        const { id, name, timeZone, isDemo } = await ctx.db.workspace.create({
          data: {
            ...request.body,
            createdAt: now,
            memberships: { create: { userId: caller.id, role, createdAt: now } },
          },
        });
        const all = actionsOf(whole(role));
        return reply.code(201).send({ id, name, timeZone, isDemo, role, actions: all });
      },
    );

    app.patch(
      "/workspaces/:id",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "Change the name or time zone of the workspace one is in",
          params: IdParams,
          body: Change,
          response: { 200: WorkspaceView },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        if (request.params.id !== caller.workspaceId) throw new NotFound("workspace", request.params.id);
        const changes = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        const { id, name, timeZone, isDemo } = await ctx.db.workspace.update({
          where: { id: caller.workspaceId },
          data: changes,
        });
        return { id, name, timeZone, isDemo, role: caller.role, actions: actionsOf(caller) };
      },
    );

    app.delete(
      "/workspaces/:id",
      {
        // Its audit log goes with it: what is written down stands in the workspace one goes on in.
        config: { action: "administer", audit: false },
        schema: {
          tags,
          summary: "Remove the demo one is in, with everything in it; only its owners can, and only the demo",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        if (request.params.id !== caller.workspaceId) throw new NotFound("workspace", request.params.id);
        if (caller.role !== "owner")
          throw new Forbidden(
            message("owners_only", "only an owner removes the demo", "seul un propriétaire supprime la démo"),
          );
        await removeDemoAs(ctx, caller, { action: actionOf(request), address: request.ip });
        return reply.code(204).send(null);
      },
    );
  };
