import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { alertMoves, ruleKinds } from "../../alerts/alert.ts";
import { sensitivities } from "../../alerts/spike.ts";
import { resolveAlert, tell } from "../../alerts/store.ts";
import { viewAlert } from "../../alerts/view.ts";
import { Conflict, Invalid, NotFound } from "../../errors.ts";
import type { AlertRule } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { behind, page, readCursor } from "../pagination.ts";
import { Id, IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";

const RuleView = z.object({
  id: z.string(),
  kind: z.enum(ruleKinds),
  monitor: z.string(),
  sensitivity: z.enum(sensitivities),
  enabled: z.boolean(),
  channels: z.array(z.string()),
  createdAt: Instant,
});
const NewRule = z.strictObject({
  kind: z.enum(ruleKinds),
  monitor: Id,
  sensitivity: z.enum(sensitivities).default("medium"),
  channels: z.array(Id).max(50).default([]),
});
const RuleChange = z
  .strictObject({ sensitivity: z.enum(sensitivities), enabled: z.boolean(), channels: z.array(Id).max(50) })
  .partial();

const Evidence = z.object({
  expected: z.number(),
  seen: z.number(),
  since: Instant,
  authors: z.number(),
  score: z.number(),
  reason: z.string(),
  topMentions: z.array(
    z.object({
      id: z.string(),
      network: z.string(),
      url: z.string().nullable(),
      text: z.string(),
      author: z.string().nullable(),
      followers: z.number().nullable(),
    }),
  ),
  terms: z.array(z.object({ term: z.string(), count: z.number() })),
  sources: z.array(z.object({ network: z.string(), count: z.number() })),
});
const AlertView = z.object({
  id: z.string(),
  rule: z.string(),
  monitor: z.string(),
  state: z.enum(["firing", "acknowledged", "resolved"]),
  startedAt: Instant,
  openedAt: Instant,
  updatedAt: Instant,
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: Instant.nullable(),
  snoozedUntil: Instant.nullable(),
  evidence: Evidence,
});
const AlertDetail = AlertView.extend({
  deliveries: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      event: z.string(),
      state: z.enum(["waiting", "delivering", "delivered", "failed"]),
      attempts: z.number(),
      detail: z.string().nullable(),
      deliveredAt: Instant.nullable(),
    }),
  ),
});

/** What to watch, and what was seen. */
export const alertRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const requireRule = async (workspaceId: string, id: string) => {
      const found = mayBeId(id)
        ? await ctx.db.alertRule.findFirst({ where: { id, workspaceId }, include: { channels: true } })
        : null;
      if (!found) throw new NotFound("alert rule", id);
      return found;
    };
    const channelIds = async (workspaceId: string, ids: readonly string[]): Promise<string[]> => {
      const found = await ctx.db.channel.findMany({
        where: { workspaceId, id: { in: ids.filter(mayBeId) } },
        select: { id: true },
      });
      const known = new Set(found.map(({ id }) => id));
      const problems = ids.flatMap((id, index) =>
        known.has(id) ? [] : [unknownAt(`/channels/${index}`, "channel", "canal", id)],
      );
      if (problems.length > 0) throw new Invalid(problems);
      return [...known];
    };
    const showAlert = async (workspaceId: string, id: string): Promise<z.infer<typeof AlertDetail>> => {
      const alert = mayBeId(id)
        ? await ctx.db.alert.findFirst({
            where: { id, workspaceId },
            include: { deliveries: { orderBy: { createdAt: "asc" } } },
          })
        : null;
      if (!alert) throw new NotFound("alert", id);
      return {
        ...viewAlert(alert),
        deliveries: alert.deliveries.map((delivery) => ({
          id: delivery.id,
          channel: delivery.channelId,
          event: delivery.event,
          state: delivery.state,
          attempts: delivery.attemptCount,
          detail: delivery.lastDetail,
          deliveredAt: iso(delivery.deliveredAt),
        })),
      };
    };

    app.post(
      "/alert-rules",
      {
        config: { action: "configure" },
        schema: { tags: ["alerts"], summary: "Watch a monitor", body: NewRule, response: { 201: RuleView } },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { kind, monitor, sensitivity, channels } = request.body;
        const found =
          mayBeId(monitor) && (await ctx.db.monitor.findFirst({ where: { id: monitor, workspaceId } }));
        if (!found) throw new Invalid([unknownAt("/monitor", "monitor", "veille", monitor)]);
        const ids = await channelIds(workspaceId, channels);
        const now = ctx.clock();
        const rule = await ctx.db.alertRule.create({
          data: {
            workspaceId,
            kind,
            monitorId: monitor,
            sensitivity,
            // What is already there is looked at right away.
            lookAt: now,
            createdAt: now,
            channels: { create: ids.map((channelId) => ({ channelId })) },
          },
          include: { channels: true },
        });
        return reply.code(201).send(viewRule(rule));
      },
    );

    app.get(
      "/alert-rules",
      {
        config: { action: "read" },
        schema: {
          tags: ["alerts"],
          summary: "List alert rules",
          querystring: PageQuery.extend({ monitor: Id.optional() }),
          response: { 200: pageOf(RuleView) },
        },
      },
      async (request) => {
        const { limit, cursor, order, monitor } = request.query;
        const rows = await ctx.db.alertRule.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(monitor ? { monitorId: mayBeId(monitor) ? monitor : { in: [] } } : {}),
            ...behind(readCursor(cursor), "createdAt", order),
          },
          include: { channels: true },
          orderBy: [{ createdAt: order }, { id: order }],
          take: limit + 1,
        });
        return page(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), viewRule);
      },
    );

    app.patch(
      "/alert-rules/:id",
      {
        config: { action: "configure" },
        schema: {
          tags: ["alerts"],
          summary: "Change an alert rule",
          params: IdParams,
          body: RuleChange,
          response: { 200: RuleView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = await requireRule(workspaceId, request.params.id);
        const { channels, sensitivity, enabled } = request.body;
        const ids = channels && (await channelIds(workspaceId, channels));
        const rule = await ctx.db.alertRule.update({
          where: { id },
          data: {
            ...(sensitivity ? { sensitivity } : {}),
            ...(enabled === undefined ? {} : { enabled }),
            ...(ids ? { channels: { deleteMany: {}, create: ids.map((channelId) => ({ channelId })) } } : {}),
          },
          include: { channels: true },
        });
        return viewRule(rule);
      },
    );

    app.delete(
      "/alert-rules/:id",
      {
        config: { action: "configure" },
        schema: {
          tags: ["alerts"],
          summary: "Remove an alert rule and its alerts",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { id } = await requireRule(callerOf(request).workspaceId, request.params.id);
        await ctx.db.alertRule.delete({ where: { id } });
        return reply.code(204).send(null);
      },
    );

    app.get(
      "/alerts",
      {
        config: { action: "read" },
        schema: {
          tags: ["alerts"],
          summary: "List alerts",
          querystring: PageQuery.extend({
            state: z.enum(["firing", "acknowledged", "resolved"]).optional(),
            monitor: Id.optional(),
          }),
          response: { 200: pageOf(AlertView) },
        },
      },
      async (request) => {
        const { limit, cursor, order, state, monitor } = request.query;
        const rows = await ctx.db.alert.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...(state ? { state } : {}),
            ...(monitor ? { monitorId: mayBeId(monitor) ? monitor : { in: [] } } : {}),
            ...behind(readCursor(cursor), "openedAt", order),
          },
          orderBy: [{ openedAt: order }, { id: order }],
          take: limit + 1,
        });
        return page(rows, limit, (row) => ({ at: row.openedAt, id: row.id }), viewAlert);
      },
    );

    app.get(
      "/alerts/:id",
      {
        config: { action: "read" },
        schema: {
          tags: ["alerts"],
          summary: "One alert, with its deliveries",
          params: IdParams,
          response: { 200: AlertDetail },
        },
      },
      async (request) => showAlert(callerOf(request).workspaceId, request.params.id),
    );

    app.post(
      "/alerts/:id/acknowledge",
      {
        config: { action: "listen" },
        schema: {
          tags: ["alerts"],
          summary: "Say that somebody looks after it",
          params: IdParams,
          response: { 200: AlertDetail },
        },
      },
      async (request) => {
        const { workspaceId, name } = callerOf(request);
        const { id, state, monitor } = await showAlert(workspaceId, request.params.id);
        const now = ctx.clock();
        const { count } = await ctx.db.alert.updateMany({
          where: { id, state: { in: [...alertMoves.acknowledge.from] } },
          data: {
            state: alertMoves.acknowledge.to,
            acknowledgedAt: now,
            acknowledgedBy: name,
            updatedAt: now,
          },
        });
        if (count === 0) throw notNow("acknowledge", state);
        await tell(ctx.db, workspaceId, { id, state: "acknowledged", monitor }, now);
        return showAlert(workspaceId, id);
      },
    );

    app.post(
      "/alerts/:id/resolve",
      {
        config: { action: "listen" },
        schema: {
          tags: ["alerts"],
          summary: "Say that it is over",
          params: IdParams,
          response: { 200: AlertDetail },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id, state } = await showAlert(workspaceId, request.params.id);
        if (!(await resolveAlert(ctx.db, id, ctx.clock()))) throw notNow("resolve", state);
        return showAlert(workspaceId, id);
      },
    );
  };

function viewRule(rule: AlertRule & { channels: { channelId: string }[] }): z.infer<typeof RuleView> {
  return {
    id: rule.id,
    kind: rule.kind as z.infer<typeof RuleView>["kind"],
    monitor: rule.monitorId,
    sensitivity: rule.sensitivity,
    enabled: rule.enabled,
    channels: rule.channels.map(({ channelId }) => channelId),
    createdAt: iso(rule.createdAt),
  };
}

function unknownAt(pointer: string, what: string, quoi: string, id: string) {
  return {
    pointer,
    message: message(
      `unknown_${what}`,
      `there is no ${what} "${id}" here`,
      `il n’y a pas de ${quoi} « ${id} » ici`,
    ),
  };
}

function notNow(wanted: string, state: string): Conflict {
  return new Conflict(
    "not_possible_now",
    message(
      "not_possible_now",
      `"${wanted}" is not possible: the alert is "${state}"`,
      `« ${wanted} » n’est pas possible : l’alerte est « ${state} »`,
    ),
  );
}
